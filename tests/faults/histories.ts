import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { countTallies, TALLY_KEYS, tallyOf, type VoteState } from '../../api/src/domain/votes/votes.ts'
import { Committer } from '../../api/src/ingest/commit-batch.ts'
import type { Store } from '../../api/src/store/index.ts'
import { openStore } from '../../api/src/store/index.ts'
import { QUALIFICATIONS, VOTES } from '../../api/src/wire/constants.ts'
import type { Qualification, Tallies } from '../../api/src/wire/index.ts'
import { Stage } from './stage.ts'

const READERS = 3
const PROPOSALS = 2

interface Act {
  reader: number
  proposal: number
  /** Undefined: forget. */
  state: VoteState | undefined
}

const state: fc.Arbitrary<VoteState> = fc
  .tuple(fc.constantFrom(...VOTES, null), fc.integer({ min: 1, max: 6 }), fc.nat(7))
  .map(([vote, revision, bits]) => ({
    vote,
    revision,
    segment: null,
    cohort: null,
    qualifications:
      vote === null ? [] : (QUALIFICATIONS[vote].filter((_, bit) => bits & (1 << bit)) as Qualification[]),
  }))
const act: fc.Arbitrary<Act> = fc.record({
  reader: fc.nat(READERS - 1),
  proposal: fc.nat(PROPOSALS - 1),
  state: fc.option(state, { nil: undefined, freq: 12 }),
})
/** Acts that arrive once, then some again, in another order; cut into batches anywhere. */
const history = fc
  .array(act, { minLength: 1, maxLength: 12 })
  .chain((acts) =>
    fc.tuple(fc.constant(acts), fc.shuffledSubarray(acts), fc.array(fc.nat(24), { maxLength: 5 })),
  )
  .map(([acts, again, cuts]) => ({ acts: [...acts, ...again], cuts: [...cuts, 0, 24].sort((a, b) => a - b) }))

/** What must remain: of each reader on each proposal, since it was last forgotten, the highest revision, first come. */
function modelOf(acts: readonly Act[], reader: number, proposal: number): VoteState | undefined {
  let held: VoteState | undefined
  for (const one of acts) {
    if (one.reader !== reader || one.proposal !== proposal) continue
    if (one.state === undefined) held = undefined
    else if (held === undefined || one.state.revision > held.revision) held = one.state
  }
  return held
}

const minus = (one: Tallies, other: Tallies): number[] =>
  TALLY_KEYS.map((key) => tallyOf(one, key) - tallyOf(other, key))

const sorted = (held: VoteState | undefined) =>
  held && { ...held, qualifications: [...held.qualifications].sort() }

async function differs(
  store: Store,
  committer: Committer,
  ids: readonly string[],
  { acts, cuts }: { acts: Act[]; cuts: number[] },
  number: number,
): Promise<boolean> {
  const key = (reader: number, proposal: number) => ({
    proposalId: ids[proposal] ?? '',
    voter: createHash('md5').update(`${number} ${reader}`).digest(),
  })
  const before = await store.votes.tallies(ids)
  for (const [index, from] of cuts.entries()) {
    const batch = acts.slice(from, cuts[index + 1])
    if (batch.length === 0) continue
    await committer.commit(
      batch.map((one) => ({
        votes: [{ key: key(one.reader, one.proposal), state: one.state }],
      })),
    )
  }
  const after = await store.votes.tallies(ids)
  for (let proposal = 0; proposal < PROPOSALS; proposal++) {
    const readers = Array.from({ length: READERS }, (_, reader) => reader)
    const model = readers.map((reader) => modelOf(acts, reader, proposal))
    const stored = await store.votes.find(readers.map((reader) => key(reader, proposal)))
    if (!isDeepStrictEqual(model.map(sorted), stored.map(sorted))) return true
    const expected = minus(countTallies(model.flatMap((held) => held ?? [])), countTallies([]))
    if (!isDeepStrictEqual(minus(after[proposal] as Tallies, before[proposal] as Tallies), expected))
      return true
  }
  return false
}

/** Plays random histories of votes on a real database, and compares what is stored, and the tallies, with a model. */
export async function playHistories(options: {
  histories: number
}): Promise<{ histories: number; acts: number; differences: number }> {
  const stage = await Stage.open()
  const report = { histories: 0, acts: 0, differences: 0 }
  try {
    const store = await openStore(stage.file, Date.now())
    const committer = new Committer(store)
    const ids = stage.consultation.proposalIds.slice(0, PROPOSALS)
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        report.histories += 1
        report.acts += one.acts.length
        if (await differs(store, committer, ids, one, report.histories)) report.differences += 1
      }),
      { numRuns: options.histories },
    )
    const { differences, damaged } = await verifyTallies(store)
    report.differences += differences.length + damaged.length
    await store.database.close()
    return report
  } finally {
    await stage.close()
  }
}
