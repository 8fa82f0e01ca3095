import type { AskedOriginKey, AskedOriginRecord, AskedOriginStore } from '../store/asked-origins.ts'
import { OTHER_ORIGINS } from '../store/asked-origins.ts'
import type { Database } from '../store/database.ts'

/** For a publisher and day; further origins are counted together. */
const MOST_STORED = 50
/** Of a publisher and day, between two writes. */
const MOST_WAITING = 200
const ORIGIN = /^[a-z][a-z\d+.-]{0,30}:\/\/[a-z\d.:[\]_-]{0,150}$/

const nameOf = ({ role, origin }: AskedOriginRecord): string => `${role} ${origin}`

function addTo(waiting: Map<string, AskedOriginRecord>, record: AskedOriginRecord): void {
  const known = waiting.get(nameOf(record))
  waiting.set(nameOf(record), { ...record, asked: record.asked + (known?.asked ?? 0) })
}

export interface AskedOriginsOptions {
  store: AskedOriginStore
  database: Pick<Database, 'write'>
}

/**
 * Which origins asked for a publisher that are on none of its lists: counted in memory and written once in a while, so
 * that thousands of invented ones cause neither rows nor writes.
 */
export class AskedOrigins {
  readonly #options: AskedOriginsOptions
  /** By publisher and day: these are few, as only publishers that exist are asked for. */
  #waiting = new Map<string, Map<string, AskedOriginRecord>>()
  /** One write after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: AskedOriginsOptions) {
    this.#options = options
  }

  /** Counts one request. Changes nothing on disk before `flush`. */
  note({ publisherId, day, origin, role }: AskedOriginKey, now: number): void {
    const place = `${publisherId} ${day}`
    const waiting = this.#waiting.get(place) ?? new Map<string, AskedOriginRecord>()
    this.#waiting.set(place, waiting)
    const key: AskedOriginKey = ORIGIN.test(origin)
      ? { publisherId, day, origin, role }
      : { publisherId, day, origin: OTHER_ORIGINS, role: 'page' }
    addTo(waiting, { ...key, asked: 1, lastAskedAt: now })
    if (waiting.size > MOST_WAITING) this.#leaveOut(waiting)
  }

  /** Counts the one that asked least among all others; of those that asked as often, the one that came first. */
  #leaveOut(waiting: Map<string, AskedOriginRecord>): void {
    let least: AskedOriginRecord | undefined
    for (const one of waiting.values())
      if (one.origin !== OTHER_ORIGINS && (!least || one.asked < least.asked)) least = one
    if (!least) return
    waiting.delete(nameOf(least))
    addTo(waiting, { ...least, origin: OTHER_ORIGINS, role: 'page' })
  }

  /** Kept when all that was noted is on disk. What cannot be written is lost: nobody's vote hangs on it. */
  flush(): Promise<void> {
    const written = this.#turn.then(async () => {
      const records = [...this.#waiting.values()].flatMap((waiting) => [...waiting.values()])
      this.#waiting = new Map()
      if (records.length > 0)
        await this.#options.database.write(this.#options.store.add(records, MOST_STORED))
    })
    this.#turn = written.catch(() => undefined)
    return written
  }
}
