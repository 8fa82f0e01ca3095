import { describe, expect, it } from 'vitest'
import { texts as englishFirst } from '../../widget/src/locales/en.ts'
import { texts as englishLater } from '../../widget/src/locales/en-later.ts'
import { texts as frenchFirst } from '../../widget/src/locales/fr.ts'
import { texts as frenchLater } from '../../widget/src/locales/fr-later.ts'
import { payload } from './support.ts'

const english = { ...englishFirst, ...englishLater }
const french = { ...frenchFirst, ...frenchLater }

const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value && typeof value === 'object'
      ? Object.values(value).flatMap(strings)
      : []

const shape = (value: unknown): unknown =>
  value && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value)
          .sort()
          .map(([key, part]) => [key, shape(part)]),
      )
    : typeof value

describe('the languages', () => {
  it('say the same things', () => {
    expect(shape(english)).toEqual(shape(french))
  })

  it('use typographic apostrophes', () => {
    for (const text of [...strings(french), ...strings(english)]) expect(text).not.toContain("'")
  })

  it('put a narrow no-break space before high punctuation in French', () => {
    const { consultation } = payload()
    const built = [french.voted('agree', '62 %', 153), french.phase(consultation)]
    for (const text of [...strings(french), ...built]) expect(text).not.toMatch(/[^\u202f][;:!?]/)
  })

  it('follow the plural of each language', () => {
    expect([french.voteCount(0), french.voteCount(1), french.voteCount(2)]).toEqual([
      '0 vote',
      '1 vote',
      '2 votes',
    ])
    expect([english.voteCount(0), english.voteCount(1)]).toEqual(['0 votes', '1 vote'])
  })

  it('write numbers and percentages as Intl does', () => {
    for (const number of [7, 1234, 1_234_567]) {
      expect(french.voteCount(number)).toBe(`${number.toLocaleString('fr')} votes`)
      expect(english.voteCount(number)).toBe(`${number.toLocaleString('en')} votes`)
    }
    for (const [texts, language] of [
      [french, 'fr'],
      [english, 'en'],
    ] as const) {
      const intl = new Intl.NumberFormat(language, { style: 'percent' })
      expect(texts.percent(62)).toBe(intl.format(0.62))
    }
  })

  it('count what the reader has contributed', () => {
    expect(french.contributed(12, 1)).toBe('Vous avez voté sur 12 propositions et proposé 1 idée.')
    expect(french.contributed(0, 2)).toBe('Vous avez proposé 2 idées.')
    expect(english.contributed(1, 0)).toBe('You voted on 1 proposal.')
  })

  it('name the day on which a consultation opens', () => {
    const opensAt = '2026-03-01T08:00:00+01:00'
    expect(french.phase({ ...payload().consultation, phase: 'upcoming', opensAt })).toContain('1er mars 2026')
  })
})
