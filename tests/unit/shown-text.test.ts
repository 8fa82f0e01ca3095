import { describe, expect, it } from 'vitest'
import { wordsIn } from '../../api/src/pages/languages.ts'
import { bylineOf } from '../../api/src/pages/shown-text.ts'

describe('who proposed', () => {
  it('is said as in the widget: an age is never a bare number', () => {
    expect(bylineOf('Ana', 34, wordsIn('fr'))).toBe('Ana, 34 ans')
    expect(bylineOf(null, 67, wordsIn('de'))).toBe('67 Jahre')
    expect(bylineOf('سارة', 21, wordsIn('ar'))).toBe('سارة، العمر 21')
    expect(bylineOf('דנה', 21, wordsIn('he'))).toMatch(/^דנה, /)
    expect(bylineOf('Ana', undefined, wordsIn('fr'))).toBe('Ana')
    expect(bylineOf(null, null, wordsIn('fr'))).toBe('')
  })
})
