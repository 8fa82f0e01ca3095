import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  groupInformedConsensus,
  representativeness,
  shownDetail,
  totalOf,
} from '../../api/src/domain/opinion-groups/group-consensus.ts'
import { densityOf } from '../../api/src/domain/opinion-groups/opinion-density.ts'
import { isRefreshDue } from '../../api/src/domain/opinion-groups/opinion-groups.ts'
import { agreementBand } from '../../api/src/domain/opinion-groups/opinion-splits.ts'
import type { VoteCounts } from '../../api/src/domain/opinion-groups/vote-matrix.ts'

const RULE = { splitVotes: 50, splitCell: 11 }
const counts = (agree: number, disagree: number, neutral = 0): VoteCounts => ({ agree, disagree, neutral })
const sum = (groups: readonly VoteCounts[]): VoteCounts =>
  groups.reduce((all, one) =>
    counts(all.agree + one.agree, all.disagree + one.disagree, all.neutral + one.neutral),
  )
const anyCounts = fastCheck.record({
  agree: fastCheck.nat(60),
  disagree: fastCheck.nat(60),
  neutral: fastCheck.nat(60),
})
const anyGroups = fastCheck.array(anyCounts, { minLength: 2, maxLength: 5 })

describe('the group-informed consensus', () => {
  it('is the geometric mean of who agrees and does not disagree in each group', () => {
    expect(groupInformedConsensus([counts(9, 0, 1), counts(0, 8)])).toBeCloseTo(
      Math.sqrt((10 / 12) * (1 - 1 / 12) * (1 / 10) * (1 - 9 / 10)),
    )
  })

  it('is the same for the same agreement, however many groups there are', () => {
    const one = counts(598, 398)
    for (const groups of [2, 3, 4, 5])
      expect(groupInformedConsensus(Array.from({ length: groups }, () => one))).toBeCloseTo(0.36, 2)
  })

  it('is lower where those who do not agree disagree than where they are neutral', () => {
    expect(groupInformedConsensus([counts(60, 40)])).toBeLessThan(groupInformedConsensus([counts(60, 0, 40)]))
  })

  it('is high only where every group agrees, however large the others are', () => {
    const divided = groupInformedConsensus([counts(990, 10), counts(2, 48)])
    expect(groupInformedConsensus([counts(800, 200), counts(40, 10)])).toBeGreaterThan(divided)
  })

  it('lies between 0 and 1, and an agreement more never lowers it', () => {
    fastCheck.assert(
      fastCheck.property(anyGroups, (groups) => {
        const consensus = groupInformedConsensus(groups)
        expect(consensus).toBeGreaterThan(0)
        expect(consensus).toBeLessThan(1)
        const [first = counts(0, 0), ...others] = groups
        const more = groupInformedConsensus([{ ...first, agree: first.agree + 1 }, ...others])
        expect(more).toBeGreaterThanOrEqual(consensus - 1e-12)
      }),
    )
  })
})

describe('what is shown of a split', () => {
  const large = [counts(20, 20, 20), counts(30, 15, 11)]

  it('is each vote when every number stands for eleven people or more', () => {
    expect(shownDetail(large, sum(large), RULE)).toBe('votes')
  })

  it('is agreement against the rest when only those are large enough', () => {
    const groups = [counts(20, 10, 5), counts(30, 15, 11)]
    expect(shownDetail(groups, sum(groups), RULE)).toBe('agreement')
  })

  it('is nothing under fifty votes', () => {
    const groups = [counts(12, 12), counts(12, 12)]
    expect(shownDetail(groups, sum(groups), RULE)).toBe('nothing')
  })

  it('is agreement in steps where a group is of one mind: common ground has few who dissent', () => {
    const groups = [counts(40, 2, 3), counts(20, 0, 1)]
    expect(shownDetail(groups, sum(groups), RULE)).toBe('bands')
  })

  it('is nothing of a group of fewer than eleven people', () => {
    const groups = [counts(80, 2, 3), counts(9, 0, 1)]
    expect(shownDetail(groups, sum(groups), RULE)).toBe('nothing')
  })

  it('has no number when those in no group could be found by subtraction', () => {
    const all = sum(large)
    expect(shownDetail(large, { ...all, agree: all.agree + 3 }, RULE)).toBe('bands')
    expect(shownDetail(large, { ...all, agree: all.agree + 11 }, RULE)).toBe('votes')
  })

  it('never holds a number of fewer than eleven people, whatever the votes', () => {
    fastCheck.assert(
      fastCheck.property(anyGroups, anyCounts, (groups, rest) => {
        const detail = shownDetail(groups, sum([...groups, rest]), RULE)
        const shown =
          detail === 'votes'
            ? groups.flatMap(({ agree, disagree, neutral }) => [agree, disagree, neutral])
            : groups.flatMap(({ agree, disagree, neutral }) => [agree, disagree + neutral])
        if (detail === 'votes' || detail === 'agreement')
          expect(Math.min(...shown)).toBeGreaterThanOrEqual(11)
        if (detail === 'bands') for (const group of groups) expect(totalOf(group)).toBeGreaterThanOrEqual(11)
      }),
    )
  })
})

