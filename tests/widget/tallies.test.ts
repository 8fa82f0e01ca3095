import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charactersLeft } from '../../widget/src/core/draft.ts'
import { shuffle } from '../../widget/src/core/request.ts'
import { percentages } from '../../widget/src/core/tallies.ts'
import { payload, proposals } from './support.ts'

describe('percentages', () => {
  const votes = fc.nat({ max: 10_000_000 })

  it('are each within half of the truth, as those of the public page, and keep the order of the counts', () => {
    fc.assert(
      fc.property(votes, votes, votes, (agree, disagree, neutral) => {
        const all = agree + disagree + neutral || 1
        const shares = percentages({ agree, disagree, neutral })
        expect(Math.abs(shares.disagree - (100 * disagree) / all)).toBeLessThanOrEqual(0.5)
        expect(Math.sign(shares.agree - shares.disagree) * Math.sign(agree - disagree)).not.toBe(-1)
      }),
    )
  })

  it('of equal counts are equal: a tie is no lead', () => {
    fc.assert(
      fc.property(votes, votes, (tied, neutral) => {
        const { agree, disagree } = percentages({ agree: tied, disagree: tied, neutral })
        expect(agree).toBe(disagree)
      }),
    )
    expect(percentages({ agree: 5, disagree: 5, neutral: 1 })).toEqual({
      agree: 45,
      disagree: 45,
      neutral: 9,
    })
  })

  it('are 0 without a vote', () => {
    expect(percentages({ agree: 0, disagree: 0, neutral: 0 })).toEqual({ agree: 0, disagree: 0, neutral: 0 })
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
