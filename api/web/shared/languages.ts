export const LANGUAGES = ['fr', 'en', 'de', 'es', 'it', 'nl', 'pl', 'pt'] as const
export type Language = (typeof LANGUAGES)[number]

// Whom CLDR sends to another language; the pages of the server find them by @formatjs/intl-localematcher.
const NEAR: Readonly<Record<string, Language>> = {
  ay: 'es',
  br: 'fr',
  ca: 'es',
  co: 'fr',
  eu: 'es',
  fy: 'nl',
  gl: 'es',
  gn: 'es',
  gsw: 'de',
  ht: 'fr',
  kg: 'fr',
  la: 'it',
  lb: 'de',
  ln: 'fr',
  mg: 'fr',
  oc: 'fr',
  qu: 'es',
  rm: 'de',
  rn: 'fr',
  wo: 'fr',
}

/** The language of these pages for readers of a BCP 47 tag: `pt-BR` gets Portuguese. */
export function languageNear(tag: string): Language | undefined {
  let primary: string
  try {
    primary = new Intl.Locale(tag).language
  } catch {
    // Some browsers name a language that is no tag ("C", "en-US@posix").
    return undefined
  }
  return LANGUAGES.find((language) => language === primary) ?? NEAR[primary]
}

/** The first of these wishes that can be met, else English. */
export const languageFor = (tags: readonly string[]): Language =>
  tags.map(languageNear).find((language) => language !== undefined) ?? 'en'
