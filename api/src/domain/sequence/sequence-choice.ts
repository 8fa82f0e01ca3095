import { type Counts, votesOn } from '../results/scores.ts'
import { type Idea, ideaOf, likeness, SAME_IDEA } from '../text/text-similarity.ts'

/** What is known of a proposal when sequences are made. */
export interface SequenceCandidate extends Counts {
  id: string
  text: string
  /** Tells authors apart; null: not known. */
  author: string | null
  /** The part of its votes that are the first of their network, from 0 to 1; not known: all. */
  firsts?: number
}

/** Among so many of the best the one with the fewest votes is taken, so that close ones are measured equally well. */
const BEST_CONSIDERED = 10

function fewestVotes<Candidate extends SequenceCandidate>(
  candidates: readonly Candidate[],
): Candidate | undefined {
  let fewest = candidates[0]
  for (const candidate of candidates) {
    if (fewest && votesOn(candidate) < votesOn(fewest)) fewest = candidate
  }
  return fewest
}

/** Proposals chosen so far: never one twice, never more than `size`. */
export class SequenceChoice<Candidate extends SequenceCandidate> {
  readonly #chosen = new Map<string, Candidate>()
  readonly #ideas = new Map<string, Idea>()
  readonly #size: number

  constructor(size: number) {
    this.#size = size
  }

  /** What was chosen so far, in the order of choice. */
  get proposals(): Candidate[] {
    return [...this.#chosen.values()]
  }

  /** Places that are still free. */
  get missing(): number {
    return this.#size - this.#chosen.size
  }

  /** Takes at most `places` in the order given, past those by an author or of an idea that is there already. */
  takeInOrder(candidates: readonly Candidate[], places: number): void {
    let left = Math.min(places, this.missing)
    for (const candidate of candidates) {
      if (left === 0) return
      if (!this.#admits(candidate)) continue
      this.#chosen.set(candidate.id, candidate)
      left -= 1
    }
  }

  /** Again and again among the first ten that fit takes the one with the fewest votes; at most `places`. */
  takeAmongBest(ranked: readonly Candidate[], places: number): void {
    let next = 0
    let best: Candidate[] = []
    for (let left = Math.min(places, this.missing); left > 0; left--) {
      while (best.length < BEST_CONSIDERED && next < ranked.length) {
        const candidate = ranked[next++]
        if (candidate && this.#admits(candidate)) best.push(candidate)
      }
      const taken = fewestVotes(best)
      if (!taken) return
      this.#chosen.set(taken.id, taken)
      best = best.filter((candidate) => candidate !== taken && !this.#clash(candidate, taken))
    }
  }

  /** Fills the rest without regard to idea or author, when nothing else is left. */
  takeAny(candidates: readonly Candidate[]): void {
    for (const candidate of candidates) {
      if (this.missing === 0) return
      this.#chosen.set(candidate.id, candidate)
    }
  }

  #admits(candidate: Candidate): boolean {
    if (this.#chosen.has(candidate.id)) return false
    for (const chosen of this.#chosen.values()) if (this.#clash(candidate, chosen)) return false
    return true
  }

  #clash(one: Candidate, other: Candidate): boolean {
    if (one.author !== null && one.author === other.author) return true
    return likeness(this.#ideaOf(one), this.#ideaOf(other)) >= SAME_IDEA
  }

  #ideaOf({ id, text }: Candidate): Idea {
    let idea = this.#ideas.get(id)
    if (!idea) {
      idea = ideaOf(text)
      this.#ideas.set(id, idea)
    }
    return idea
  }
}
