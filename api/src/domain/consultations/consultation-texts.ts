import { LIMITS } from '../../wire/constants.ts'

/** A text of people, with the name by which its translations are found. */
export interface OriginalText {
  id: string
  text: string
  /** In which it is written. */
  language: string
  /** How many characters a translation may have. */
  longest: number
}

/** What of a consultation is said to readers. */
export interface ConsultationTexts {
  language: string
  question: string
  introduction: string
  proposalPrefix: string
  segmentQuestion: string
  segments: readonly { id: string; label: string; retiredAt: number | null }[]
}

const PARTS = [
  ['question', 300],
  ['introduction', 500],
  ['proposalPrefix', 60],
  ['segmentQuestion', 120],
] as const

/** The texts of a consultation itself that can be translated; empty ones are left out. */
export function textsOf(consultation: ConsultationTexts): OriginalText[] {
  const { language } = consultation
  const parts = PARTS.map(([name, longest]) => ({
    id: `consultation.${name}`,
    text: consultation[name],
    language,
    longest,
  }))
  const labels = consultation.segments
    .filter(({ retiredAt }) => retiredAt === null)
    .map(({ id, label }) => ({
      id: `segment.${id}`,
      text: label,
      language,
      longest: LIMITS.segmentLabelLength,
    }))
  return [...parts, ...labels].filter(({ text }) => text !== '')
}

/** Languages differ in how much room they need for the same. */
const ROOM = 1.5

/** How many characters the translation of a proposal may have, by the limit of its consultation. */
export const longestTranslation = (proposalMaxLength: number): number =>
  Math.min(LIMITS.proposalLength, Math.ceil(proposalMaxLength * ROOM))
