// The program of the worker thread: reads the votes by a connection of its own, and says sums only. Pseudonyms, and
// who is in which group, end with this thread.

import { parentPort, workerData } from 'node:worker_threads'
import { XSadd } from 'ml-xsadd'
import type { SplitRule } from '../domain/group-consensus.ts'
import { reportOpinions } from '../domain/opinion-report.ts'
import { BallotBox, isSampled, type VoteMatrix } from '../domain/vote-matrix.ts'
import { type BallotStore, ballotStore } from '../store/opinion-groups.ts'
import { openReadOnly } from '../store/read-only.ts'
import type { OpinionReport } from '../wire/index.ts'

export interface OpinionJob {
  databaseAddress: string
  consultationId: string
  rule: SplitRule
}

/** Of more votes, a part of the voters is looked at, so that memory and time stay bounded. */
const MOST_VOTES = 10_000_000
/** For those who vote while votes are read. What nobody fills takes no memory. */
const ROOM = 1.1
/** Always the same: the same votes are to give the same groups. */
const SEED = 1

/** The votes without their voters' pseudonyms, which are forgotten when this returns: they take more room than the votes. */
async function readVotes(
  store: BallotStore,
  consultationId: string,
): Promise<{ matrix: VoteMatrix; sampled: number }> {
  const votes = await store.votes(consultationId)
  const sampled = Math.min(1, MOST_VOTES / Math.max(1, votes))
  const box = new BallotBox(Math.ceil(votes * sampled * ROOM))
  for await (const { proposalId, voter, vote } of store.ballots(consultationId))
    if (isSampled(voter, sampled)) box.add(proposalId, voter, vote)
  return { matrix: box.matrix(), sampled }
}

async function compute({ databaseAddress, consultationId, rule }: OpinionJob): Promise<OpinionReport> {
  const database = openReadOnly(databaseAddress)
  const store = ballotStore(database)
  try {
    const { matrix, sampled } = await readVotes(store, consultationId)
    return reportOpinions(matrix, sampled, rule, new XSadd(SEED).random)
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
