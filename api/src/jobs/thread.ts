import { startThread } from '../files.ts'

export interface ThreadTask {
  program: URL
  job: unknown
  /** Of the thread's heap alone: if it is exceeded the thread ends, not the process. */
  heapMebibytes: number
  /** What it does, for the message if it ends without an answer. */
  name: string
}

/** Rows die young: a larger nursery would only take memory, from those who vote meanwhile. */
const NURSERY_MEBIBYTES = 4

/**
 * Runs a program in a thread of its own and gives the one message that it sends. Rejects when it fails, runs out of memory,
 * or `signal` stops it.
 */
export const runInThread = <Answer>(
  { program, job, heapMebibytes, name }: ThreadTask,
  signal: AbortSignal,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = startThread(program, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: heapMebibytes, maxYoungGenerationSizeMb: NURSERY_MEBIBYTES },
    })
    const stop = () => {
      reject(signal.reason)
      void worker.terminate()
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.once('message', (answer: Answer) => resolve(answer))
    worker.once('error', reject)
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop)
      reject(new Error(`${name} ended with ${code} and no answer`))
    })
  })
