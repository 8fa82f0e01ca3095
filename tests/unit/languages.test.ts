import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acceptedLanguage,
  LANGUAGES,
  nearestLanguage,
  widgetLanguage,
  wordsIn,
} from '../../api/src/pages/languages.ts'
import { type Catalog, type Key, wordsOf } from '../../api/src/pages/words.ts'
import { languages, readCatalog } from '../../widget/languages/catalog.ts'
import { checkLanguage } from '../../widget/languages/check.ts'

describe('the nearest language', () => {
  it.each([
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['EN-us', 'en'],
    ['De', 'de'],
    ['pt-BR', 'pt'],
    ['no', 'nb'],
    ['nn', 'nb'],
    ['nb-NO', 'nb'],
    ['ca-valencia', 'ca'],
    ['iw', 'he'],
    ['ar-TN', 'ar'],
    ['zh-TW', 'fr'],
    ['sr-Latn', 'fr'],
    ['', 'fr'],
    ['undefined', 'fr'],
    ['fr_FR', 'fr'],
    ['x'.repeat(100), 'fr'],
    // They look like tags.
    ['fr-1', 'fr'],
    ['en-a', 'fr'],
    ['de-de-de', 'fr'],
    // Near to one: CLDR names whom else its readers understand.
    ['cy', 'en'],
    ['gl', 'es'],
    ['rm', 'de'],
    ['../../etc/passwd', 'fr'],
  ])('of a page in %s is %s', (tag, language) => {
    expect(widgetLanguage(tag)).toBe(language)
  })

  it('of a consultation in none of them is English', () => {
    expect(nearestLanguage('ja')).toBe('en')
  })

  it('of a reader is that of the wish that comes first and can be met', () => {
    expect(acceptedLanguage('nn-NO,en;q=0.5')).toBe('nb')
    expect(acceptedLanguage('ja,el;q=0.9,en;q=0.8')).toBe('el')
    expect(acceptedLanguage('en;q=0.2,uk;q=0.9')).toBe('uk')
    expect(acceptedLanguage('de;q=0,it;q=0.1')).toBe('it')
    expect(acceptedLanguage('en-a,de-de-de,it')).toBe('it')
  })

  it('is among those that the widget is built in', () => {
    expect(LANGUAGES).toEqual(languages())
  })
})

describe('the words of a language', () => {
  const catalog = (widget: Record<string, string>): Catalog => ({ name: '', quotes: ['', ''], widget })

  it('come from the English file, sentence by sentence, where there are none', () => {
    const words = wordsOf(
      'de',
      catalog({ next: 'Nächster' }),
      catalog({ next: 'Next', voteCount: '{count, plural, one {# vote} other {# votes}}' }),
    )
    expect(words.say('widget.next')).toBe('Nächster')
    expect(words.say('widget.voteCount', { count: 1234 })).toBe('1,234 votes')
  })

  it('follow the plurals and the numbers of the language', () => {
    const { say } = wordsIn('pl')
    expect([1, 3, 5, 12_000].map((count) => say('widget.voteCount', { count }))).toEqual([
      '1 głos',
      '3 głosy',
      '5 głosów',
      '12\u00a0000 głosów',
    ])
    expect(wordsIn('ar-EG').say('widget.voteCount', { count: 2 })).toBe('صوتان')
    expect(wordsIn('he').direction).toBe('rtl')
  })

  it('take texts of people as they are', () => {
    expect(wordsIn('fr').say('page.carriedBy', { carrier: "{count} <b>l'Éveil</b>" })).toBe(
      "Porteur\u00a0: {count} <b>l'Éveil</b>",
    )
  })
})

describe.each(languages())('the reports in %s', (language) => {
  const words = wordsIn(language)
  const number = new Intl.NumberFormat(language)
  const parts = ['integrity', 'report'] as const
  const keys = parts.flatMap((part) =>
    Object.entries(readCatalog('en')[part] ?? {}).map(([name, text]) => ({
      key: `${part}.${name}` as Key,
      text,
    })),
  )

  it('lack no sentence', () => {
    const { missing } = checkLanguage(language)
    expect(missing.filter((key) => parts.some((part) => key.startsWith(`${part}.`)))).toEqual([])
  })

  it('say each sentence with all that it is given', () => {
    fc.assert(
      // From eleven on each language writes a number in digits.
      fc.property(
        fc.constantFrom(...keys),
        fc.integer({ min: 11, max: 2_000_000 }),
        ({ key, text }, count) => {
          const places = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
          const given = Object.fromEntries(places.map((name) => [name, `<${name} {1}>`]))
          const hasCount = text.includes('{count, plural')
          const said = words.say(key, hasCount ? { ...given, count } : given)
          for (const value of Object.values(given)) expect(said).toContain(value)
          if (hasCount) expect(said).toContain(number.format(count))
          expect(said.replaceAll(/<\w+ \{1\}>/g, '')).not.toMatch(/[{}#]/)
        },
      ),
    )
  })
})
