import fastCheck from 'fast-check'
import { XSadd } from 'ml-xsadd'
import { describe, expect, it } from 'vitest'
import { upperQuantile } from '../../api/src/domain/normal-quantile.ts'
import { beatsChance } from '../../api/src/domain/opinion-groups/group-gate.ts'
import { bestPairs } from '../../api/src/domain/opinion-groups/group-matching.ts'
import { decideCount, lettersFor } from '../../api/src/domain/opinion-groups/group-memory.ts'
import { discoveries } from '../../api/src/domain/opinion-groups/held-out.ts'
import { reportOpinions } from '../../api/src/domain/opinion-groups/opinion-report.ts'
import type { OpinionReport, Vote } from '../../api/src/wire/index.ts'
import { matrixOf, type PlantedVote, plantVotes } from '../support/planted-votes.ts'

const SPLIT = { splitVotes: 50, splitCell: 11 }
const seeded = (seed = 1) => new XSadd(seed).random
const report = (votes: readonly PlantedVote[], former?: OpinionReport) =>
  reportOpinions(matrixOf(votes).matrix, 1, SPLIT, seeded(), former)

/** Readers who vote on proposals as `chance` says how likely they agree. */
function votesOf(
  readers: number,
  chance: (reader: number, proposal: number) => number | undefined,
  proposals = 60,
  random = seeded(3),
): PlantedVote[] {
  const votes: PlantedVote[] = []
  for (let reader = 0; reader < readers; reader++)
    for (let proposal = 0; proposal < proposals; proposal++) {
      const agreeing = chance(reader, proposal)
      if (agreeing === undefined) continue
      const vote: Vote = random() < agreeing ? 'agree' : 'disagree'
      votes.push({ proposal: `p${String(proposal).padStart(3, '0')}`, voter: `v${reader}`, vote })
    }
  return votes
}

describe('groups of readers', () => {
  it('are not found in noise, however many voted, and the report says why', () => {
    for (const seed of [1, 2, 3, 4]) {
      const random = seeded(seed)
      const noise = votesOf(120, () => (random() < 0.4 ? 0.6 : undefined), 40, random)
      expect(report(noise)).toMatchObject({ groups: [], noGroups: 'as-by-chance', silhouette: null })
    }
  })

  it.each([0, 0.15])(
    'are not five where two camps see different proposals (%f of the others too)',
    (others) => {
      const random = seeded(8)
      const camps = votesOf(
        200,
        (reader, proposal) => {
          const isOwn = reader % 2 === proposal % 2
          if (random() > (isOwn ? 0.7 : others)) return undefined
          return reader % 2 === 0 ? 0.8 : 0.2
        },
        60,
        random,
      )
      expect(report(camps).groups.length).toBeLessThanOrEqual(2)
    },
  )

  it('are found in a consultation of six proposals, of readers who voted on all', () => {
    const six = votesOf(100, (reader, proposal) => (reader % 2 === proposal % 2 ? 0.95 : 0.05), 6)
    expect(report(six)).toMatchObject({ leastVotes: 6, people: 100, groups: [{ name: 'A' }, { name: 'B' }] })
  })

  it('show on what all of them agree, though almost nobody dissents', () => {
    const common = votesOf(120, (reader, proposal) =>
      proposal < 3 ? 0.98 : reader % 2 === proposal % 2 ? 0.85 : 0.15,
    )
    const first = report(common).proposals.slice(0, 3)
    expect(first.map(({ id }) => id).sort()).toEqual(['p000', 'p001', 'p002'])
    for (const { groups } of first)
      expect(groups).toEqual(
        ['A', 'B'].map((group) => ({
          group,
          agreement: { from: 0.9, to: 1 },
          votes: null,
          agree: null,
          disagree: null,
          neutral: null,
        })),
      )
  })

  it('do not change for one reader in twenty who copies a ballot, with noise or without', () => {
    const honest = votesOf(200, (reader, proposal) =>
      proposal < 12 ? 0.85 + (proposal % 4) / 30 : reader % 2 === proposal % 2 ? 0.75 : 0.25,
    )
    const expected = report(honest)
    const top = (one: OpinionReport) => one.proposals.slice(0, 10).map(({ id }) => id)
    for (const noise of [0, 0.1]) {
      const random = seeded(11)
      const copies = votesOf(
        10,
        (_reader, proposal) => (random() < noise ? 0.5 : proposal % 3 === 0 ? 1 : 0),
        60,
        random,
      ).map((vote) => ({ ...vote, voter: `copy-${vote.voter}` }))
      const found = report([...honest, ...copies])
      expect(found.groups.length).toBe(expected.groups.length)
      expect(top(found).filter((id) => top(expected).includes(id)).length).toBeGreaterThanOrEqual(8)
      const { nearIdentical, closed } = found.certainty ?? {}
      expect((nearIdentical?.ballots ?? 0) + (closed?.ballots ?? 0)).toBeGreaterThan(5)
    }
  })

  it('open no number of a few real readers to somebody who adds copies of one ballot', () => {
    const honest = votesOf(60, (reader, proposal) =>
      proposal === 0 ? (reader < 8 ? 1 : undefined) : reader % 2 === proposal % 2 ? 0.9 : 0.1,
    )
    const copies = votesOf(60, (_reader, proposal) => (proposal % 2 === 0 ? 1 : 0)).map((vote) => ({
      ...vote,
      voter: `copy-${vote.voter}`,
    }))
    expect(report([...honest, ...copies]).proposals.map(({ id }) => id)).not.toContain('p000')
  })

  it('keep their letters and their number as more votes come in', () => {
    const votes = plantVotes({ sizes: [90, 80], proposals: 40, votesEach: 20, random: seeded(2) })
    const former = report(votes)
    // Of the smaller group come thirty more: it is the larger one now, and keeps its letter.
    const more = plantVotes({ sizes: [0, 30], proposals: 40, votesEach: 20, random: seeded(4) })
    const later = report([...votes, ...more.map((vote) => ({ ...vote, voter: `${vote.voter}-new` }))], former)
    expect(former.groups.map(({ name, people }) => [name, people])).toEqual([
      ['A', 90],
      ['B', 80],
    ])
    expect(later.groups.map(({ name, people }) => [name, people])).toEqual([
      ['A', 90],
      ['B', 110],
    ])
  })
})

