import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countTallies,
  fromBits,
  TALLY_KEYS,
  type TallyDelta,
  tallyOf,
  toBits,
  type VoteState,
} from '../../api/src/domain/votes/votes.ts'
import { foldVotes, type VoteAct } from '../../api/src/ingest/tally-votes.ts'
import { QUALIFICATION_KEYS, QUALIFICATIONS, VOTES } from '../../api/src/wire/constants.ts'
import type { Qualification } from '../../api/src/wire/index.ts'

const READERS = [1, 2, 3]
const PROPOSALS = ['first', 'second']
const SEGMENTS = ['town', 'countryside']

const state: fc.Arbitrary<VoteState> = fc
  .tuple(fc.option(fc.constantFrom(...VOTES), { nil: null }), fc.integer({ min: 1, max: 6 }))
  .chain(([vote, revision]) =>
    fc.record({
      vote: fc.constant(vote),
      qualifications: fc.subarray<Qualification>(vote === null ? [] : [...QUALIFICATIONS[vote]]),
      segment: fc.constantFrom(null, ...SEGMENTS),
      revision: fc.constant(revision),
      cohort: fc.constant(null),
    }),
  )

interface Step {
  reader: number
  proposal: string
  state: VoteState | undefined
}
const voting: fc.Arbitrary<Step> = fc.record({
  reader: fc.constantFrom(...READERS),
  proposal: fc.constantFrom(...PROPOSALS),
  state,
})
const stepWithForget: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: voting },
  { weight: 1, arbitrary: voting.map((one) => ({ ...one, state: undefined })) },
)
/** A history whose acts arrive again, in another order, some of them more than once. */
const replayed = (step: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> =>
  fc
    .array(step, { maxLength: 25 })
    .chain((history) => fc.tuple(fc.constant(history), fc.array(fc.nat(100), { maxLength: 25 })))
    .map(([history, again]) => [
      ...history,
      ...again.flatMap((index) => history.at(index % history.length) ?? []),
    ])

const toAct = ({ reader, proposal, state }: Step): VoteAct => ({
  key: { proposalId: proposal, voter: Uint8Array.of(reader) },
  state,
})
const nameOf = (reader: number, proposal: string): string => `${proposal}${String.fromCharCode(reader)}`

/** For each vote, what remains when the acts since its last erasure are sorted by revision, first come first. */
function remaining(steps: readonly Step[], reader: number, proposal: string): VoteState | undefined {
  const own = steps.filter((step) => step.reader === reader && step.proposal === proposal)
  const since = own.slice(own.findLastIndex((step) => step.state === undefined) + 1)
  const states = since.flatMap((step) => step.state ?? [])
  return states.toSorted((one, other) => other.revision - one.revision)[0]
}

/** Of all readers, or of those who named a segment. */
const recount = (steps: readonly Step[], proposal: string, segment?: string) =>
  countTallies(
    READERS.flatMap((reader) => remaining(steps, reader, proposal) ?? []).filter(
      (vote) => segment === undefined || vote.segment === segment,
    ),
  )

const without = (delta: TallyDelta | undefined): TallyDelta =>
  Object.fromEntries(Object.entries(delta ?? {}).filter(([, change]) => change !== 0))

function difference(
  before: readonly Step[],
  after: readonly Step[],
  proposal: string,
  segment?: string,
): TallyDelta {
  const [from, to] = [recount(before, proposal, segment), recount(after, proposal, segment)]
  return without(Object.fromEntries(TALLY_KEYS.map((key) => [key, tallyOf(to, key) - tallyOf(from, key)])))
}

describe('Votes of several readers, repeated and out of order', () => {
  it('end in the highest revision of each reader, the first where two are equal', () => {
    fc.assert(
      fc.property(replayed(stepWithForget), (steps) => {
        const { outcomes, puts } = foldVotes(steps.map(toAct), [])
        steps.forEach((step, index) => {
          const expected = remaining(steps.slice(0, index + 1), step.reader, step.proposal)
          expect(outcomes[index]?.after).toEqual(expected)
        })
        for (const reader of READERS) {
          for (const proposal of PROPOSALS) {
            expect(puts.get(nameOf(reader, proposal))?.state).toEqual(remaining(steps, reader, proposal))
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('change the tallies, of all and of each segment, by the difference of two recounts, wherever the history is cut in two batches', () => {
    fc.assert(
      fc.property(replayed(stepWithForget), fc.nat(50), (steps, cut) => {
        const stored = steps.slice(0, cut)
        const arriving = steps.slice(cut)
        const held = arriving.map(({ reader, proposal }) => remaining(stored, reader, proposal))
        const { deltas, segmentDeltas } = foldVotes(arriving.map(toAct), held)
        for (const proposal of PROPOSALS) {
          expect(without(deltas.get(proposal))).toEqual(difference(stored, steps, proposal))
          for (const segment of SEGMENTS) {
            const change = segmentDeltas.get(`${proposal} ${segment}`)?.delta
            expect(without(change)).toEqual(difference(stored, steps, proposal, segment))
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('change nothing when the whole history arrives a second time', () => {
    fc.assert(
      fc.property(replayed(voting), (steps) => {
        const held = steps.map(({ reader, proposal }) => remaining(steps, reader, proposal))
        const again = foldVotes(steps.map(toAct), held)
        expect(again.puts.size).toBe(0)
        expect(again.deltas.size).toBe(0)
      }),
    )
  })

  it('end the same in any order when no two revisions are equal', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(state, { selector: ({ revision }) => revision, minLength: 1 }),
        fc.infiniteStream(fc.nat()),
        (states, noise) => {
          const play = (order: readonly VoteState[]): VoteState | undefined =>
            foldVotes(
              order.map((one) => toAct({ reader: 1, proposal: 'first', state: one })),
              [],
            ).outcomes.at(-1)?.after
          const weights = new Map(states.map((one) => [one, noise.next().value]))
          const shuffled = states.toSorted(
            (one, other) => (weights.get(one) ?? 0) - (weights.get(other) ?? 0),
          )
          expect(play(shuffled)).toEqual(play(states))
        },
      ),
    )
  })
})

describe('Forgetting', () => {
  const agree: VoteState = {
    vote: 'agree',
    qualifications: ['likeIt'],
    segment: null,
    revision: 7,
    cohort: null,
  }
  const one = (given: VoteState | undefined): VoteAct => toAct({ reader: 1, proposal: 'first', state: given })

  it('erases the vote, takes back what it counted, and says what was there', () => {
    const { outcomes, puts, deltas } = foldVotes([one(undefined)], [agree])
    expect(outcomes).toEqual([{ before: agree, after: undefined }])
    expect([...puts.values()]).toEqual([{ key: one(undefined).key, state: undefined }])
    expect(deltas.get('first')).toEqual({ agree: -1, likeIt: -1 })
  })

  it('leaves no revision behind, so that a new vote may begin at one', () => {
    const fresh: VoteState = { vote: 'neutral', qualifications: [], segment: null, revision: 1, cohort: null }
    const { outcomes } = foldVotes([one(undefined), one(fresh)], [agree, agree])
    expect(outcomes[1]).toEqual({ before: undefined, after: fresh })
  })

  it('of a vote that never was writes nothing', () => {
    expect(foldVotes([one(undefined)], [undefined]).puts.size).toBe(0)
  })

  it('leaves the other readers’ votes alone', () => {
    const { puts } = foldVotes(
      [one(undefined), toAct({ reader: 2, proposal: 'first', state: agree })],
      [agree, agree],
    )
    expect([...puts.keys()]).toEqual([nameOf(1, 'first')])
  })
})

const COHORT = 'consultation.not-served.2026-12-01'
const OTHER = 'consultation.lone-votes.2026-12-01'
const HOUR = 1_796_083_200_000

describe('A vote that a rule doubts', () => {
  const key = { proposalId: 'first', voter: Uint8Array.of(1) }
  const agree = { vote: 'agree', qualifications: [], segment: 'town', revision: 1 } as const
  const placement = { cohortId: COHORT, hour: HOUR }
  const kept = { ...agree, cohort: COHORT }

  it('counts in its cohort alone, and with those of the hour', () => {
    const changes = foldVotes([{ key, state: agree, placement }], [undefined])
    expect(changes.outcomes[0]?.after).toEqual(kept)
    expect(changes.deltas.get('first')).toEqual({})
    expect(changes.segmentDeltas.size).toBe(0)
    expect([...changes.cohortDeltas.values()]).toEqual([
      { cohortId: COHORT, proposalId: 'first', segmentId: '', delta: { agree: 1 } },
      { cohortId: COHORT, proposalId: 'first', segmentId: 'town', delta: { agree: 1 } },
    ])
    expect([...changes.arrivals.values()]).toEqual([{ ...placement, votes: 1 }])
  })

  it('stays where its first act put it, whatever the place of a later one', () => {
    const later = { ...agree, vote: 'disagree', revision: 2 } as const
    const doubted = foldVotes([{ key, state: later, placement: null }], [kept])
    expect(doubted.outcomes[0]?.after?.cohort).toBe(COHORT)
    const counted = foldVotes([{ key, state: later, placement }], [{ ...agree, cohort: null }])
    expect(counted.outcomes[0]?.after?.cohort).toBeNull()
    expect(counted.arrivals.size).toBe(0)
  })

  it('leaves the results for its cohort when a rule looks back, once', () => {
    const moveTo = { cohortId: OTHER, hour: HOUR }
    const changes = foldVotes(
      [
        { key, moveTo },
        { key, moveTo },
      ],
      [
        { ...agree, cohort: null },
        { ...agree, cohort: null },
      ],
    )
    expect(changes.deltas.get('first')).toEqual({ agree: -1 })
    expect(changes.cohortDeltas.get(`${OTHER} first `)?.delta).toEqual({ agree: 1 })
    expect([...changes.arrivals.values()]).toEqual([{ ...moveTo, votes: 1 }])
    expect(foldVotes([{ key, moveTo }], [kept]).puts.size).toBe(0)
    expect(foldVotes([{ key, moveTo }], [undefined]).puts.size).toBe(0)
  })

  it('goes with its cohort’s counts when it is forgotten', () => {
    const changes = foldVotes([{ key, state: undefined }], [kept])
    expect(changes.cohortDeltas.get(`${COHORT} first `)?.delta).toEqual({ agree: -1 })
    expect(changes.deltas.get('first')).toEqual({})
  })
})

describe('The vote of a subscriber who has several devices', () => {
  const placement = { cohortId: COHORT, hour: 0 }
  const subscriber = { proposalId: 'first', voter: Uint8Array.of(0) }
  interface DeviceAct {
    device: number
    state: VoteState
  }
  const acts = replayed(voting).map((steps) =>
    steps.map(({ reader, state }) => ({ device: reader, state: state as VoteState })),
  )
  const toActs = ({ device, state }: DeviceAct): VoteAct[] => [
    {
      key: { proposalId: 'first', voter: Uint8Array.of(device) },
      state: { vote: null, qualifications: [], segment: null, revision: state.revision },
    },
    { key: subscriber, state, placement, follows: true },
  ]
  /** The act that arrived last of those that were new on their device. */
  const lastNew = (history: readonly DeviceAct[]): VoteState | undefined => {
    const seen = new Map<number, number>()
    let last: VoteState | undefined
    for (const { device, state } of history) {
      if (state.revision <= (seen.get(device) ?? 0)) continue
      seen.set(device, state.revision)
      last = state
    }
    return last
  }

  it('is the act that arrived last, whatever is sent again, and one', () => {
    fc.assert(
      fc.property(acts, (history) => {
        const all = history.flatMap(toActs)
        const { outcomes, cohortDeltas, deltas } = foldVotes(
          all,
          all.map(() => undefined),
        )
        const expected = lastNew(history)
        const { vote, qualifications, segment } = outcomes.at(-1)?.after ?? {}
        expect({ vote, qualifications, segment }).toEqual({
          vote: expected?.vote,
          qualifications: expected?.qualifications,
          segment: expected?.segment,
        })
        const delta = cohortDeltas.get(`${COHORT} first `)?.delta ?? {}
        const votes = VOTES.reduce((sum, one) => sum + (delta[one] ?? 0), 0)
        expect(votes).toBe(expected?.vote ? 1 : 0)
        expect(deltas.get('first') ?? {}).toEqual({})
      }),
    )
  })

  it('has a revision that grows with each act, so that processes see each other’s', () => {
    fc.assert(
      fc.property(acts, (history) => {
        const all = history.flatMap(toActs)
        const { outcomes } = foldVotes(
          all,
          all.map(() => undefined),
        )
        for (const { before, after } of outcomes.filter((_, index) => index % 2 === 1))
          if (before !== after) expect(after?.revision).toBe((before?.revision ?? 0) + 1)
      }),
    )
  })
})

describe('A device on which a subscriber has voted', () => {
  it('is judged as any other when it votes for itself: to sign in first is no way around a rule', () => {
    const key = { proposalId: 'first', voter: Uint8Array.of(1) }
    const placement = { cohortId: COHORT, hour: 0 }
    const marker: VoteState = { vote: null, qualifications: [], segment: null, revision: 1, cohort: null }
    const state = { vote: 'agree', qualifications: [], segment: null, revision: 2 } as const
    const changes = foldVotes([{ key, state, placement }], [marker])
    expect(changes.deltas.get('first')).toEqual({})
    expect(changes.cohortDeltas.get(`${COHORT} first `)?.delta).toEqual({ agree: 1 })
  })
})

describe('Qualifications as bits', () => {
  it('come back as they went in, in the order of storage', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...QUALIFICATION_KEYS]), (keys) => {
        expect(fromBits(toBits(keys))).toEqual(QUALIFICATION_KEYS.filter((key) => keys.includes(key)))
      }),
    )
  })

  it('are the bits they have always been, because they are stored', () => {
    expect(QUALIFICATION_KEYS.map((key) => [key, toBits([key])])).toEqual([
      ['likeIt', 1],
      ['doable', 2],
      ['platitudeAgree', 4],
      ['noWay', 8],
      ['impossible', 16],
      ['platitudeDisagree', 32],
      ['doNotUnderstand', 64],
      ['noOpinion', 128],
      ['doNotCare', 256],
    ])
  })
})
