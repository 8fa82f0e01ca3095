import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseText, skeleton } from '../../api/src/domain/text/proposal-text.ts'

describe('the skeleton of a text', () => {
  it.each([
    ['case', 'Il faut PLANTER', 'il faut planter'],
    ['accents', 'Il faut l’électricité', "Il faut l'electricite"],
    ['punctuation', 'Il faut planter !', 'Il faut planter…'],
    ['spaces', 'Il faut  planter', 'Il faut planter'],
    ['ligatures', 'Il faut ﬁnancer', 'Il faut financer'],
    ['full-width letters', 'Il faut ＡＢＣ', 'Il faut abc'],
    ['quotation marks', 'Il faut « agir »', 'Il faut "agir"'],
    ['thousands', 'Il faut 1 500 places', 'Il faut 1.500 places'],
    ['the sign of decimals', 'Il faut 1,5 % de plus', 'Il faut 1.5 % de plus'],
  ])('is the same whatever the %s', (_what, one, other) => {
    expect(skeleton(one)).toBe(skeleton(other))
  })

  it.each([
    ['Il faut planter', 'Il faut plantes'],
    ['Il faut 10 places', 'Il faut 100 places'],
    ['Il faut une TVA à 5,5 %', 'Il faut une TVA à 55 %'],
    ['Il faut 1,25 euro', 'Il faut 12,5 euros'],
  ])('tells "%s" from "%s"', (one, other) => {
    expect(skeleton(one)).not.toBe(skeleton(other))
  })

  it('is never empty where the text is not', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.string({ unit: 'binary', minLength: 1 }), (text) => {
        expect(skeleton(text)).not.toBe('')
      }),
    )
  })

  it('is the same for a text and its normal form', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.string({ unit: 'grapheme' }), (text) => {
        const normal = normaliseText(text)
        fastCheck.pre(/\p{L}/u.test(normal))
        expect(skeleton(normal.normalize('NFD'))).toBe(skeleton(normal))
      }),
    )
  })
})
