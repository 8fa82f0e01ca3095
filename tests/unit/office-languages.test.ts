import { describe, expect, it } from 'vitest'
import type { TrustRule } from '../../api/src/domain/votes/cohorts.ts'
import { nearestLanguage, wordsIn } from '../../api/src/pages/languages.ts'
import { TEXT_FILES as CONSOLE } from '../../api/web/console/locales/files.ts'
import { TEXT_FILES as DASHBOARD } from '../../api/web/dashboard/locales/files.ts'
import { gapsIn } from '../../api/web/gaps.ts'
import { countsIn } from '../../api/web/shared/counts.ts'
import { LANGUAGES, languageFor, languageNear } from '../../api/web/shared/languages.ts'
import { missingSentences, type Translation, withEnglish } from '../../api/web/shared/translation.ts'

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

describe('the language of console and dashboard', () => {
  it('of a tag is the one that the pages of the server find', () => {
    const tags = [...LETTERS.flatMap((one) => LETTERS.map((other) => one + other)), 'gsw', 'pt-BR', 'de-CH']
    const theirs = tags
      .map((tag) => ({ tag, language: nearestLanguage(tag) }))
      .filter(({ language }) => LANGUAGES.some((one) => one === language))
    // Who gets English there gets it here too, or finds none and gets it after all other wishes.
    expect(theirs.map(({ tag }) => ({ tag, language: languageNear(tag) ?? 'en' }))).toEqual(theirs)
    expect(['br', 'ca', 'eu'].map(languageNear)).toEqual(['fr', 'es', 'es'])
  })

  it('is that of the first wish that can be met', () => {
    expect(languageFor(['ja', 'nl-BE', 'fr'])).toBe('nl')
    expect(languageFor(['', 'C', 'en-US@posix', 'pl_PL'])).toBe('en')
    expect(languageFor([])).toBe('en')
  })
})

describe('a sentence that a language lacks', () => {
  const english = { save: 'Save', form: { dates: 'Dates', of: (name: string) => `of ${name}` } }
  const own: Translation<typeof english> = { form: { of: (name) => `von ${name}` } }

  it('is said in English, and the others in the language', () => {
    const texts = withEnglish<typeof english>(own, english)
    expect([texts.save, texts.form.dates, texts.form.of('x')]).toEqual(['Save', 'Dates', 'von x'])
  })

  it.each(LANGUAGES.filter((language) => language !== 'en'))('is found nowhere in %s', async (language) => {
    expect(await gapsIn(language)).toEqual([])
  })

  it('is named', () => {
    expect(missingSentences(own, english)).toEqual(['save', 'form.dates'])
    expect(missingSentences({}, english)).toEqual(['save', 'form.dates', 'form.of'])
  })
})

describe.each(LANGUAGES)('in %s', (language) => {
  const { say } = wordsIn(language)

  it('the team reads of a rule what the public reads in the integrity report', async () => {
    const trust = (await CONSOLE[language]()).trust ?? {}
    for (const [rule, title] of Object.entries(trust.rules ?? {}) as [TrustRule, string][]) {
      expect(title).toBe(say(`integrity.rule.${rule}`))
      expect(trust.explained?.[rule]).toBe(say(`integrity.rule.${rule}.text`))
    }
    expect(Object.keys(trust.rules ?? {})).toHaveLength(9)
  })

  it('a figure of the weekly report has its name on the dashboard', async () => {
    const { metrics } = await DASHBOARD[language]()
    for (const metric of ['readersViewed', 'readersEngaged', 'engagementRate', 'votes', 'proposals'] as const)
      expect(say(`report.metric.${metric}`)).toBe(metrics?.[metric]?.name)
  })
})

describe('a count', () => {
  it('has the form of the noun that the language asks for', () => {
    const { plural } = countsIn('pl', ['one', 'few', 'many'])
    const votes = (count: number) => plural(count, 'głos', 'głosy', 'głosów')
    expect([1, 2, 5, 22, 112].map(votes)).toEqual(['1 głos', '2 głosy', '5 głosów', '22 głosy', '112 głosów'])
    expect(countsIn('fr').plural(0, 'vote', 'votes')).toBe('0 vote')
    expect(countsIn('en').plural(0, 'vote', 'votes')).toBe('0 votes')
  })
})
