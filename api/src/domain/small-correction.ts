import { distance } from 'fastest-levenshtein'

/** Letters of a word that may differ, as a part of it, and in any case. */
const CHANGED_PART = 0.25
const CHANGED_LETTERS = 1

// Accents, case and punctuation may be put right at will: they never turn a text into its contrary.
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

const allowedIn = (word: string): number => Math.max(CHANGED_LETTERS, Math.floor(word.length * CHANGED_PART))

/**
 * True if one text is the other with its spelling put right: each word nearly the same (edit distance after
 * Levenshtein 1966), or all the same letters with spaces in other places. "Plus" never becomes "moins".
 */
export function isSmallCorrection(before: string, after: string): boolean {
  const [old, corrected] = [wordsOf(before), wordsOf(after)]
  if (old.length !== corrected.length) return distance(old.join(''), corrected.join('')) <= CHANGED_LETTERS
  return old.every((word, index) => distance(word, corrected[index] ?? '') <= allowedIn(word))
}
