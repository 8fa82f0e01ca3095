import { match } from '@formatjs/intl-localematcher'

/** In which languages a consultation is held: its own, and those beside it. */
export interface ItsLanguages {
  language: string
  otherLanguages: readonly string[]
}

/** All languages of a consultation, its own first. */
export const languagesOf = ({ language, otherLanguages }: ItsLanguages): string[] => [
  language,
  ...otherLanguages,
]

const NONE = 'und'

const isTag = (tag: string): boolean => /^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i.test(tag)

/** The one of these languages that serves a reader of a BCP 47 tag; undefined if none is near it. */
function nearest(tag: string, languages: readonly string[]): string | undefined {
  if (!isTag(tag)) return undefined
  try {
    const found = match(Intl.getCanonicalLocales(tag), [...languages], NONE)
    return found === NONE ? undefined : found
  } catch {
    // A tag may look right and be none.
    return undefined
  }
}

/**
 * The language in which a consultation is shown: by the first of the reader's tags that is near to one of its languages; else
 * its own.
 */
export function shownLanguage(consultation: ItsLanguages, tags: readonly string[]): string {
  if (consultation.otherLanguages.length === 0) return consultation.language
  const languages = languagesOf(consultation)
  for (const tag of tags) {
    const found = nearest(tag, languages)
    if (found !== undefined) return found
  }
  return consultation.language
}

/** What a detector says of a text: its guess, whether it is sure, and how well each language fits it. */
export interface DetectedLanguage {
  language: string
  isSure: boolean
  scores: Readonly<Record<string, number>>
}

/** What the detector knows in another tag than the interface has. */
const DETECTED_AS: Readonly<Record<string, string>> = { nb: 'no', nn: 'no' }

/** Languages of the interface that the detector does not know: it takes their texts for others. */
const UNKNOWN: ReadonlySet<string> = new Set(['br', 'ga', 'mt'])

/** A given language that fits nearly as well stays: neighbours such as Danish and Norwegian are told apart by little. */
const NEARLY = 0.8

const base = (tag: string): string => tag.split('-')[0] ?? tag

const detectedAs = (tag: string): string => DETECTED_AS[base(tag)] ?? base(tag)

/**
 * The language of a text: the given one, unless the detector is sure of another that is the consultation's. Short texts are
 * uncertain, so that what the reader sees counts for more than a guess.
 */
export function languageOfText(
  given: string,
  languages: readonly string[],
  detected: DetectedLanguage | undefined,
): string {
  if (!detected?.isSure || UNKNOWN.has(base(given))) return given
  const other = languages.find((language) => detectedAs(language) === detected.language)
  if (other === undefined || detectedAs(other) === detectedAs(given)) return given
  const best = detected.scores[detected.language] ?? 0
  return (detected.scores[detectedAs(given)] ?? 0) < NEARLY * best ? other : given
}
