import type { Attribute } from './surroundings.ts'

/** All that a script can set on its element; the script's other attributes are its own. The first five make it this one. */
export const SETTINGS =
  /* @__PURE__ */ 'consultation publisher lang article-url channel theme layout loading heading-level article-title debug'.split(
    ' ',
  ) as Attribute[]

/** With another value of one of these the element is another: of another article, consultation, reader or server. */
export const IDENTITY: readonly Attribute[] = [
  'consultation',
  'publisher',
  'lang',
  'article-url',
  'channel',
  'host',
]
