import type { Language } from './languages.ts'

/** The sentences of a page in another language. Each may be missing: English is said in its place. */
export type Translation<Texts> = Texts extends
  | string
  | number
  | ((...values: never[]) => unknown)
  | readonly unknown[]
  ? Texts
  : { readonly [Name in keyof Texts]?: Translation<Texts[Name]> }

type Section = { readonly [name: string]: unknown }

const isSection = (value: unknown): value is Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function filled(own: Section, english: Section): Section {
  const all: Record<string, unknown> = { ...english }
  for (const [name, value] of Object.entries(own)) {
    const usual = english[name]
    all[name] = isSection(value) && isSection(usual) ? filled(value, usual) : value
  }
  return all
}

/** The sentences of a language; those that it lacks in English. */
export const withEnglish = <Texts extends object>(own: Translation<Texts>, english: Texts): Texts =>
  filled(own as Section, english as Section) as Texts

/** Names of the sentences that are in `reference` and not in `own`, such as `form.dates`. */
export function missingSentences(own: object, reference: object): string[] {
  return Object.entries(reference).flatMap(([name, usual]) => {
    const value = (own as Section)[name]
    if (value === undefined)
      return isSection(usual) ? missingSentences({}, usual).map((one) => `${name}.${one}`) : name
    return isSection(usual) && isSection(value)
      ? missingSentences(value, usual).map((one) => `${name}.${one}`)
      : []
  })
}

type Source = 'fr' | 'en'

/** Where the sentences of a page are: each language is a download of its own. */
export type TextFiles<Texts> = Readonly<
  Record<Source, () => Promise<Texts>> & Record<Exclude<Language, Source>, () => Promise<Translation<Texts>>>
>

// Told by the build, so that nobody downloads English for nothing.
declare const LANGUAGES_WITH_GAPS: readonly string[]

/** The sentences of a page in a language. Rejects if they cannot be loaded. */
export async function loadTexts<Texts extends object>(
  files: TextFiles<Texts>,
  language: Language,
): Promise<Texts> {
  if (language === 'fr' || language === 'en') return files[language]()
  if (!LANGUAGES_WITH_GAPS.includes(language)) return (await files[language]()) as Texts
  const [own, english] = await Promise.all([files[language](), files.en()])
  return withEnglish<Texts>(own as Translation<Texts>, english)
}
