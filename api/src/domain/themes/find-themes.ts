import { at } from '../opinion-groups/vote-matrix.ts'
import { factorise } from './matrix-factors.ts'
import { cosine, normalised, type TermVector, type TermWeights } from './term-vectors.ts'

/** Of fewer texts, a machine makes themes of single words: the team makes them by hand. */
export const FEWEST_TEXTS = 300

/** What a theme is about: its telling stems, the sum of the squares of their weights is one. */
export type ThemeProfile = TermVector

const LONGEST_PROFILE = 40
/** A text that is no nearer to any theme is in none. */
const LEAST_LIKENESS = 0.15
const FEWEST_THEMES = 8
const MOST_THEMES = 20
const TEXTS_OF_MOST_THEMES = 15_000

/** How many themes are looked for: 8 in 300 texts, 20 in 15,000 and more; between them by the logarithm. */
export function themeCount(texts: number): number {
  const part = Math.log(texts / FEWEST_TEXTS) / Math.log(TEXTS_OF_MOST_THEMES / FEWEST_TEXTS)
  return Math.round(FEWEST_THEMES + (MOST_THEMES - FEWEST_THEMES) * Math.max(0, Math.min(1, part)))
}

/** The heaviest stems of a profile, as many as are worth keeping. */
const profileOf = (weights: Iterable<readonly [string, number]>): ThemeProfile =>
  normalised(
    [...weights]
      .filter(([, weight]) => weight > 0)
      .sort(([one, weight], [other, next]) => next - weight || (one < other ? -1 : 1))
      .slice(0, LONGEST_PROFILE),
  )

/** The themes of texts, as profiles; the one that explains most first. Without chance. */
export function findProfiles(
  weights: TermWeights,
  vectors: readonly TermVector[],
  count: number,
): ThemeProfile[] {
  const { width, ofColumns } = factorise(weights.matrixOf(vectors), count)
  return Array.from({ length: width }, (_, part) =>
    profileOf(weights.terms.map((term, column) => [term, at(ofColumns, column * width + part)] as const)),
  ).filter((profile) => profile.size > 0)
}

/** What texts have in common, as a profile: of a theme that the team filled by hand. */
export function centreOf(vectors: readonly TermVector[]): ThemeProfile {
  const sums = new Map<string, number>()
  for (const vector of vectors)
    for (const [term, weight] of vector) sums.set(term, (sums.get(term) ?? 0) + weight)
  return profileOf(sums)
}

/** Which of the themes a text belongs to, by its place in the list; null: it is near to none. */
export function nearestTheme(vector: TermVector, profiles: readonly ThemeProfile[]): number | null {
  let nearest: number | null = null
  let most = LEAST_LIKENESS
  for (const [index, profile] of profiles.entries()) {
    const likeness = cosine(vector, profile)
    if (likeness > most) [nearest, most] = [index, likeness]
  }
  return nearest
}
