import type { TextFiles } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

/** The sentences of this page, one file a language. */
export const TEXT_FILES: TextFiles<Texts> = {
  fr: async () => (await import('./fr.ts')).fr,
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  it: async () => (await import('./it.ts')).it,
  nl: async () => (await import('./nl.ts')).nl,
  pl: async () => (await import('./pl.ts')).pl,
  pt: async () => (await import('./pt.ts')).pt,
}
