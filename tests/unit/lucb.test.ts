import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Counts, lowerBound, scoreOn } from '../../api/src/domain/results/scores.ts'
import { contested } from '../../api/src/domain/sequence/lucb.ts'
import { TALLY_KEYS, type TallyKey } from '../../api/src/domain/votes/votes.ts'

const counts = fc
  .tuple(fc.nat(80), fc.nat(80), fc.nat(80), fc.nat(20))
  .map(([agree, disagree, neutral, likeIt]): Counts => {
    const none = Object.fromEntries(TALLY_KEYS.map((key) => [key, 0])) as Record<TallyKey, number>
    return { ...none, agree, disagree, neutral, likeIt: Math.min(agree, likeIt) }
  })

it('LUCB asks first of the ten best whose place is least sure, and of the others who may most be among them', () => {
  fc.assert(
    fc.property(
      fc.array(counts, { maxLength: 40 }),
      fc.constantFrom('topScore' as const, 'controversy' as const),
      (candidates, sought) => {
        const { best, rest } = contested(candidates, sought)
        expect(best).toHaveLength(Math.min(10, best.length + rest.length))
        expect(new Set([...best, ...rest]).size).toBe(best.length + rest.length)
        const scores = (list: readonly Counts[]) => list.map((one) => scoreOn(one, sought))
        const least = Math.min(...scores(best).map(lowerBound))
        for (const score of scores(rest)) expect(lowerBound(score)).toBeLessThanOrEqual(least)
        const lower = scores(best).map(({ value, confidence }) => value - confidence / 4)
        expect(lower).toEqual(lower.toSorted((one, other) => one - other))
        const upper = scores(rest).map(({ value, confidence }) => value + confidence / 4)
        expect(upper).toEqual(upper.toSorted((one, other) => other - one))
      },
    ),
  )
})
