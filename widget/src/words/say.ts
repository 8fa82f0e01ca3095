import { type Key, locale } from './locale.ts'

/** A publisher's own sentences, or a consultation's, for one language. */
export type OwnWords = Readonly<Record<string, string>>

type Values = Readonly<Record<string, string | number | undefined>>

/** Several widgets of one page may have sentences of their own; each speaks while it is drawn. */
let own: OwnWords = {}

/** From now on these sentences stand before those of the language. */
export const speak = (words: OwnWords = {}): void => {
  own = words
}

/** A sentence with places for its values; nothing where there is none of that name. */
export const sentence = (key: string): string | undefined => own[key] ?? locale.words[key as Key]

/** The sentence with its values in their places: `{share}`. */
export const fill = (text = '', values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (_place, name: string) => `${values[name]}`)

/** The sentence with its values; empty where there is none of that name. */
export const say = (key: Key, values?: Values): string => fill(sentence(key), values)
