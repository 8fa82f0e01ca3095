import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { holdMarks, isolatedNumber } from '../../api/src/domain/text/typography.ts'
import { nearestLanguage, wordsIn } from '../../api/src/pages/languages.ts'

it.each([
  ['Comment mieux vivre ?', 'Comment mieux vivre\u00a0?'],
  [
    'Deux choses : « oui » ou « non » ; pas plus !',
    'Deux choses\u00a0: «\u00a0oui\u00a0» ou «\u00a0non\u00a0»\u00a0; pas plus\u00a0!',
  ],
  ['Comment mieux vivre\u202f?', 'Comment mieux vivre\u202f?'],
  ['How can we live better?', 'How can we live better?'],
  ['« Où ?! »', '«\u00a0Où\u00a0?!\u00a0»'],
])('A mark of %s does not begin a line', (written, shown) => {
  expect(holdMarks(written)).toBe(shown)
  expect(holdMarks(shown)).toBe(shown)
})

const percent = (language: string) => new Intl.NumberFormat(language, { style: 'percent' }).format(0.9)

it('a percentage of Arabic is an isolate without marks, which would turn the next number around', () => {
  expect(percent('ar')).toContain('\u200e')
  expect(isolatedNumber(percent('ar'))).toBe('\u206690%\u2069')
  expect(wordsIn(nearestLanguage('ar')).percent(0.9)).toBe('\u206690%\u2069')
})

it.each(['fr', 'de', 'he', 'fa', 'tr'])('one of %s is as Intl writes it', (language) => {
  expect(isolatedNumber(percent(language))).toBe(percent(language))
})

it('no line of figures can begin with the dot between two of them', () => {
  const files = ['pages', '../web'].flatMap((folder) => {
    const path = join(import.meta.dirname, '../../api/src', folder)
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
    return names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(path, name))
  })
  expect(files.length).toBeGreaterThan(100)
  // A space in front of the dot would be where the line is broken. A window's title has but one.
  const broken = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => / ·|[>}]·/.test(line) && !/^\s*(?:\*|\/[/*])|title/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
  expect(broken).toEqual([])
})
