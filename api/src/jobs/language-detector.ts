import type { Worker } from 'node:worker_threads'
import type { DetectedLanguage } from '../domain/consultations/consultation-languages.ts'
import { LANGUAGE_DETECTOR_PROGRAM, startThread } from '../files.ts'
import type { DetectorAnswer, DetectorRequest } from './language-detector-worker.ts'

/** Its tables are read at the first request, in a second or two; then an answer takes less than a millisecond. */
const PATIENCE_MILLISECONDS = 10_000
const HEAP_MEBIBYTES = 256

/** Says in which language a text is written, in a thread of its own that begins with the first request. */
export class LanguageDetector {
  #worker: Worker | undefined
  #number = 0
  readonly #waiting = new Map<number, (detected: DetectedLanguage | undefined) => void>()

  /** Begins to read the tables, so that nobody's proposal waits for them. */
  warm(): void {
    this.#running()
  }

  /** Undefined when it cannot say, or not in time: nobody's proposal depends on it. */
  detect(text: string): Promise<DetectedLanguage | undefined> {
    const number = ++this.#number
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(number, undefined), PATIENCE_MILLISECONDS)
      this.#waiting.set(number, (detected) => {
        clearTimeout(timer)
        resolve(detected)
      })
      this.#running().postMessage({ number, text } satisfies DetectorRequest)
    })
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #running(): Worker {
    if (this.#worker) return this.#worker
    const worker = startThread(LANGUAGE_DETECTOR_PROGRAM, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEBIBYTES },
    })
    const ended = () => {
      if (this.#worker === worker) this.#worker = undefined
      for (const number of [...this.#waiting.keys()]) this.#settle(number, undefined)
    }
    worker.on('message', ({ number, detected }: DetectorAnswer) => this.#settle(number, detected))
    worker.once('error', ended)
    worker.once('exit', ended)
    // It keeps no process alive.
    worker.unref()
    this.#worker = worker
    return worker
  }

  #settle(number: number, detected: DetectedLanguage | undefined): void {
    const resolve = this.#waiting.get(number)
    this.#waiting.delete(number)
    resolve?.(detected)
  }
}
