import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Rankable,
  rankResults,
  standingAmong,
  standingsOf,
} from '../../api/src/domain/results/rank-results.ts'
import { ratesOf, sums, votesOf } from '../../api/src/domain/results/scores.ts'
import {
  addedTallies,
  changedBy,
  SUSPECT_SHARE,
  sensitivityOf,
  withoutMostSuspect,
} from '../../api/src/domain/results/sensitivity.ts'
import { noTallies } from '../../api/src/domain/votes/votes.ts'
import type { Tallies } from '../../api/src/wire/index.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

const settings = consultationSettings.parse({})
const { topSize } = settings.results

const counts = (agree: number, disagree = 0, neutral = 0, likeIt = 0, doable = 0): Tallies => ({
  ...noTallies(),
  agree,
  disagree,
  neutral,
  qualifications: { ...noTallies().qualifications, likeIt, doable },
})

const proposal = (id: string, tallies: Tallies): Rankable => ({
  id,
  text: `Il faut ${id}`,
  authorName: null,
  authorAge: null,
  tallies,
})

/** Tallies as votes can make them: no nuance is given more often than its vote. */
const tallies = fc
  .tuple(fc.nat(120), fc.nat(120), fc.nat(120), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([agree, disagree, neutral, share]) => ({
    ...counts(agree, disagree, neutral, Math.floor(agree * share), Math.floor(agree * (1 - share))),
  }))
const proposals = fc
  .array(tallies, { minLength: 1, maxLength: 40 })
  .map((list) => list.map((one, index) => proposal(`proposal${String(index).padStart(4, '0')}`, one)))

describe('Where proposals stand', () => {
  it('is where the lists of results have them', () => {
    fc.assert(
      fc.property(proposals, (all) => {
        const standings = standingsOf(all, settings)
        const lists = rankResults(all, settings)
        for (const [zone, list] of [
          ['consensus', lists.consensus],
          ['controversy', lists.controversies],
          ['rejection', lists.rejections],
        ] as const) {
          const foretold = all
            .map(({ id }) => ({ id, ...standings.get(id) }))
            .filter(
              (one) =>
                one.zone === zone && one.rank !== undefined && one.rank !== null && one.rank <= topSize,
            )
            .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
          expect(foretold.map(({ id }) => id)).toEqual(list.map(({ id }) => id))
          expect(foretold.map(({ plebiscite }) => plebiscite)).toEqual(list.map((one) => one.plebiscite))
        }
      }),
    )
  })

  it('is the same for one of them alone, with other tallies too', () => {
    fc.assert(
      fc.property(proposals, tallies, fc.nat(), (all, other, place) => {
        const alone = standingAmong(all, settings)
        const standings = standingsOf(all, settings)
        for (const one of all) expect(alone(one)).toEqual(standings.get(one.id))
        const changed = { ...(all[place % all.length] as Rankable), tallies: other }
        const instead = all.map((one) => (one.id === changed.id ? changed : one))
        expect(alone(changed)).toEqual(standingsOf(instead, settings).get(changed.id))
      }),
    )
  })
})

describe('Tallies', () => {
  it('are what they were once votes have been added and taken away', () => {
    fc.assert(
      fc.property(tallies, tallies, (one, other) => {
        expect(addedTallies(addedTallies(one, other), other, -1)).toEqual(one)
      }),
    )
  })

  it('lose the votes that carry a proposal most, and no selection of as many takes more from its score', () => {
    fc.assert(
      fc.property(tallies, (one) => {
        fc.pre(votesOf(one) >= 10)
        const less = withoutMostSuspect(one, SUSPECT_SHARE)
        expect(votesOf(less)).toBeLessThan(votesOf(one))
        expect(votesOf(one) - votesOf(less)).toBeLessThanOrEqual(Math.ceil(votesOf(one) * SUSPECT_SHARE))
        if (sums.topScore(ratesOf(one)) > 1.2)
          expect(sums.topScore(ratesOf(less))).toBeLessThan(sums.topScore(ratesOf(one)))
      }),
    )
  })
})

describe('Sensitivity', () => {
  const genuine = proposal('genuine00001', counts(80, 20, 0, 20, 20))
  const pushed = proposal('pushed000001', counts(20, 30))
  const pushing = new Map([[pushed.id, counts(300, 0, 0, 300, 300)]])

  it('tells what would be first with all doubtful votes, and with none', () => {
    const all = [genuine, pushed]
    const { proposals: listed, ...sums } = sensitivityOf(
      all,
      { notCounted: pushing, countedAll: new Map() },
      settings,
    )
    expect(listed.find(({ id }) => id === pushed.id)).toMatchObject({
      published: { zone: 'controversy', rank: 1, plebiscite: false },
      withAll: { zone: 'consensus', rank: 1, votes: 350, plebiscite: true },
      withNone: { zone: 'controversy', rank: 1 },
    })
    expect(listed.find(({ id }) => id === genuine.id)?.withAll.rank).toBe(2)
    expect(sums.zonesChanged).toEqual({ withAll: 1, withNone: 0 })
    expect(sums.plebiscites).toMatchObject({ withAll: 1, withNone: sums.plebiscites.published })
  })

  it('names the places that are shared as the lists of results do', () => {
    fc.assert(
      fc.property(proposals, (all) => {
        const none = { notCounted: new Map(), countedAll: new Map() }
        const found = new Map(sensitivityOf(all, none, settings).proposals.map((one) => [one.id, one]))
        for (const { id, rank } of Object.values(rankResults(all, settings)).flat()) {
          const { published, withAll } = found.get(id) ?? {}
          const { place = 0, from = 0, to = 0 } = rank ?? {}
          expect(published?.rank).toBe(place)
          expect(published?.tied).toEqual(from === to ? undefined : { from, to })
          expect(withAll).toEqual(published)
        }
      }),
    )
  })

  it('takes back what the team has counted though a rule doubts it', () => {
    const all = changedBy([genuine, pushed], pushing, 1)
    const { proposals: listed } = sensitivityOf(all, { notCounted: new Map(), countedAll: pushing }, settings)
    expect(listed.find(({ id }) => id === pushed.id)).toMatchObject({
      published: { zone: 'consensus', rank: 1 },
      withNone: { zone: 'controversy', votes: 50 },
    })
  })

  it('shows a plebiscite that a twentieth of false votes would have made', () => {
    const close = proposal('close0000001', counts(81, 19, 0, 40, 40))
    const [found] = sensitivityOf(
      [close],
      { notCounted: new Map(), countedAll: new Map() },
      settings,
    ).proposals
    expect(found).toMatchObject({ published: { plebiscite: true }, withoutSuspect: { plebiscite: false } })
  })
})
