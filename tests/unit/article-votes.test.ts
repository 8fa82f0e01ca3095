import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FirstVotes, nextShown } from '../../api/src/domain/articles/article-votes.ts'
import { VOTES } from '../../api/src/wire/constants.ts'

const NONE: FirstVotes = { agree: 0, neutral: 0, disagree: 0 }
const LEAST = { votes: 50, cell: 11 }
const firstVotes = (agree: number, neutral: number, disagree: number): FirstVotes => ({
  agree,
  neutral,
  disagree,
})

describe('the votes that came from an article', () => {
  it('are shown from fifty on, where each number is a crowd or nobody', () => {
    const whole = firstVotes(500, 500, 500)
    expect(nextShown(NONE, firstVotes(49, 0, 0), whole, LEAST)).toEqual(NONE)
    expect(nextShown(NONE, firstVotes(50, 0, 0), whole, LEAST)).toEqual(firstVotes(50, 0, 0))
    expect(nextShown(NONE, firstVotes(50, 10, 0), whole, LEAST)).toEqual(NONE)
    expect(nextShown(NONE, firstVotes(50, 11, 0), whole, LEAST)).toEqual(firstVotes(50, 11, 0))
  })

  it('move by a crowd at least, so that two reports subtracted give nobody away', () => {
    const whole = firstVotes(500, 500, 500)
    expect(nextShown(firstVotes(50, 0, 0), firstVotes(60, 0, 0), whole, LEAST)).toEqual(firstVotes(50, 0, 0))
    expect(nextShown(firstVotes(50, 0, 0), firstVotes(61, 0, 0), whole, LEAST)).toEqual(firstVotes(61, 0, 0))
  })

  it('are not shown where they would give away the few who voted elsewhere', () => {
    expect(nextShown(NONE, firstVotes(50, 0, 0), firstVotes(53, 0, 0), LEAST)).toEqual(NONE)
    expect(nextShown(NONE, firstVotes(50, 0, 0), firstVotes(50, 0, 0), LEAST)).toEqual(firstVotes(50, 0, 0))
  })

  it('never tell a small number, in whatever order votes come', () => {
    const vote = fc.record({ vote: fc.constantFrom(...VOTES), isHere: fc.boolean() })
    fc.assert(
      fc.property(fc.array(vote, { minLength: 100, maxLength: 400 }), (cast) => {
        const counted: Record<string, number> = { ...NONE }
        const whole: Record<string, number> = { ...NONE }
        const reports = [NONE]
        for (const { vote, isHere } of cast) {
          whole[vote] = (whole[vote] ?? 0) + 1
          if (isHere) counted[vote] = (counted[vote] ?? 0) + 1
          const shown = nextShown(
            reports.at(-1) ?? NONE,
            { ...counted } as FirstVotes,
            { ...whole } as FirstVotes,
            LEAST,
          )
          if (shown !== reports.at(-1)) reports.push(shown)
        }
        for (const [index, one] of reports.entries())
          for (const later of reports.slice(index))
            for (const key of VOTES) {
              const step = later[key] - one[key]
              expect(step === 0 || step >= LEAST.cell).toBe(true)
            }
      }),
    )
  })
})
