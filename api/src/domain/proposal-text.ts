import { ProblemError } from './problem-error.ts'

export interface ProposalRules {
  prefix: string
  maxLength: number
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const SHORTEST_REST = 5
const LONGEST_MARK_RUN = 3

/** Length in user-perceived characters: what a reader would count. Counting costs time; it stops at `enough`. */
export function perceivedLength(text: string, enough = Number.POSITIVE_INFINITY): number {
  let length = 0
  for (const _ of graphemes.segment(text)) if (++length >= enough) break
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

/**
 * The one form in which a text is stored: NFC, single spaces, nothing invisible. Doing it twice changes nothing.
 * The text must be well-formed Unicode.
 */
export function normaliseText(text: string): string {
  return text
    .replace(UNPRINTABLE, '')
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ')
    .replace(STRAY_JOINER, '')
    .replace(STRAY_NON_JOINER, '')
    .normalize('NFC')
    .replace(/ +/gu, ' ')
    .trim()
}

function refuse(detail: string): never {
  throw new ProblemError('invalid-proposal', { detail, errors: [{ pointer: '/text', detail }] })
}

/** Normalised text of a proposal, its prefix spelled as the consultation spells it; a problem if it breaks a rule. */
export function checkProposalText(text: string, rules: ProposalRules): string {
  if (!text.isWellFormed()) refuse('The text is not well-formed Unicode')
  const normal = normaliseText(text)
  const prefix = rules.prefix === '' ? '' : `${rules.prefix} `
  if (!normal.toLowerCase().startsWith(prefix.toLowerCase()))
    refuse(`A proposal begins with "${rules.prefix}"`)
  const rest = normal.slice(prefix.length)
  const whole = prefix + rest
  if (MARK_RUN.test(whole.normalize('NFD'))) refuse('Too many accents are stacked on one letter')
  if (!/\p{L}/u.test(rest) || !isLonger(rest, SHORTEST_REST - 1)) refuse('The proposal is too short')
  if (isLonger(whole, rules.maxLength)) refuse(`The proposal is longer than ${rules.maxLength} characters`)
  return whole
}

/** What two texts have in common when they differ in nothing but case, accents, spaces or punctuation. */
export function skeleton(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return letters === '' ? text : letters
}
