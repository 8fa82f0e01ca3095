import { distance } from 'fastest-levenshtein'
import { LIMITS } from '../../wire/constants.ts'
import type { TextProblemCode } from '../../wire/import-problems.ts'
import type { FieldProblem } from '../../wire/index.ts'
import { ProblemError } from '../problem-error.ts'

export interface ProposalRules {
  prefix: string
  maxLength: number
  /** In characters behind the prefix, letters among them; by default, what makes a sentence. 0: anything goes. */
  shortest?: number
}

const LONGEST_MARK_RUN = 3

/** Made when it is wanted: its tables take 10 ms to be read, a fortieth of a start. */
let segmenter: Intl.Segmenter | undefined
function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  return segmenter.segment(text)
}

/** Length in user-perceived characters: what a reader would count. Counting costs time; it stops at `enough`. */
export function perceivedLength(text: string, enough = Number.POSITIVE_INFINITY): number {
  let length = 0
  for (const _ of graphemes(text)) if (++length >= enough) break
  return length
}

/** No text has more characters than code units, so most need not be counted. */
const isLonger = (text: string, length: number): boolean =>
  text.length > length && perceivedLength(text, length + 1) > length

// Zero-width and direction characters, soft hyphens, tags. Variation selectors stay: emoji and names need them.
const INVISIBLE =
  /(?!\p{Variation_Selector})(?!\p{Join_Control})\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu
const UNPRINTABLE = /[\p{Co}\p{Noncharacter_Code_Point}]|(?!\s)\p{Cc}/gu
// A joiner is part of a family emoji or of Persian spelling; anywhere else it only hides differences.
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu
const STRAY_NON_JOINER = /(?<!\p{Script=Arabic})\u200C|\u200C(?!\p{Script=Arabic})/gu
const MARK_RUN = new RegExp(`\\p{M}{${LONGEST_MARK_RUN + 1},}`, 'u')
/** In code units. A kiss of two people of different skin has 15; longer ones are drawn as many, and count as one. */
const LONGEST_CHARACTER = 20
/** In code units, however few the characters are: what the table takes. */
const LONGEST_STORED = LIMITS.proposalLength * 4

const cleaned = (text: string): string =>
  text
    .replace(UNPRINTABLE, '')
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    .replace(STRAY_JOINER, '')
    .replace(STRAY_NON_JOINER, '')
    .normalize('NFC')
    .replace(/ +/gu, ' ')
    .trim()

/**
 * The one form in which a text is stored: NFC, single spaces, nothing invisible. Doing it twice changes nothing.
 * The text must be well-formed Unicode.
 */
export function normaliseText(text: string): string {
  // What stands beside a joiner can change when another one goes; each turn removes one, so this ends.
  let normal = cleaned(text)
  for (let again = cleaned(normal); again !== normal; again = cleaned(normal)) normal = again
  return normal
}

/** True if accents are piled up on a letter until they cover the lines around it. */
export const hasStackedMarks = (text: string): boolean => MARK_RUN.test(text.normalize('NFD'))

/** True if many characters are joined so that they pass for one. */
function hasEndlessCharacter(text: string): boolean {
  for (const { segment } of graphemes(text)) if (segment.length > LONGEST_CHARACTER) return true
  return false
}

/** Which rule a text breaks: in words, and by its stable name. */
export interface TextProblem {
  detail: string
  code: TextProblemCode
  values?: FieldProblem['values']
}

const tooLong = (limit: number): TextProblem => ({
  detail: `The proposal is longer than ${limit} characters`,
  code: 'too-long',
  values: { limit },
})

/** Normalised text of a proposal, its prefix spelled as the consultation spells it; else the rule that it breaks. */
export function judgeProposalText(text: string, rules: ProposalRules): string | TextProblem {
  if (!text.isWellFormed()) return { detail: 'The text is not well-formed Unicode', code: 'not-unicode' }
  // The request that brings a reader's proposal has the same limit, ahead of any work on the text.
  if (text.length > LONGEST_STORED) return tooLong(rules.maxLength)
  const normal = normaliseText(text)
  const prefix = rules.prefix === '' ? '' : `${rules.prefix} `
  if (normal.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase())
    return {
      detail: `A proposal begins with "${rules.prefix}"`,
      code: 'prefix-missing',
      values: { prefix: rules.prefix },
    }
  const rest = normal.slice(prefix.length)
  const whole = prefix + rest
  if (whole.length > LONGEST_STORED) return tooLong(rules.maxLength)
  if (hasStackedMarks(whole))
    return { detail: 'Too many accents are stacked on one letter', code: 'stacked-accents' }
  if (hasEndlessCharacter(whole))
    return { detail: 'Too many characters are joined into one', code: 'joined-characters' }
  const { shortest = LIMITS.proposalRestLength } = rules
  if (shortest > 0 && (!/\p{L}/u.test(rest) || !isLonger(rest, shortest - 1)))
    return {
      detail: 'The proposal is too short',
      code: 'proposal-too-short',
      values: { limit: shortest, prefix: rules.prefix },
    }
  return isLonger(whole, rules.maxLength) ? tooLong(rules.maxLength) : whole
}

/** Normalised text of a proposal; throws the problem `invalid-proposal` if it breaks a rule. */
export function checkProposalText(text: string, rules: ProposalRules): string {
  const judged = judgeProposalText(text, rules)
  if (typeof judged === 'string') return judged
  throw new ProblemError('invalid-proposal', {
    detail: judged.detail,
    errors: [{ pointer: '/text', ...judged }],
  })
}

// "1,5 %" is not "15 %"; "1 500", "1.500" and "1500" are the same.
const NO_PART_OF_A_WORD = /(?!(?<=\p{N})[.,]\p{N}{1,2}(?!\p{N}))[^\p{L}\p{N}]/gu
const DECIMAL_SIGN = /[.,]/gu

/** What two texts have in common when they differ in nothing but case, accents, spaces or punctuation. */
export function skeleton(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(NO_PART_OF_A_WORD, '')
    .replace(DECIMAL_SIGN, '.')
  return letters === '' ? text : letters
}

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
