// Which proposals say the same. Readers write "Il faut un revenu universel" in two hundred ways: two of them in one
// sequence bore the reader, split the votes, and tell nothing. A text counts as the set of its telling words, cut to
// their stems; two texts are as alike as Dice's coefficient says (Dice 1945, Ecology 26:297): twice what they share,
// divided by what they have. Words were chosen on 14,517 real proposals (docs/sequence.md).

import { readWords } from './read-words.ts'

/** The telling words of a text, with what each weighs. */
export type Idea = ReadonlyMap<string, number>

/** From this similarity on, two proposals count as one idea. */
export const SAME_IDEA = 0.7

/** What two texts come to that are alike but for their numbers. */
const OTHER_NUMBERS = SAME_IDEA - 0.01

/** Verbs that open a proposal say little of what it is about; but to forbid is not to foster. */
const OPENING_WEIGHT = 0.5

/** By their stems. French "neuf" is left out: mostly it means new. */
const NUMBERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    deux: '2',
    trois: '3',
    quatre: '4',
    cinq: '5',
    six: '6',
    sept: '7',
    huit: '8',
    dix: '10',
    douze: '12',
    quinze: '15',
    vingt: '20',
    trente: '30',
    quaran: '40',
    cinqua: '50',
    soixan: '60',
    cent: '100',
    mille: '1000',
    two: '2',
    three: '3',
    four: '4',
    five: '5',
    seven: '7',
    eight: '8',
    nine: '9',
    ten: '10',
    twelve: '12',
    fiftee: '15',
    twenty: '20',
    thirty: '30',
    forty: '40',
    fifty: '50',
    sixty: '60',
    hundre: '100',
    thousa: '1000',
  }),
)

/** "10 000", "10,000" and "10000" are one number. */
const THOUSANDS = /(\d)[ .,'’](?=\d{3}(?!\d))/g

/** What a text is about, in French or English; in another language every word tells. Empty without any word. */
export function ideaOf(text: string): Idea {
  const all = readWords(text.normalize('NFKC').replace(THOUSANDS, '$1'))
  const telling = all.filter(({ kind }) => kind !== 'empty')
  const words = telling.length > 0 ? telling : all
  return new Map(
    words.map(({ stem, kind }) => [NUMBERS.get(stem) ?? stem, kind === 'opening' ? OPENING_WEIGHT : 1]),
  )
}

const isNumber = (word: string): boolean => /\p{N}/u.test(word)

/** True where each text names numbers and they are not the same: "20 %" and "50 %" are two proposals in the same words. */
function differInNumbers(one: Idea, other: Idea): boolean {
  const numbers = [...one.keys()].filter(isNumber)
  const others = [...other.keys()].filter(isNumber)
  if (numbers.length === 0 || others.length === 0) return false
  return numbers.length !== others.length || numbers.some((number) => !other.has(number))
}

const weightOf = (idea: Idea): number => {
  let weight = 0
  for (const part of idea.values()) weight += part
  return weight
}

/** How much two ideas share, from 0 (nothing) to 1 (every telling word); with other numbers less than one idea. */
export function likeness(one: Idea, other: Idea): number {
  let shared = 0
  for (const [word, weight] of one) if (other.has(word)) shared += weight
  if (shared === 0) return 0
  const share = (2 * shared) / (weightOf(one) + weightOf(other))
  return share >= SAME_IDEA && differInNumbers(one, other) ? OTHER_NUMBERS : share
}

/** How much two texts say the same, from 0 (nothing in common) to 1; SAME_IDEA and more: they are near-duplicates. */
export const similarity = (one: string, other: string): number => likeness(ideaOf(one), ideaOf(other))

/** A proposal near to a text. */
export interface Neighbour {
  id: string
  /** From 0 to 1, as `similarity`. */
  similarity: number
}

/** Proposals by their words, to find those nearest to a text without reading them all. */
export class IdeaIndex {
  readonly #ideas = new Map<string, Idea>()
  readonly #idsByWord = new Map<string, Set<string>>()

  /** Adds a proposal, or replaces its text. */
  add(id: string, text: string): void {
    this.remove(id)
    const idea = ideaOf(text)
    this.#ideas.set(id, idea)
    for (const word of idea.keys()) {
      const ids = this.#idsByWord.get(word)
      if (ids) ids.add(id)
      else this.#idsByWord.set(word, new Set([id]))
    }
  }

  /** Takes a proposal out; nothing happens if it is not there. */
  remove(id: string): void {
    for (const word of this.#ideas.get(id)?.keys() ?? []) this.#idsByWord.get(word)?.delete(id)
    this.#ideas.delete(id)
  }

  /** At most `count` proposals that share a telling word with the text, the most similar first. */
  nearest(text: string, count: number): Neighbour[] {
    const idea = ideaOf(text)
    const sharing = new Set<string>()
    for (const word of idea.keys()) for (const id of this.#idsByWord.get(word) ?? []) sharing.add(id)
    const neighbours: Neighbour[] = []
    for (const id of sharing) {
      const other = this.#ideas.get(id)
      if (other) neighbours.push({ id, similarity: likeness(idea, other) })
    }
    return neighbours
      .sort((one, other) => other.similarity - one.similarity || (one.id < other.id ? -1 : 1))
      .slice(0, count)
  }
}
