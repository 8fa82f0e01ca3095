import type { TITLE_LANGUAGES } from '../import-words.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import type { FileWords } from './words.ts'

/** What files for people say, in each language that they are written in. */
export const FILE_WORDS: Readonly<Record<(typeof TITLE_LANGUAGES)[number], FileWords>> = {
  en,
  fr,
  de,
  es,
  it,
  nl,
  pl,
  pt,
}
