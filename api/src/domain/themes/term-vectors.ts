import { readWords } from '../text/read-words.ts'
import type { SparseMatrix } from './sparse-matrix.ts'

/** Stems with their weights; the sum of the squares is one. */
export type TermVector = ReadonlyMap<string, number>

/** A stem that fewer texts hold says nothing of a theme. */
const FEWEST_TEXTS = 3
/** A stem that more of the texts hold is in every theme. */
const LARGEST_PART = 0.2

/** Words that say something in a sentence, but are what no theme is about; as stems. */
const VAGUE = new Set(
  `all also am beaucoup besoin bien bon bonne chacun comment dont enfin envers etant good grand grande haut how just least
  like long main many mieu mieux moyen neces need new no non not only other part person plupar point premie propre quoti
  rendre selon seul seulem small soient souven still tellem toujou utilis vrai vraime way what when where who why aller
  assure concer etaien general heure lieu manier nombre notamm petit possib possed prendre prise quelqu rester sein sort
  tenir trouve valeur vie voir`
    .split(/\s+/)
    .map((word) => word.slice(0, 6)),
)

/** The telling stems of a text, each once. Numbers are none: "30 km" is no theme; nor are verbs that open a proposal. */
const termsOf = (text: string): string[] => [
  ...new Set(
    readWords(text)
      .filter(
        ({ kind, stem }) => kind === 'telling' && stem.length > 1 && !VAGUE.has(stem) && !/\p{N}/u.test(stem),
      )
      .map(({ stem }) => stem),
  ),
]

/** The same direction with length one; empty stays empty. */
export function normalised(weights: Iterable<readonly [string, number]>): TermVector {
  const all = [...weights]
  const length = Math.hypot(...all.map(([, weight]) => weight))
  return new Map(length > 0 ? all.map(([term, weight]) => [term, weight / length]) : [])
}

/** How near two vectors are: their cosine, 0 (nothing in common) to 1. */
export function cosine(one: TermVector, other: TermVector): number {
  const [short, long] = one.size <= other.size ? [one, other] : [other, one]
  let sum = 0
  for (const [term, weight] of short) sum += weight * (long.get(term) ?? 0)
  return sum
}

/**
 * What stems weigh in a collection of texts: the rarer the more, by inverse document frequency (Spärck Jones 1972,
 * J. Documentation 28:11), `1 + ln((1 + texts) / (1 + texts with the stem))`.
 */
export class TermWeights {
  /** In the order of the alphabet, so that the order of the texts says nothing. */
  readonly terms: readonly string[]
  readonly #weights: ReadonlyMap<string, number>

  constructor(texts: readonly string[]) {
    const counts = new Map<string, number>()
    for (const text of texts) for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
    const most = Math.max(FEWEST_TEXTS, texts.length * LARGEST_PART)
    this.terms = [...counts]
      .filter(([, count]) => count >= FEWEST_TEXTS && count <= most)
      .map(([term]) => term)
      .sort()
    this.#weights = new Map(
      this.terms.map((term) => [term, 1 + Math.log((1 + texts.length) / (1 + (counts.get(term) ?? 0)))]),
    )
  }

  /** A text as its stems; empty if none of them is of this collection. */
  vectorOf(text: string): TermVector {
    const weighed = termsOf(text).flatMap((term) => {
      const weight = this.#weights.get(term)
      return weight === undefined ? [] : [[term, weight] as const]
    })
    return normalised(weighed)
  }

  /** A row for each text, a column for each stem. */
  matrixOf(vectors: readonly TermVector[]): SparseMatrix {
    const columns = new Map(this.terms.map((term, column) => [term, column]))
    const starts = new Uint32Array(vectors.length + 1)
    for (const [row, vector] of vectors.entries()) starts[row + 1] = (starts[row] as number) + vector.size
    const columnOf = new Uint32Array(starts.at(-1) ?? 0)
    const values = new Float64Array(columnOf.length)
    let index = 0
    for (const vector of vectors)
      for (const [term, weight] of vector) {
        columnOf[index] = columns.get(term) as number
        values[index] = weight
        index += 1
      }
    return { rows: vectors.length, columns: this.terms.length, starts, columnOf, values }
  }
}
