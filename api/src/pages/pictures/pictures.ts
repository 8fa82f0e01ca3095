import { LRUCache } from 'lru-cache'
import { etagOf } from '../../domain/etags.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { PICTURE_PROGRAM } from '../../files.ts'
import { runInThread } from '../../jobs/thread.ts'
import type { PictureJob } from './picture-program.ts'

const MOST_BYTES = 32 * 1024 * 1024
/** Two or more are drawn each second; a request behind so many is answered with 503. */
const MOST_WAITING = 20
const HEAP_MEBIBYTES = 128
const LIMIT_MILLISECONDS = 60_000

/** Draws a picture; `signal` stops it. */
export type RenderInThread = (job: PictureJob, signal: AbortSignal) => Promise<Uint8Array>

const renderInThread: RenderInThread = (job, signal) =>
  runInThread(
    { program: PICTURE_PROGRAM, job, heapMebibytes: HEAP_MEBIBYTES, name: 'The drawing of a picture' },
    signal,
  )

/** The mark of a picture; it changes with what is shown. */
export const pictureTag = (job: PictureJob): string => etagOf(JSON.stringify(job))

/** Pictures of consultations, drawn away from the event loop, one at a time, and kept by all that they show. */
export class Pictures {
  readonly #render: RenderInThread
  readonly #closing = new AbortController()
  readonly #drawn = new LRUCache<string, Buffer>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ length }) => length,
  })
  readonly #underWay = new Map<string, Promise<Buffer>>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(render: RenderInThread = renderInThread) {
    this.#render = render
  }

  /** The bytes of a picture. Refuses (`overloaded`) where too many others wait to be drawn. */
  async get(job: PictureJob): Promise<Buffer> {
    const key = pictureTag(job)
    const known = this.#drawn.get(key) ?? this.#underWay.get(key)
    if (known) return known
    if (this.#underWay.size >= MOST_WAITING) throw new ProblemError('overloaded')
    const made = this.#last.then(() => this.#make(job))
    this.#last = made.catch(() => undefined)
    this.#underWay.set(key, made)
    try {
      const bytes = await made
      this.#drawn.set(key, bytes)
      return bytes
    } finally {
      this.#underWay.delete(key)
    }
  }

  /** Stops what is being drawn. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The server is closing'))
    await this.#last
  }

  async #make(job: PictureJob): Promise<Buffer> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(LIMIT_MILLISECONDS)])
    return Buffer.from(await this.#render(job, signal))
  }
}
