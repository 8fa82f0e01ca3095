import { OPINION_GROUPS_PROGRAM } from '../files.ts'
import type { OpinionReport } from '../wire/index.ts'
import type { OpinionJob } from './opinion-groups-worker.ts'
import { runInThread } from './thread.ts'

/** Computes a report; `signal` stops it. */
export type ComputeGroups = (job: OpinionJob, signal: AbortSignal) => Promise<OpinionReport>

/** Packed votes are not in it. */
const HEAP_MEBIBYTES = 512

/** Runs the computation in a thread of its own. Rejects when it fails, runs out of memory, or is stopped. */
export const computeInThread: ComputeGroups = (job, signal) =>
  runInThread(
    {
      program: OPINION_GROUPS_PROGRAM,
      job,
      heapMebibytes: HEAP_MEBIBYTES,
      name: 'The computation of opinion groups',
    },
    signal,
  )
