import type { Worker } from 'node:worker_threads'
import { startThread, WRITER_PROGRAM } from '../files.ts'
import {
  BrokenDatabaseError,
  ConstraintError,
  type Database,
  type Statement,
  UnavailableDatabaseError,
  type Written,
} from '../store/database.ts'
import type { CommitEntries, Entry, EntryResult } from './commit-queue.ts'

/** A request to the writing thread, which answers in order. */
export type WriterRequest = { id: number } & (
  | { entries: readonly Entry[] }
  | { statements: readonly Statement[] }
  | { close: true }
)

export type WriterAnswer =
  | { id: number; results: EntryResult[] | Written[] }
  | { id: number; fault: Fault }
  /** The disk failed: nothing more will be written. */
  | { broken: Fault }

/** An error on its way out of a thread, where its class and its code would be lost. */
type Fault =
  | { kind: 'constraint'; constraint: string }
  | { kind: 'broken'; code: string; message: string }
  | { kind: 'other'; code: string | undefined; message: string; stack: string | undefined }

/** An error in a form that keeps its class and code on the way to another thread. */
export function asFault(error: unknown): Fault {
  if (error instanceof ConstraintError) return { kind: 'constraint', constraint: error.constraint }
  if (error instanceof BrokenDatabaseError) return { kind: 'broken', code: error.code, message: error.reason }
  const { code, message = String(error), stack } = error as NodeJS.ErrnoException
  return { kind: 'other', code, message, stack }
}

function asError(fault: Fault): Error {
  if (fault.kind === 'constraint') return new ConstraintError(fault.constraint)
  if (fault.kind === 'broken') return new BrokenDatabaseError(fault.code, fault.message)
  const { code, message, stack } = fault
  return Object.assign(new Error(message), code === undefined ? {} : { code }, stack ? { stack } : {})
}

/** Batches die young: a larger nursery would only take memory. */
const NURSERY_MEBIBYTES = 8
/** How long a write of the console waits for a disk that does not answer; votes have the patience of their queue. */
const PATIENCE_MILLISECONDS = 10_000

type NewRequest = WriterRequest extends infer Request
  ? Request extends unknown
    ? Omit<Request, 'id'>
    : never
  : never
type Results = Extract<WriterAnswer, { results: unknown }>['results']

interface Asked {
  resolve(results: Results): void
  reject(reason: unknown): void
}

export interface WriterThread {
  commit: CommitEntries
  write: Database['write']
  /** When all that was asked is written, and the connection closed. */
  close(): Promise<void>
}

/** The thread, and what was asked of it and is not answered yet. */
class Writer implements WriterThread {
  readonly #worker: Worker
  readonly #onBroken: (error: BrokenDatabaseError) => void
  readonly #asked = new Map<number, Asked>()
  readonly #ended: Promise<void>
  #count = 0
  #isClosing = false
  #broken: BrokenDatabaseError | undefined

  constructor(file: string, onBroken: (error: BrokenDatabaseError) => void) {
    this.#onBroken = onBroken
    this.#worker = startThread(WRITER_PROGRAM, {
      workerData: { file },
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MEBIBYTES },
    })
    this.#ended = new Promise((resolve) => this.#worker.once('exit', () => resolve()))
    this.#worker.on('message', (answer: WriterAnswer) => this.#hear(answer))
    this.#worker.on('error', (error) => this.#break(new BrokenDatabaseError('WRITER_ERROR', error.message)))
    this.#worker.on('exit', () => {
      if (!this.#isClosing) this.#break(new BrokenDatabaseError('WRITER_ENDED', 'the writing thread ended'))
    })
  }

  commit: CommitEntries = (entries) => this.#ask({ entries }) as ReturnType<CommitEntries>

  write: Database['write'] = async (statements) => {
    let patience: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      const error = new UnavailableDatabaseError('the disk does not answer', true)
      patience = setTimeout(() => reject(error), PATIENCE_MILLISECONDS).unref()
    })
    const written = this.#ask({ statements }) as ReturnType<Database['write']>
    return Promise.race([written, late]).finally(() => clearTimeout(patience))
  }

  async close(): Promise<void> {
    this.#isClosing = true
    if (!this.#broken) this.#worker.postMessage({ id: 0, close: true })
    await this.#ended
  }

  #ask(request: NewRequest): Promise<Results> {
    if (this.#broken) return Promise.reject(this.#broken)
    const id = ++this.#count
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject })
      this.#worker.postMessage({ id, ...request })
    })
  }

  #hear(answer: WriterAnswer): void {
    if ('broken' in answer) this.#break(asError(answer.broken) as BrokenDatabaseError)
    if (!('id' in answer)) return
    const asked = this.#asked.get(answer.id)
    this.#asked.delete(answer.id)
    if ('fault' in answer) asked?.reject(asError(answer.fault))
    else asked?.resolve(answer.results)
  }

  /** Nothing that was asked will be written for certain; nothing more is asked. */
  #break(error: BrokenDatabaseError): void {
    if (this.#broken) return
    this.#broken = error
    for (const { reject } of this.#asked.values()) reject(error)
    this.#asked.clear()
    this.#onBroken(error)
  }
}

/**
 * Starts the thread that writes into a file; what is asked while it starts waits for it. `onBroken` is called once, when
 * the disk fails under a write or the thread ends; from then on every write is refused.
 */
export const startWriter = (file: string, onBroken: (error: BrokenDatabaseError) => void): WriterThread =>
  new Writer(file, onBroken)