describe('groups that were not there', () => {
  it('are shown once four computations in a row have found them', () => {
    const { random } = new XSadd(5)
    const votes = plantVotes({ sizes: [60, 50], proposals: 12, votesEach: 10, random })
    const noise = votes.map((vote) => ({
      ...vote,
      vote: random() < 0.5 ? ('agree' as const) : ('disagree' as const),
    }))
    let last = report(noise)
    expect(last.groups).toEqual([])
    const shown = Array.from({ length: 4 }, () => {
      last = report(votes, last)
      return last.groups.length
    })
    expect(shown).toEqual([0, 0, 0, 2])
  })
})

describe('the number of groups', () => {
  it('changes after four computations in a row that want the same other one', () => {
    let state = decideCount(2, undefined)
    const shown = [3, 3, 3, 2, 3, 3, 3, 3, 2].map((wanted) => {
      state = decideCount(wanted, state)
      return state.count
    })
    expect(shown).toEqual([2, 2, 2, 2, 2, 2, 2, 3, 3])
  })

  it('is shown at once by the first computation, and comes and goes after four in a row', () => {
    expect(decideCount(2, undefined).count).toBe(2)
    let state = decideCount(0, undefined)
    const shown = [0, 4, 0, 4, 4, 4, 4, 0, 0, 0, 0].map((wanted) => {
      state = decideCount(wanted, state)
      return state.count
    })
    expect(shown).toEqual([0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 0])
  })
})

describe('the letters of groups', () => {
  const means = (...rows: number[][]) => rows.map((row, index) => ({ id: `p${index}`, means: row }))

  it('follow the nearest mean votes, and a new group takes a free one', () => {
    const former = { letters: ['A', 'C'], means: means([0.9, -0.9], [0.8, -0.7]) }
    expect(lettersFor(means([-0.8, 0.9], [-0.8, 0.7]), 2, former)).toEqual(['C', 'A'])
    expect(lettersFor(means([-0.8, 0, 0.9], [-0.8, 0.1, 0.7]), 3, former)).toEqual(['C', 'B', 'A'])
    expect(lettersFor(means([0.1], [0.2]), 1, undefined)).toEqual(['A'])
  })

  it('are paired so that no other pairing fits better', () => {
    const scores = fastCheck.array(fastCheck.array(fastCheck.nat(9), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    })
    fastCheck.assert(
      fastCheck.property(scores, (table) => {
        const sum = (pairs: readonly number[]) =>
          pairs.reduce((total, column, row) => total + (table[row]?.[column] ?? 0), 0)
        const best = sum(bestPairs(table, 3))
        for (const pairs of [
          [0, 1, 2],
          [0, 2, 1],
          [1, 0, 2],
          [1, 2, 0],
          [2, 0, 1],
          [2, 1, 0],
        ])
          expect(sum(pairs)).toBeLessThanOrEqual(best)
      }),
    )
    expect(bestPairs([[1], [5], [3]], 1)).toEqual([-1, 0, -1])
  })
})

describe('what sets groups apart', () => {
  it('is tested on votes that did not make the groups', () => {
    // On the first six nobody has a mind of their own; all the others divide two camps.
    const votes = votesOf(160, (reader, proposal) =>
      proposal < 6 ? 0.6 : reader % 2 === proposal % 2 ? 0.85 : 0.15,
    )
    const { groups } = report(votes)
    expect(groups).toHaveLength(2)
    for (const { representative } of groups) {
      expect(representative.length).toBe(5)
      for (const { id } of representative) expect(Number(id.slice(1))).toBeGreaterThanOrEqual(6)
    }
  })

  it('is believed by Benjamini and Hochberg: the worked example of their paper', () => {
    // p values of Benjamini and Hochberg 1995, section 3.2: four of fifteen are discoveries at 0.05.
    const values = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.4999,
    ]
    const tests = values.map((value) => ({ value, z: upperQuantile(Math.min(value, 0.4999)) }))
    const three = [0.5719, 0.6528, 0.759].map((value) => ({ value, z: -1 }))
    expect(discoveries([...tests, ...three], 0.05).map(({ value }) => value)).toEqual([
      0.0001, 0.0004, 0.0019, 0.0095,
    ])
  })
})

describe('a silhouette', () => {
  it('is beyond chance where it is above all shuffles and far from them', () => {
    const byChance = [0.31, 0.32, 0.33, 0.32, 0.31, 0.33, 0.32, 0.32, 0.31]
    const beats = (silhouette: number) => beatsChance({ count: 2, silhouette, byChance })
    expect(beats(0.49)).toBe(true)
    expect(beats(0.335)).toBe(false)
    expect(beats(0.3)).toBe(false)
  })
})
