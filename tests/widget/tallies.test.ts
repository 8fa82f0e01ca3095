import { describe, expect, it } from 'vitest'
import { charactersLeft } from '../../widget/src/core/draft.ts'
import { shuffle } from '../../widget/src/core/request.ts'
import { percentages } from '../../widget/src/core/tallies.ts'
import { payload, proposals } from './support.ts'

describe('percentages', () => {
  it.each([
    [1, 1, 1],
    [1, 1, 0],
    [0, 0, 0],
    [199, 199, 1],
    [1, 0, 199],
  ])('of %d, %d and %d votes add up to 100 and stay within one of the truth', (agree, disagree, neutral) => {
    const all = agree + disagree + neutral
    const shares = percentages({ agree, disagree, neutral })
    expect(shares.agree + shares.disagree + shares.neutral).toBe(all ? 100 : 0)
    expect(Math.abs(shares.disagree - (100 * disagree) / (all || 1))).toBeLessThanOrEqual(1)
    expect(Math.min(shares.agree, shares.disagree, shares.neutral)).toBeGreaterThanOrEqual(0)
  })
})

describe('the characters left', () => {
  it('are counted as readers see them, with the prefix', () => {
    const { consultation } = payload()
    expect(charactersLeft(consultation, '')).toBe(140 - 'Il faut'.length)
    expect(charactersLeft(consultation, '👨‍👩‍👧‍👦é')).toBe(140 - 'Il faut '.length - 2)
  })
})

describe('a shuffled draw', () => {
  it('holds the same proposals in an order of its own', () => {
    const drawn = proposals(20)
    const shuffled = shuffle(drawn, () => 0)
    expect(shuffled.map(({ id }) => id)).toEqual(drawn.map(({ id }) => id).reverse())
    expect(new Set(shuffled)).toEqual(new Set(drawn))
  })
})
