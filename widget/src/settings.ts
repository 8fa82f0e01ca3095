import type { Attribute } from './surroundings.ts'

/** With another value of one of these the element is another: of another article, consultation, reader or server. */
export const IDENTITY: readonly Attribute[] = [
  'consultation',
  'publisher',
  'lang',
  'article-url',
  'channel',
  'host',
]

/** All that a script can set on its element; the script's other attributes are its own. */
export const SETTINGS =
  /* @__PURE__ */ 'consultation publisher lang theme layout loading heading-level article-url article-title channel debug'.split(
    ' ',
  ) as Attribute[]
