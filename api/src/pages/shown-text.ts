import { type ComponentChild, h } from 'preact'
import type { ShownText } from '../domain/translations.ts'
import type { Words } from './words.ts'

/**
 * A text whose punctuation stays with its word: a mark behind a space, as French has it, begins no line, and an opening
 * quotation mark ends none.
 */
export const keptTogether = (text: string): string =>
  text.replaceAll(/ (?=[?!:;»%])/g, '\u00a0').replaceAll('« ', '«\u00a0')

/** The words of a proposal within a sentence of the page, marked with their language where it is known. */
export const inlineText = ({ text, language }: ShownText): ComponentChild =>
  h('bdi', language === undefined ? null : { lang: language }, keptTogether(text))

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
    h('p', { lang: originalLanguage, dir: 'auto' }, keptTogether(originalText)),
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
      index === 0 ? null : ' · ',
      h(
        'a',
        { href: hrefOf(language), hreflang: language, lang: language },
        new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language,
      ),
    ]),
  )
}
