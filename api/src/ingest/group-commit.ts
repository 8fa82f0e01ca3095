import { ProblemError } from '../domain/problem-error.ts'
import { ConstraintError, UnavailableDatabaseError } from '../store/database.ts'

interface Arrived<Item> {
  item: Item
  /** As they arrived: what a reader did first is written first. */
  number: number
}

interface Waiting<Item, Result> extends Arrived<Item> {
  /** By a clock that only grows. */
  since: number
  resolve(result: Result): void
  reject(reason: unknown): void
}

export interface GroupCommitOptions<Item, Result> {
  /** Writes all items in one transaction; one result for each, in order. */
  commit(items: Item[]): Promise<Result[]>
  /** Items that may wait; beyond it the answer is 503. */
  capacity: number
  /** Items in one transaction, so that no commit takes long. */
  batchSize: number
  /**
   * Batches that may be on their way at once; 1, unless `commit` keeps their order by itself. With more, a batch that is
   * worth its flush starts while others still arrive; behind two others it must be a large one.
   */
  inFlight?: number
  /** How long items that nobody waits for may lie in memory. */
  lazyMilliseconds: number
  /** How long a caller waits before it gets 503; its item may still be written. */
  patienceMilliseconds: number
  onFailure(error: unknown, lost: number): void
}

const RETRY_AFTER_SECONDS = 2
/** Items that are worth a flush of their own while others still arrive. */
const WORTH_A_FLUSH = 32
/**
 * Items that are worth one behind two other batches. Whoever reads hundreds of requests in one turn of the event loop hears
 * nothing of a batch that landed meanwhile; whoever writes shall find the next one all the same.
 */
const WORTH_A_PLACE_IN_LINE = 96

type Answer = () => void
const NOTHING: Answer = () => undefined

/**
 * Gathers what arrives during one turn of the event loop into one transaction, and answers each caller only after
 * it is on disk. So a thousand requests share one flush. Batches follow one another, never overlap: reading what is
 * stored and writing what follows from it is safe without locks.
 */