describe('agreement in steps', () => {
  it.each([
    [0, 40, 0, 0.1],
    [4, 36, 0.1, 0.2],
    [7, 3, 0.7, 0.8],
    [36, 4, 0.8, 0.9],
    [37, 3, 0.9, 1],
    [40, 0, 0.9, 1],
  ])('of %i who agree and %i who do not is between %f and %f', (agree, disagree, from, to) => {
    expect(agreementBand(counts(agree, disagree))).toEqual({ from, to })
  })

  it('holds the agreement itself, and leaves open how many of a group of eleven or more agree', () => {
    const share = fastCheck.tuple(
      fastCheck.integer({ min: 11, max: 400 }),
      fastCheck.double({ min: 0, max: 1, noNaN: true }),
    )
    fastCheck.assert(
      fastCheck.property(share, ([votes, part]) => {
        const agree = Math.round(votes * part)
        const band = agreementBand(counts(agree, votes - agree)) ?? { from: 1, to: 0 }
        expect(agree / votes).toBeGreaterThanOrEqual(band.from - 1e-12)
        expect(agree / votes).toBeLessThanOrEqual(band.to + 1e-12)
        // Who sees the step and knows even the size of the group cannot say "all of them" or "nobody".
        const fitting = Array.from({ length: votes + 1 }, (_, one) => one).filter((one) => {
          const other = agreementBand(counts(one, votes - one))
          return other?.from === band.from && other.to === band.to
        })
        if (agree === 0 || agree === votes) expect(fitting.length).toBeGreaterThan(1)
      }),
    )
  })

  it('is unknown where nobody voted', () => {
    expect(agreementBand(counts(0, 0))).toBeUndefined()
  })
})

describe('a representative proposal', () => {
  it('is one that most of a group says, and more of it than of the others', () => {
    expect(representativeness(counts(80, 20), counts(30, 70), 'agree')).toMatchObject({
      rate: 0.8,
      elsewhere: 0.3,
    })
    expect(representativeness(counts(20, 80), counts(70, 30), 'disagree')).toBeDefined()
  })

  it('is not one that all agree on, nor one that only a minority of the group says', () => {
    expect(representativeness(counts(80, 20), counts(80, 20), 'agree')).toBeUndefined()
    expect(representativeness(counts(40, 60), counts(5, 95), 'agree')).toBeUndefined()
    expect(representativeness(counts(0, 0), counts(0, 0), 'agree')).toBeUndefined()
  })

  it('has the statistics of a worked example', () => {
    // 80 of 100 against 30 of 100, one success added to one trial each: 2√101(81/101 − ½), and
    // (81 − 31)/101 ÷ √(p(1 − p)·2/101) with p = 112/202.
    const { majority, difference } = representativeness(counts(80, 20), counts(30, 70), 'agree') ?? {}
    expect(majority).toBeCloseTo(6.0697, 3)
    expect(difference).toBeCloseTo(7.0781, 3)
  })
})

describe('the map', () => {
  it('shows no cell with fewer than eleven people, and nobody twice', () => {
    const place = fastCheck.double({ min: -3, max: 3, noNaN: true })
    const people = fastCheck.array(fastCheck.record({ x: place, y: place, group: fastCheck.nat(2) }), {
      maxLength: 400,
    })
    fastCheck.assert(
      fastCheck.property(people, (all) => {
        const places = { x: Float64Array.from(all, ({ x }) => x), y: Float64Array.from(all, ({ y }) => y) }
        const groupOf = Uint8Array.from(all, ({ group }) => group)
        const { cells, side } = densityOf(places, { groupOf }, 11)
        expect(cells.every((cell) => cell.people >= 11 && cell.row < side && cell.column < side)).toBe(true)
        expect(cells.reduce((total, cell) => total + cell.people, 0)).toBeLessThanOrEqual(all.length)
      }),
    )
  })
})

describe('groups are computed again', () => {
  const dates = { opensAt: 100, closesAt: 200 }

  it('while votes come in', () => {
    expect(isRefreshDue(dates, undefined, 5, 150)).toBe(true)
    expect(isRefreshDue(dates, { computedAt: 140, votes: 5 }, 6, 150)).toBe(true)
    expect(isRefreshDue(dates, { computedAt: 140, votes: 5 }, 5, 150)).toBe(false)
  })

  it('once after the close, and then never, so that one withdrawn vote cannot be read off', () => {
    expect(isRefreshDue(dates, { computedAt: 190, votes: 5 }, 5, 201)).toBe(true)
    expect(isRefreshDue(dates, { computedAt: 201, votes: 5 }, 4, 300)).toBe(false)
  })

  it('not before there is anything', () => {
    expect(isRefreshDue(dates, undefined, 5, 50)).toBe(false)
    expect(isRefreshDue(dates, undefined, 0, 150)).toBe(false)
  })
})
