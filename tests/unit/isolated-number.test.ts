import { expect, test } from 'vitest'
import { isolatedNumber } from '../../api/src/domain/text/isolated-number.ts'
import { nearestLanguage, wordsIn } from '../../api/src/pages/languages.ts'

const percent = (language: string) => new Intl.NumberFormat(language, { style: 'percent' }).format(0.9)

test('a percentage of Arabic is an isolate without marks, which would turn the next number around', () => {
  expect(percent('ar')).toContain('\u200e')
  expect(isolatedNumber(percent('ar'))).toBe('\u206690%\u2069')
  expect(wordsIn(nearestLanguage('ar')).percent(0.9)).toBe('\u206690%\u2069')
})

test.each(['fr', 'de', 'he', 'fa', 'tr'])('one of %s is as Intl writes it', (language) => {
  expect(isolatedNumber(percent(language))).toBe(percent(language))
})