export class GroupCommit<Item, Result> {
  readonly #options: GroupCommitOptions<Item, Result>
  #waiting: Waiting<Item, Result>[] = []
  #lazy: Arrived<Item>[] = []
  #arrived = 0
  /** Items that were dropped since the last report. */
  #lost = 0
  #timer: NodeJS.Timeout | undefined
  /** Those whose commit runs, by batch. */
  readonly #flying = new Set<Waiting<Item, Result>[]>()
  #isGathering = false
  /** Called when the last batch has landed. */
  #landed: (() => void)[] = []
  #impatience: NodeJS.Timeout | undefined

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.#options = options
  }

  /** Kept when the item is on disk. Rejects with the problem `overloaded` when too much is waiting. */
  submit(item: Item): Promise<Result> {
    if (this.#waiting.length >= this.#options.capacity) {
      return Promise.reject(new ProblemError('overloaded', { retryAfterSeconds: RETRY_AFTER_SECONDS }))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, number: this.#arrived++, since: performance.now(), resolve, reject })
      if (this.#mayStart(WORTH_A_FLUSH)) this.#dispatch(NOTHING)
      else this.#gather()
      this.#impatience ??= this.#expireLater()
    })
  }

  /** Takes an item whose loss in a crash is accepted; it goes to disk with the next batch, or soon. */
  add(item: Item): void {
    if (this.#lazy.length >= this.#options.capacity) {
      this.#lost += 1
      return
    }
    this.#lazy.push({ item, number: this.#arrived++ })
    if (this.#lazy.length >= this.#options.batchSize) this.#gather()
    else this.#schedule()
  }

  get size(): number {
    return this.#waiting.length + this.#lazy.length
  }

  /** Writes all that is there. */
  async flush(): Promise<void> {
    while (this.size > 0 || this.#isBusy) {
      const before = this.size
      this.#gather()
      await new Promise<void>((resolve) => this.#landed.push(resolve))
      if (before > 0 && this.size >= before) return // The database refuses; the failure was reported.
    }
  }

  #expireLater(): NodeJS.Timeout {
    return setTimeout(() => this.#expire(), this.#options.patienceMilliseconds / 4).unref()
  }

  /** A database that does not come back must not keep callers, and their connections, for ever. */
  #expire(): void {
    const last = performance.now() - this.#options.patienceMilliseconds
    const isLate = ({ since }: Waiting<Item, Result>): boolean => since <= last
    const late = [...this.#flying].flat().concat(this.#waiting).filter(isLate)
    this.#waiting = this.#waiting.filter((one) => !isLate(one))
    for (const { reject } of late)
      reject(new ProblemError('unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS }))
    this.#impatience = this.#waiting.length > 0 || this.#isBusy ? this.#expireLater() : undefined
  }

  get #isBusy(): boolean {
    return this.#isGathering || this.#flying.size > 0
  }

  /**
   * True if a batch may start without waiting for more: of `enough` items while nothing is on its way, of as many as are
   * worth it behind those that are. Where one at a time is on its way, gathering all makes fewer and larger ones.
   */
  #mayStart(enough: number): boolean {
    const { inFlight = 1 } = this.#options
    const worth = [enough, WORTH_A_FLUSH][this.#flying.size] ?? WORTH_A_PLACE_IN_LINE
    return inFlight > 1 && this.#flying.size < inFlight && this.#waiting.length >= worth
  }

  #schedule(): void {
    if (this.#isBusy) return
    this.#timer ??= setTimeout(() => this.#gather(), this.#options.lazyMilliseconds).unref()
  }

  /** Lets every request that has already arrived join the batch: turns of the event loop, until one brings nothing. */
  #gather(): void {
    if (this.#isBusy) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isGathering = true
    let before = 0
    const look = (): void => {
      const { length } = this.#waiting
      const isFull = length >= this.#options.batchSize
      if (this.#flying.size === 0 && length > before && !isFull) {
        before = length
        setImmediate(look)
        return
      }
      this.#isGathering = false
      if (this.#flying.size === 0) this.#dispatch(NOTHING)
    }
    setImmediate(look)
  }

  /** Starts a batch; while it is on its way, `answer` answers the callers of the last one. */
  #dispatch(answer: Answer): void {
    const { batchSize } = this.#options
    const written = this.#write(this.#waiting.splice(0, batchSize), this.#lazy.splice(0, batchSize))
    answer()
    void written.then((next) => this.#land(next))
  }

  #land(answer: Answer | undefined): void {
    if (answer && this.#mayStart(1)) {
      this.#dispatch(answer)
      return
    }
    answer?.()
    if (this.#flying.size > 0) return
    if (this.#waiting.length > 0 || (answer && this.#lazy.length >= this.#options.batchSize)) this.#gather()
    else if (this.#lazy.length > 0) this.#schedule()
    if (!this.#isBusy) for (const landed of this.#landed.splice(0)) landed()
  }

  /** Gives what is left to do when it is on disk: to answer those who wait. Undefined if the database refused to write. */
  async #write(waiting: Waiting<Item, Result>[], lazy: Arrived<Item>[]): Promise<Answer | undefined> {
    this.#flying.add(waiting)
    const batch = [...waiting, ...lazy].sort((one, other) => one.number - other.number)
    try {
      const results = await this.#options.commit(batch.map(({ item }) => item))
      this.#reportLost()
      return () => {
        for (const [index, arrived] of batch.entries())
          if ('resolve' in arrived) (arrived as Waiting<Item, Result>).resolve(results[index] as Result)
      }
    } catch (error) {
      if (error instanceof ConstraintError) return this.#writeSingly(waiting, lazy, error)
      for (const { reject } of waiting) reject(error)
      // Counts wait for a database that can be written again; what may be on disk already must not be counted twice.
      if (error instanceof UnavailableDatabaseError && error.isOutcomeUnknown) this.#lost += lazy.length
      else this.#lazy.unshift(...lazy)
      this.#options.onFailure(error, 0)
      return undefined
    } finally {
      this.#flying.delete(waiting)
    }
  }

  /** One of them is to blame; the others must not suffer for it. */
  async #writeSingly(
    waiting: Waiting<Item, Result>[],
    lazy: Arrived<Item>[],
    error: ConstraintError,
  ): Promise<Answer> {
    if (waiting.length + lazy.length === 1) {
      for (const { reject } of waiting) reject(error)
      this.#lost += lazy.length
      return NOTHING
    }
    for (const one of waiting) (await this.#write([one], []))?.()
    for (const one of lazy) await this.#write([], [one])
    return NOTHING
  }

  #reportLost(): void {
    if (this.#lost === 0) return
    this.#options.onFailure(
      new Error('Loads and views were dropped: too many were waiting, or one was refused'),
      this.#lost,
    )
    this.#lost = 0
  }
}
