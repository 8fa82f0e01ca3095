import { Worker } from 'node:worker_threads'
import { OPINION_GROUPS_PROGRAM } from '../files.ts'
import type { OpinionReport } from '../wire/index.ts'
import type { OpinionJob } from './opinion-groups-worker.ts'

/** Computes a report; `signal` stops it. */
export type ComputeGroups = (job: OpinionJob, signal: AbortSignal) => Promise<OpinionReport>

/** The heap of the thread alone: if it is exceeded the thread ends, not the process. Packed votes are not in it. */
const HEAP_MEBIBYTES = 512
/** Rows die young: a larger nursery would only take memory, from those who vote meanwhile. */
const NURSERY_MEBIBYTES = 4

/** Runs the computation in a thread of its own. Rejects when it fails, runs out of memory, or is stopped. */
export const computeInThread: ComputeGroups = (job, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(OPINION_GROUPS_PROGRAM, {
      workerData: job,
      // The process's own arguments would load into the thread what it does not need.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEBIBYTES, maxYoungGenerationSizeMb: NURSERY_MEBIBYTES },
      // What this process was given by its environment is no business of the thread.
      env: {},
    })
    const stop = () => {
      reject(signal.reason)
      void worker.terminate()
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.once('message', (report: OpinionReport) => resolve(report))
    worker.once('error', reject)
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop)
      reject(new Error(`The computation of opinion groups ended with ${code} and no report`))
    })
  })
