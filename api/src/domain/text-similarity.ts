// Which proposals say the same. Readers write "Il faut un revenu universel" in two hundred ways: two of them in one
// sequence bore the reader, split the votes, and tell nothing. A text counts as the set of its telling words, cut to
// their stems; two texts are as alike as Dice's coefficient says (Dice 1945, Ecology 26:297): twice what they share,
// divided by what they have. Words were chosen on 14,517 real proposals (docs/sequence.md).

/** The telling words of a text, with what each weighs. */
export type Idea = ReadonlyMap<string, number>

/** From this similarity on, two proposals count as one idea. */
export const SAME_IDEA = 0.7

const STEM_LETTERS = 6
/** Verbs that open a proposal say little of what it is about; but to forbid is not to foster. */
const OPENING_WEIGHT = 0.5

const words = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '')

const EMPTY_WORDS = new Set(
  words(`
  a ai afin ainsi alors au aucun aussi autre autres aux avec avoir c ca car ce cela ces cet cette chaque comme d dans
  de des doit doivent donc du elle elles en encore entre es est et etait etc etre eu eux fait faire faut faudrait fois
  il ils j je l la le les leur leurs lors lui m ma mais meme memes mes moins mon n ne nos notre nous on ont ou par pas
  peu peut plus plutot pour pouvoir puis qu quand que quel quelle quelles quels qui quoi s sa sans se ses si soit son
  sont sous sur t ta tant te tel telle tous tout toute toutes tres trop tu un une vers via vos votre vous y
  an and any are as at be been but by can for from has have i in into is it its more must of or our should so than that
  the their them there these they this to us was we were which will with without would you your`),
)

/** As words, then cut to stems, as texts are: "mettre en place" ends as two of them. */
const OPENING_WORDS = words(`
  accompagner ameliorer arreter augmenter autoriser baisser cesser continuer creer developper diminuer donner encourager
  eviter favoriser imposer inciter instaurer interdire lancer limiter lutter maintenir mettre mise obliger obligatoire
  permettre place privilegier promouvoir proposer reduire remettre renforcer repenser soutenir stopper supprimer
  valoriser
  allow ban build create develop encourage ensure expand fund give help improve increase introduce invest let limit make
  promote protect provide put reduce require start stop support`)

// Cutting makes one stem of "interdire" and "interdiction", and one of "ville" and "villes". Numbers are kept whole.
const stem = (word: string): string =>
  /\p{N}/u.test(word) ? word : word.slice(0, STEM_LETTERS).replace(/(?<=...)[sx]$/, '')

const OPENING_STEMS = new Set(OPENING_WORDS.map(stem))

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** What a text is about, in French or English; in another language every word tells. Empty without any word. */
export function ideaOf(text: string): Idea {
  const all = wordsOf(text)
  const telling = all.filter((word) => !EMPTY_WORDS.has(word))
  const stems = (telling.length > 0 ? telling : all).map(stem)
  return new Map(stems.map((word) => [word, OPENING_STEMS.has(word) ? OPENING_WEIGHT : 1]))
}

const weightOf = (idea: Idea): number => {
  let weight = 0
  for (const part of idea.values()) weight += part
  return weight
}

/** How much two ideas share, from 0 (nothing) to 1 (every telling word). */
export function likeness(one: Idea, other: Idea): number {
  let shared = 0
  for (const [word, weight] of one) if (other.has(word)) shared += weight
  return shared === 0 ? 0 : (2 * shared) / (weightOf(one) + weightOf(other))
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
