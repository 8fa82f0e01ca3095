import { TEXT_FILES as CONSOLE } from './console/locales/files.ts'
import { TEXT_FILES as DASHBOARD } from './dashboard/locales/files.ts'
import { TEXT_FILES as SELF_TEST } from './self-test/locales/files.ts'
import { LANGUAGES, type Language } from './shared/languages.ts'
import { missingSentences } from './shared/translation.ts'

// French says all there is: the server's own words of a problem are English already.
const PAGES = { console: CONSOLE, dashboard: DASHBOARD, 'self-test': SELF_TEST }

/** Sentences of these pages that a language lacks, such as `console: form.dates`. */
export async function gapsIn(language: Language): Promise<string[]> {
  const pages = Object.entries(PAGES).map(async ([page, files]) =>
    missingSentences(await files[language](), await files.fr()).map((name) => `${page}: ${name}`),
  )
  return (await Promise.all(pages)).flat()
}

/** The languages that need English beside them. */
export async function languagesWithGaps(): Promise<Language[]> {
  const gaps = await Promise.all(LANGUAGES.map(gapsIn))
  return LANGUAGES.filter((language, index) => language !== 'en' && gaps[index]?.length)
}
