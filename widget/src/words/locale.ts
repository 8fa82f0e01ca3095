import type english from '../../locales/en.json'

/** What each sentence is called: those of the English file, from which comes what another language lacks. */
export type Key = keyof (typeof english)['widget']

/** What the first download knows of the reader's language. */
interface Locale {
  language: string
  direction: 'ltr' | 'rtl'
  /** Opening, closing */
  quotes: readonly [string, string]
  /** Between the names of a list, before the last */
  list: readonly [string, string]
  /** A number, or what is made of one, in the digits of the language */
  digits(value: number | string): number | string
  words: Partial<Record<Key, string>>
}

/** The build puts the language here: one a download. */
declare const LOCALE: Locale

export const locale: Locale = LOCALE
