import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countTallies,
  fromBits,
  noTallies,
  tallyOf,
  toBits,
  type VoteState,
} from '../../api/src/domain/votes.ts'
import { foldVotes, type VoteAct } from '../../api/src/ingest/fold-votes.ts'
import { QUALIFICATION_KEYS, QUALIFICATIONS } from '../../api/src/wire/constants.ts'
import type { Qualification } from '../../api/src/wire/index.ts'

const PROPOSALS = ['proposalAAAA', 'proposalBBBB', 'proposalCCCC']
const VOTERS = [Buffer.alloc(16, 1), Buffer.alloc(16, 2), Buffer.alloc(16, 3)]

const ballot = fastCheck.oneof(
  fastCheck.constant({ vote: null, qualifications: [] as Qualification[] }),
  ...(['agree', 'disagree', 'neutral'] as const).map((vote) =>
    fastCheck.record({
      vote: fastCheck.constant(vote),
      qualifications: fastCheck.subarray<Qualification>([...QUALIFICATIONS[vote]]),
    }),
  ),
)
const act: fastCheck.Arbitrary<VoteAct> = fastCheck
  .record({
    proposal: fastCheck.constantFrom(...PROPOSALS),
    voter: fastCheck.constantFrom(...VOTERS),
    ballot,
    revision: fastCheck.integer({ min: 1, max: 6 }),
    isErasure: fastCheck.constantFrom(false, false, false, false, false, true),
  })
  .map(({ proposal, voter, ballot: { vote, qualifications }, revision, isErasure }) => ({
    key: { proposalId: proposal, voter },
    state: isErasure ? undefined : { vote, qualifications, revision },
  }))
/** Acts in batches; some acts are sent again, at any later place. */
const history = fastCheck
  .array(fastCheck.tuple(act, fastCheck.option(fastCheck.nat(30), { nil: null })), { maxLength: 40 })
  .map((acts) => {
    const sent = acts.map(([one]) => one)
    for (const [one, again] of acts) if (again !== null) sent.splice(Math.min(again, sent.length), 0, one)
    return sent
  })
const batchSizes = fastCheck.array(fastCheck.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 })

const nameOf = (one: VoteAct) => `${one.key.proposalId}/${Buffer.from(one.key.voter).toString('hex')}`

/** A database in miniature: writes what a fold says and nothing else. */
class Shelf {
  readonly votes = new Map<string, VoteState>()
  readonly tallies = new Map<string, Record<string, number>>()

  play(acts: readonly VoteAct[]): void {
    const changes = foldVotes(
      acts,
      acts.map((one) => this.votes.get(nameOf(one))),
    )
    for (const { key, state } of changes.puts.values()) {
      if (state) this.votes.set(nameOf({ key, state }), state)
      else this.votes.delete(nameOf({ key, state }))
    }
    for (const [proposal, delta] of changes.deltas) {
      const row = this.tallies.get(proposal) ?? {}
      for (const [key, by] of Object.entries(delta)) row[key] = (row[key] ?? 0) + by
      this.tallies.set(proposal, row)
    }
  }
}

describe('a history of votes', () => {
  it('ends where a naive reader of the same acts ends, in batches of any size', () => {
    fastCheck.assert(
      fastCheck.property(history, batchSizes, (acts, sizes) => {
        const shelf = new Shelf()
        for (let at = 0, turn = 0; at < acts.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1
          shelf.play(acts.slice(at, at + size))
          at += size
        }
        const model: Record<string, VoteState> = {}
        for (const one of acts) {
          const name = nameOf(one)
          const held = model[name]
          if (!one.state) delete model[name]
          else if (!held || one.state.revision > held.revision) model[name] = one.state
        }
        expect(Object.fromEntries(shelf.votes)).toEqual(model)
      }),
      { numRuns: 3000 },
    )
  })

  it('leaves tallies that equal a recount of what is held', () => {
    fastCheck.assert(
      fastCheck.property(history, batchSizes, (acts, sizes) => {
        const shelf = new Shelf()
        for (let at = 0, turn = 0; at < acts.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1
          shelf.play(acts.slice(at, at + size))
          at += size
        }
        for (const proposal of PROPOSALS) {
          const held = [...shelf.votes]
            .filter(([name]) => name.startsWith(proposal))
            .map(([, state]) => state)
          for (const key of ['agree', 'disagree', 'neutral', ...QUALIFICATION_KEYS] as const) {
            const counted = held.filter(
              ({ vote, qualifications }) => vote === key || qualifications.some((one) => one === key),
            ).length
            expect(shelf.tallies.get(proposal)?.[key] ?? 0).toBe(counted)
            expect(tallyOf(countTallies(held), key)).toBe(counted)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('ends the same however its acts are ordered and repeated, when nothing is erased', () => {
    const states = fastCheck.uniqueArray(
      fastCheck.record({ ballot, revision: fastCheck.integer({ min: 1, max: 20 }) }),
      { selector: ({ revision }) => revision, minLength: 1, maxLength: 8 },
    )
    fastCheck.assert(
      fastCheck.property(states, fastCheck.array(fastCheck.nat(7), { maxLength: 12 }), (given, order) => {
        const key = { proposalId: PROPOSALS[0] ?? '', voter: VOTERS[0] ?? Buffer.alloc(16) }
        const acts = given.map(({ ballot: held, revision }) => ({ key, state: { ...held, revision } }))
        const shuffled = [...order.flatMap((index) => acts[index] ?? []), ...acts]
        const shelf = new Shelf()
        for (const one of shuffled) shelf.play([one])
        const newest = acts.reduce((best, one) => (one.state.revision > best.state.revision ? one : best))
        expect([...shelf.votes.values()]).toEqual([newest.state])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('qualifications', () => {
  it('come back from their bits', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.subarray([...QUALIFICATION_KEYS]), (keys) => {
        expect(fromBits(toBits(keys))).toEqual(keys)
      }),
    )
  })

  it('keep the bits they have on disk', () => {
    expect(QUALIFICATION_KEYS.map((key) => toBits([key]))).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256])
    expect(QUALIFICATION_KEYS.join(' ')).toBe(
      'likeIt doable platitudeAgree noWay impossible platitudeDisagree doNotUnderstand noOpinion doNotCare',
    )
  })

  it('of a withdrawn vote count for nothing', () => {
    expect(countTallies([{ vote: null, qualifications: ['likeIt'] }])).toEqual(noTallies())
  })
})
