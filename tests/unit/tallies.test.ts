import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countTallies, noTallies, TALLY_KEYS, tallyOf } from '../../api/src/domain/votes/votes.ts'
import { QUALIFICATION_KEYS, QUALIFICATIONS, VOTES } from '../../api/src/wire/constants.ts'
import type { Qualification } from '../../api/src/wire/index.ts'

const vote = fc.option(fc.constantFrom(...VOTES), { nil: null }).chain((choice) =>
  fc.record({
    vote: fc.constant(choice),
    qualifications: fc.subarray<Qualification>(choice === null ? [] : [...QUALIFICATIONS[choice]]),
  }),
)

describe('Tallies counted from votes', () => {
  it('are all zero without votes', () => {
    expect(countTallies([])).toEqual(noTallies())
    expect(TALLY_KEYS.map((key) => tallyOf(noTallies(), key))).toEqual(TALLY_KEYS.map(() => 0))
  })

  it('count each vote and each of its qualifications once', () => {
    const tallies = countTallies([
      { vote: 'agree', qualifications: ['likeIt', 'doable'] },
      { vote: 'agree', qualifications: ['likeIt'] },
      { vote: 'disagree', qualifications: [] },
    ])
    expect(tallies).toMatchObject({ agree: 2, disagree: 1, neutral: 0 })
    expect(tallies.qualifications).toMatchObject({ likeIt: 2, doable: 1, noWay: 0 })
  })

  it('count a withdrawn vote for nothing, even where qualifications are left on it', () => {
    expect(countTallies([{ vote: null, qualifications: ['likeIt'] }])).toEqual(noTallies())
  })

  it('equal what filtering by hand finds, for any votes', () => {
    fc.assert(
      fc.property(fc.array(vote), (votes) => {
        const tallies = countTallies(votes)
        for (const choice of VOTES) {
          expect(tallyOf(tallies, choice)).toBe(votes.filter((one) => one.vote === choice).length)
        }
        for (const key of QUALIFICATION_KEYS) {
          const holders = votes.filter((one) => one.vote !== null && one.qualifications.includes(key))
          expect(tallyOf(tallies, key)).toBe(holders.length)
        }
      }),
    )
  })

  it('do not depend on the order of the votes', () => {
    fc.assert(
      fc.property(fc.array(vote), (votes) => {
        expect(countTallies(votes.toReversed())).toEqual(countTallies(votes))
      }),
    )
  })
})
