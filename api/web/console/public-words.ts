import { type Catalog, type Words, wordsOf } from '../../src/pages/words.ts'
import type { Language } from '../shared/languages.ts'

const CATALOGS: Readonly<Record<Language, () => Promise<{ default: Catalog }>>> = {
  fr: () => import('../../../widget/locales/fr.json'),
  en: () => import('../../../widget/locales/en.json'),
  de: () => import('../../../widget/locales/de.json'),
  es: () => import('../../../widget/locales/es.json'),
  it: () => import('../../../widget/locales/it.json'),
  nl: () => import('../../../widget/locales/nl.json'),
  pl: () => import('../../../widget/locales/pl.json'),
  pt: () => import('../../../widget/locales/pt.json'),
}

const known = new Map<Language, Words>()

/** How the public page speaks in a language of the console. Rejects if it cannot be loaded. */
export async function publicWords(language: Language): Promise<Words> {
  const [own, english] = await Promise.all([CATALOGS[language](), CATALOGS.en()])
  const words = known.get(language) ?? wordsOf(language, own.default, english.default)
  known.set(language, words)
  return words
}
