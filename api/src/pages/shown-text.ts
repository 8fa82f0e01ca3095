import { type ComponentChild, h } from 'preact'
import type { ShownText } from '../domain/consultations/translations.ts'
import { holdMarks } from '../domain/text/held-marks.ts'
import type { Words } from './words.ts'

/** The words of a proposal within a sentence of the page, marked with their language where it is known. */
export const inlineText = ({ text, language }: ShownText): ComponentChild =>
  h('bdi', language === undefined ? null : { lang: language }, holdMarks(text))

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
      index === 0 ? null : ' · ',
      h(
        'a',
        { href: hrefOf(language), hreflang: language, lang: language },
        new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language,
      ),
    ]),
  )
}
