// The program of the worker thread: reads the votes by a connection of its own, and says sums only. Pseudonyms, and
// who is in which group, end with this thread.

import { parentPort, workerData } from 'node:worker_threads'
import { XSadd } from 'ml-xsadd'
import type { SplitRule } from '../domain/opinion-groups/group-consensus.ts'
import { outlineOf } from '../domain/opinion-groups/opinion-outline.ts'
import { reportOpinions } from '../domain/opinion-groups/opinion-report.ts'
import { isSampled, type VoteMatrix, VoteMatrixBuilder } from '../domain/opinion-groups/vote-matrix.ts'
import { type VoteReader, voteReader } from '../store/opinion-groups.ts'
import { openReadOnly } from '../store/read-only.ts'
import type { OpinionMemory, OpinionReport } from '../wire/index.ts'

export interface OpinionJob {
  databaseAddress: string
  consultationId: string
  rule: SplitRule
  /** Of the report before, so that numbers and letters of groups go on. */
  memory: OpinionMemory | null
}

/** Of more votes, a part of the voters is looked at, so that memory and time stay bounded. */
const MOST_VOTES = 10_000_000
/** For those who vote while votes are read. What nobody fills takes no memory. */
const ROOM = 1.1
/** Always the same: the same votes are to give the same groups. */
const SEED = 1

interface Read {
  counted: VoteMatrix
  /** Those votes that no rule doubted, and those with all that are not counted; undefined where they are the same. */
  undoubted: VoteMatrix | undefined
  withDoubted: VoteMatrix | undefined
  sampled: number
}

/** The votes without their voters' pseudonyms, which are forgotten when this returns: they take more room than the votes. */
async function readVotes(store: VoteReader, consultationId: string): Promise<Read> {
  const expected = await store.votes(consultationId)
  const sampled = Math.min(1, MOST_VOTES / Math.max(1, expected))
  const builder = new VoteMatrixBuilder(Math.ceil(expected * sampled * ROOM))
  for await (const { proposalId, votes } of store.eachPage(consultationId))
    for (const { voter, vote, doubt } of votes)
      if (isSampled(voter, sampled)) builder.add(proposalId, voter, vote, doubt)
  const undoubted = builder.count(1) > 0 ? builder.matrix(0) : undefined
  const counted = builder.matrix(1)
  // Last, since with all votes the builder gives its room away.
  const withDoubted = builder.count(2) > 0 ? builder.matrix(2) : undefined
  return { counted, undoubted, withDoubted, sampled }
}

async function compute({
  databaseAddress,
  consultationId,
  rule,
  memory,
}: OpinionJob): Promise<OpinionReport> {
  const database = openReadOnly(databaseAddress)
  const store = voteReader(database)
  try {
    const { counted, undoubted, withDoubted, sampled } = await readVotes(store, consultationId)
    const report = reportOpinions(counted, sampled, rule, new XSadd(SEED).random, { memory })
    if (!report.certainty) return report
    const compared = (matrix: VoteMatrix | undefined) =>
      matrix ? outlineOf(matrix, rule, new XSadd(SEED).random, report) : null
    const certainty = {
      ...report.certainty,
      withoutDoubted: compared(undoubted),
      withDoubted: compared(withDoubted),
    }
    return { ...report, certainty }
  } finally {
    await database.close()
  }
}

try {
  parentPort?.postMessage(await compute(workerData as OpinionJob))
} catch (error) {
  // Errors of the database lose their message on the way out of a thread.
  throw new Error(error instanceof Error ? error.message : String(error))
}
