import type { Author, Consultation } from '@unisson/api/wire'
import { LIMITS } from '@unisson/api/wire/constants'

/** What the form has to say about the last attempt to send. */
export type FormProblem = 'empty' | 'long' | 'age' | 'duplicate' | 'closed' | 'refused'

/** What the reader has written in the form. */
export interface Draft {
  text: string
  name: string
  age: string
}

let segmenter: Intl.Segmenter | undefined
// Latin letters and punctuation: each is one character to readers. Making a segmenter takes a slow phone 80 ms.
const PLAIN = /^[ -\u02af\u2010-\u203a]*$/

/** A flag, or a character with its marks, its skin and what is joined to it: nearly what a segmenter finds. */
const PERCEIVED = /[\u{1f1e6}-\u{1f1ff}]{2}|\P{M}(?:\p{M}|[\u{1f3fb}-\u{1f3ff}]|\u200d\P{M})*/gu

const characters = (text: string) => {
  if (PLAIN.test(text)) return text.length
  // Firefox has it from 125 on.
  if (!Intl.Segmenter) return text.match(PERCEIVED)?.length ?? 0
  segmenter ??= new Intl.Segmenter()
  return [...segmenter.segment(text)].length
}

const APOSTROPHES = /['’‘ʼ`´′]/g

/** Meets the prefix however it is typed: case, spaces, apostrophes and what may stand between it and the rest. */
const typed = (prefix: string): RegExp => {
  const words = prefix
    .normalize('NFC')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(APOSTROPHES, `${APOSTROPHES.source}\\s*`)
    .replace(/\s+/g, '\\s+')
  // Behind a letter the word must end there: "Il faut" is not the beginning of "Il fautait".
  const end = /[\p{L}\p{N}]$/u.test(prefix) ? '(?![\\p{L}\\p{N}])' : ''
  return new RegExp(`^(?:${words}${end}[\\s:,.…]*(?:[-–—]\\s+)?)+`, 'iu')
}

/** What is written behind the given prefix; many write the prefix once more. */
export const rest = ({ proposalPrefix }: Consultation, text: string): string => {
  const written = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  return proposalPrefix ? written.replace(typed(proposalPrefix), '') : written
}

/** The whole sentence, which begins with the consultation's prefix. */
export const sentence = (consultation: Consultation, text: string): string =>
  `${consultation.proposalPrefix} ${rest(consultation, text)}`.trim()

/** The language in which the reader proposes: where the question is not translated, that of the widget. */
export const writtenIn = ({ language, proposalLanguage }: Consultation): string =>
  proposalLanguage ?? language

/** How many characters, as readers perceive them, may still be written. */
export const charactersLeft = (consultation: Consultation, text: string): number =>
  consultation.proposalMaxLength - characters(sentence(consultation, text))

/** What is wrong with a draft, if anything. */
export const check = (consultation: Consultation, { text, age }: Draft): FormProblem | undefined => {
  const own = rest(consultation, text)
  if (characters(own) < LIMITS.proposalRestLength || !/\p{L}/u.test(own)) return 'empty'
  if (charactersLeft(consultation, text) < 0) return 'long'
  const years = Number(age)
  const fits = years >= LIMITS.authorAgeMinimum && years <= LIMITS.authorAgeMaximum && years % 1 === 0
  return age.trim() && !fits ? 'age' : undefined
}

/** What the reader says of themselves, which may be nothing. */
export const authorOf = ({ name, age }: Draft): Author => ({
  name: name.trim().slice(0, LIMITS.authorNameLength) || undefined,
  age: Number(age) || undefined,
})
