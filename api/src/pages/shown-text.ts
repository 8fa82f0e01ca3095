import { type ComponentChild, createContext, h } from 'preact'
import type { ShownText } from '../domain/consultations/translations.ts'
import { commaOf, DOT, holdMarks, NO_BREAK } from '../domain/text/typography.ts'
import type { Words } from './words.ts'

/** In which language texts are written that say nothing of it; undefined: in that of the words around them. */
export const WrittenIn = createContext<string | undefined>(undefined)

const Inline = ({ text, language }: ShownText) =>
  h(WrittenIn.Consumer, null, (usual: string | undefined) => {
    const written = language ?? usual
    return h('bdi', written === undefined ? null : { lang: written }, holdMarks(text))
  })

/** The words of a proposal within a sentence of the page, marked with their language where it is known. */
export const inlineText = ({ text, language }: ShownText): ComponentChild => h(Inline, { text, language })

/** The language of a page with texts in this one: that of its sentences, with its region where the texts are in it too. */
export const pageLanguage = (language: string, words: Pick<Words, 'language'>): string =>
  language.startsWith(words.language) ? language : words.language

/** Attributes of a text that is in another language than the page around it; none where it is in the page's. */
export interface TextMark {
  lang?: string
}

/** The mark of a text written in one language and shown where the other is expected. */
export const markOf = (written: string, shown: string): TextMark =>
  written === shown ? {} : { lang: written }

/** A text of the team that nobody translates, within a sentence of the page. */
export const teamText = (text: string, mark: TextMark): ComponentChild =>
  h(Inline, { text, language: mark.lang })

/** Stands for a text in a sentence; no sentence holds it. */
const SLOT = '\u{f0000}'

/**
 * A sentence of the page with texts of the team in it, each marked with its language. `sentence` writes it around as many
 * slots as there are texts, in their order.
 */
export function sentenceWith(
  sentence: (slots: readonly string[]) => string,
  texts: readonly string[],
  mark: TextMark,
): ComponentChild {
  const parts = sentence(texts.map(() => SLOT)).split(SLOT)
  return parts.map((part, index) => {
    const text = index < parts.length - 1 ? texts[index] : undefined
    return [part, text === undefined ? null : teamText(text, mark)]
  })
}

/**
 * Name and age of who proposed, as in the widget; null for nobody. The name stands for itself: beside one in other letters
 * the age stays where the page's language has it, and it is not torn from its number.
 */
export function bylineOf(
  name: string | null | undefined,
  age: number | null | undefined,
  { say, number, language }: Pick<Words, 'say' | 'number' | 'language'>,
): ComponentChild {
  const aged = age == null ? null : say('widget.aged', { age: number(age) }).replaceAll(' ', NO_BREAK)
  if (name == null) return aged === null ? null : h('small', null, aged)
  return h('small', null, h('bdi', null, name), aged === null ? null : commaOf(language) + aged)
}

/** Says that a text was translated, and by whom; the original unfolds without a script. Null for an original. */
export function originalOf({ translation }: ShownText, { say }: Pick<Words, 'say'>): ComponentChild {
  if (!translation) return null
  const { origin, originalLanguage, originalText } = translation
  return h(
    'details',
    { class: 'quiet' },
    h(
      'summary',
      null,
      `${say(origin === 'team' ? 'widget.translated' : 'widget.translatedByMachine')} – ${say('widget.showOriginal')}`,
    ),
    h('p', { lang: originalLanguage, dir: 'auto' }, holdMarks(originalText)),
  )
}

/** The other languages of a consultation, each by its own name, as links to the same page. */
export function languageLinks(
  languages: readonly string[] | undefined,
  shown: string,
  hrefOf: (language: string) => string,
): ComponentChild {
  const others = languages?.filter((language) => language !== shown) ?? []
  if (others.length === 0) return null
  return h(
    'p',
    { class: 'quiet' },
    others.map((language, index) => [
      index === 0 ? null : DOT,
      h(
        'a',
        { href: hrefOf(language), hreflang: language, lang: language },
        new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language,
      ),
    ]),
  )
}
