// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { isolatedNumber } from '../../api/src/domain/text/typography.ts'
import { languages, readCatalog } from '../../widget/languages/catalog.ts'
import { checkLanguage } from '../../widget/languages/check.ts'
import { compileLanguage } from '../../widget/languages/compile.ts'

interface Compiled {
  digits(value: number | string): string
  list: [string, string]
  percent: [string, string]
  group: [string, number]
  date(instant: string): string
  plural(count: number): string
}

const compiled = (language: string): Compiled => {
  const { first, later } = compileLanguage(language)
  return new Function(`return {...${first},...${later}}`)() as Compiled
}

const ALL = languages()
const COUNTS = [
  0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 19, 20, 21, 22, 99, 100, 101, 102, 111, 999, 1000, 1234, 9999, 10_000,
  1_234_567,
]

describe.each(ALL)('the language %s', (language) => {
  const words = compiled(language)

  it('lacks no sentence of the widget, and each sentence has its places, its forms and its typography', () => {
    const { missing, wrong } = checkLanguage(language)
    // The pages say in English what a language does not say yet.
    expect(missing.filter((key) => key.startsWith('widget.'))).toEqual([])
    expect(wrong).toEqual([])
    expect(readCatalog(language).quotes).toHaveLength(2)
  })

  it('counts as Intl does', () => {
    const rules = new Intl.PluralRules(language)
    const numbers = new Intl.NumberFormat(language)
    const [group, from] = words.group
    for (const count of [...COUNTS, ...Array(200).keys()]) {
      expect(words.plural(count), String(count)).toBe(rules.select(count))
      const grouped = String(count).replace(/\B(?=(\d{3})+$)/g, count < from ? '' : group)
      expect(String(words.digits(grouped))).toBe(numbers.format(count))
    }
    const share = new Intl.NumberFormat(language, { style: 'percent' })
    for (const percent of [0, 7, 62, 100])
      expect(words.percent[0] + words.digits(percent) + words.percent[1]).toBe(
        isolatedNumber(share.format(percent / 100)),
      )
  })

  it('names days as Intl does', () => {
    const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long' })
    for (const day of [
      '2027-03-01T12:00:00Z',
      '2026-12-31T12:00:00Z',
      '2028-02-29T12:00:00Z',
      '2027-08-15T12:00:00Z',
    ])
      expect(words.date(day).replace('1er', '1')).toBe(format.format(new Date(day)))
  })
})

describe('French', () => {
  it('says first for the first of a month', () => {
    expect(compiled('fr').date('2026-03-01T08:00:00+01:00')).toBe('1er mars 2026')
  })
})
