import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSmallCorrection } from '../../api/src/domain/text/proposal-text.ts'

describe('A small correction', () => {
  it.each([
    ['Il faut rouvir la piscine', 'Il faut rouvrir la piscine'],
    ['il faut ouvrir les ecoles', 'Il faut ouvrir les écoles !'],
    ['Il faut des bus au tour du village', 'Il faut des bus autour du village'],
    ['Il faut des medecin', 'Il faut des médecins'],
  ])('is "%s" → "%s"', (before, after) => {
    expect(isSmallCorrection(before, after)).toBe(true)
  })

  it.each([
    ['Il faut planter des arbres', 'Il faut abattre des arbres'],
    ['Il faut plus de bus', 'Il faut moins de bus'],
    ['Il faut ouvrir les écoles', 'Il faut ne pas ouvrir les écoles'],
    ['Il faut ouvrir les écoles', 'Il faut ouvrir les écoles et les crèches'],
  ])('is not "%s" → "%s"', (before, after) => {
    expect(isSmallCorrection(before, after)).toBe(false)
  })

  it('is one whatever changes in case and punctuation alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zàéç]{1,12}$/), { minLength: 1, maxLength: 20 }),
        (words) => {
          expect(isSmallCorrection(words.join(' '), `${words.join(', ').toUpperCase()}.`)).toBe(true)
        },
      ),
    )
  })
})
