// Several processes may serve one PostgreSQL database. Here is what they agree on: the node under which each counts, the
// leases of what only one of them does, and the runs, by which a crash is known afterwards.

import { randomUUID } from 'node:crypto'
import type { Database, Engine, Statement } from './database.ts'
import { rowsOf } from './sql-text.ts'

/**
 * The part of each counter that this process writes. On PostgreSQL several processes count at once, each in rows of its
 * own node; with one process there is one node. Numbers are used again, so that rows do not grow with each start.
 */
export interface CountingNode {
  /** Kept while the node is held; 0 where there is only one. */
  readonly number: number
  /** Takes a node, unless one is held; gives its number. */
  hold(): Promise<number>
  /** For the transaction of a commit: fails it with StaleError if another process has the node. */
  mark(node: number): Statement[]
  /** To be called when what `mark` went with is on disk. */
  marked(): void
  /** After an answer that was lost: true if what `mark` went with is on disk. Rejects where nobody can tell. */
  wasMarked(): Promise<boolean>
  /** Holds it on; finds out whether it still is this process's, and takes another otherwise. */
  renew(): Promise<void>
  release(): Promise<void>
}

/** Of a database with one process. */
export const ONLY_NODE: CountingNode = {
  number: 0,
  hold: async () => 0,
  mark: () => [],
  marked: () => undefined,
  wasMarked: async () => false,
  renew: async () => undefined,
  release: async () => undefined,
}

/** By the database's clock: those of the processes may differ. */
const DATABASE_NOW = 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)'
const HELD_MILLISECONDS = 30_000
const UNTIL = `${DATABASE_NOW} + ${HELD_MILLISECONDS}`

const FREE = `SELECT node FROM nodes WHERE expires_at < ${DATABASE_NOW} ORDER BY node LIMIT 1`
const TAKE = `
  UPDATE nodes SET holder = :holder, expires_at = ${UNTIL}
  WHERE node = :node AND expires_at < ${DATABASE_NOW}
  RETURNING node, commit_count AS "commitCount"`
const ADD = `
  INSERT INTO nodes (node, holder, expires_at) SELECT coalesce(max(node) + 1, 0), :holder, ${UNTIL} FROM nodes
  ON CONFLICT (node) DO NOTHING
  RETURNING node, commit_count AS "commitCount"`
const MARK = `
  UPDATE nodes SET commit_count = k."commitCount", expires_at = ${UNTIL}
  FROM ${rowsOf({ node: 'BIGINT', holder: 'TEXT', commitCount: 'BIGINT' })}
  WHERE nodes.node = k.node AND nodes.holder = k.holder AND nodes.commit_count = k."commitCount" - 1`
// Written, not only read: a commit of this process that is still under way holds the row, and is waited for.
const RENEW = `
  UPDATE nodes SET expires_at = ${UNTIL} WHERE node = :node AND holder = :holder
  RETURNING node, commit_count AS "commitCount"`
const RELEASE = 'UPDATE nodes SET expires_at = 0 WHERE node = :node AND holder = :holder'

/** One lease: another of the same node is another object. */
interface Held {
  readonly node: number
  commitCount: number
}

/** A node among others, by a lease in the database. */
export class LeasedNode implements CountingNode {
  readonly #database: Database
  readonly #holder = randomUUID()
  #held: Held | undefined
  #holding: Promise<number> | undefined
  #number = 0
  /** What the last mark will have come to, once it is on disk. */
  #attempt: { held: Held; commitCount: number } | undefined
  /** True after an answer that was lost, until it is known what became of it. */
  #isDoubtful = false

  constructor(database: Database) {
    this.#database = database
  }

  /** Of the last lease if none is held: every write under it is refused. */
  get number(): number {
    return this.#number
  }

  /** Takes or keeps a lease, and resolves to the number of its node. Callers at the same time share one request. */
  hold(): Promise<number> {
    this.#holding ??= this.#hold().finally(() => {
      this.#holding = undefined
    })
    return this.#holding
  }

  async #hold(): Promise<number> {
    if (this.#isDoubtful) await this.#look()
    while (!this.#held) {
      const free = await this.#database.get<{ node: number }>(FREE)
      const holder = this.#holder
      const statement = free
        ? { sql: TAKE, params: { holder, node: free.node } }
        : { sql: ADD, params: { holder } }
      const [written] = await this.#database.write([statement])
      const row = written?.row as Held | undefined
      this.#held = row && { ...row }
    }
    this.#number = this.#held.node
    return this.#number
  }

  /** A statement for the commit's own transaction: if it is on disk, so is the commit. */
  mark(node: number): Statement[] {
    // The lease may have been lost, and another taken, since the commit began: then nothing has this count.
    const held = this.#held?.node === node ? this.#held : undefined
    const commitCount = held ? held.commitCount + 1 : 0
    this.#attempt = held && { held, commitCount }
    const params = { node, holder: this.#holder, commitCount }
    return [{ sql: MARK, params, multiRow: { key: '', isGuarded: true } }]
  }

  /** To be called when the transaction of the last `mark` has succeeded. */
  marked(): void {
    if (this.#attempt) this.#attempt.held.commitCount = this.#attempt.commitCount
  }

  /** True if the last marked transaction is on disk. Throws if the lease went to another process meanwhile. */
  async wasMarked(): Promise<boolean> {
    const attempt = this.#attempt
    this.#isDoubtful = true
    await this.#look()
    if (!attempt || this.#held !== attempt.held)
      throw new Error(
        'Another process counts under this node by now: what became of the commit, nobody knows',
      )
    return attempt.held.commitCount >= attempt.commitCount
  }

  /** Holds it on, and brings to light what is on disk of it. */
  async #look(): Promise<void> {
    const held = this.#held
    if (held) {
      const params = { node: held.node, holder: this.#holder }
      const [written] = await this.#database.write([{ sql: RENEW, params }])
      const row = written?.row as Held | undefined
      // Answers may overtake each other, and the count only grows.
      if (row) held.commitCount = Math.max(held.commitCount, row.commitCount)
      else if (this.#held === held) this.#held = undefined
    }
    this.#isDoubtful = false
  }

  /** To be called after a StaleError: takes a new lease if this one was lost. */
  async renew(): Promise<void> {
    if (!this.#held) return
    await this.#look()
    await this.hold()
  }

  /** Gives the node back, so that another process can count under it at once. */
  async release(): Promise<void> {
    const held = this.#held
    this.#held = undefined
    if (held)
      await this.#database.write([{ sql: RELEASE, params: { node: held.node, holder: this.#holder } }])
  }
}

// The holder renews it; anyone else takes it once it has expired.
const TAKE_LEASE = `
  INSERT INTO leases (name, holder, expires_at) VALUES (:name, :holder, ${DATABASE_NOW} + :milliseconds)
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
  WHERE leases.holder = excluded.holder OR leases.expires_at < ${DATABASE_NOW}
  RETURNING holder`
const RELEASE_LEASE = 'UPDATE leases SET expires_at = 0 WHERE name = :name AND holder = :holder'

/** What only one process is to do, for as long as it holds the lease; a file has one process anyway. */
export interface LeaseStore {
  /** True if the holder has it now, for so long. */
  take(name: string, holder: string, milliseconds: number): Promise<boolean>
  release(name: string, holder: string): Promise<void>
}

const ALONE: LeaseStore = { take: async () => true, release: async () => undefined }

/** Leases by the clock of the database. On a file every lease is granted. */
export function leaseStore(database: Database): LeaseStore {
  if (database.engine === 'sqlite') return ALONE
  return {
    async take(name, holder, milliseconds) {
      const [written] = await database.write([{ sql: TAKE_LEASE, params: { name, holder, milliseconds } }])
      return written?.row !== undefined
    },
    async release(name, holder) {
      await database.write([{ sql: RELEASE_LEASE, params: { name, holder } }])
    },
  }
}

/** Three times as long as a run says again that it lives. */
const ALIVE_UNTIL = `${DATABASE_NOW} + 90000`
const START = {
  sqlite: 'INSERT INTO runs (id, started_at, alive_at) VALUES (:id, :now, :now)',
  postgres: `INSERT INTO runs (id, started_at, alive_at, alive_until) VALUES (:id, :now, :now, ${ALIVE_UNTIL})`,
}
const ALIVE = {
  sqlite: 'UPDATE runs SET alive_at = :now WHERE id = :id',
  postgres: `UPDATE runs SET alive_at = :now, alive_until = ${ALIVE_UNTIL} WHERE id = :id`,
}
const STOP = {
  sqlite: 'UPDATE runs SET alive_at = :now, stopped_at = :now WHERE id = :id',
  postgres: 'UPDATE runs SET alive_at = :now, stopped_at = :now, alive_until = 0 WHERE id = :id',
}
const uncleanAnd = (condition: string): string => `
  SELECT count(*) AS count FROM runs
  WHERE stopped_at IS NULL AND id <> :current AND alive_at BETWEEN :from AND :to ${condition}`
// Other processes run beside this one, and are no crashes.
const UNCLEAN = { sqlite: uncleanAnd(''), postgres: uncleanAnd(`AND alive_until < ${DATABASE_NOW}`) }

/** Runs of the server, so that a crash, and what it may have cost the counters, is known afterwards. */
export interface RunStore {
  start(id: string, now: number): Promise<void>
  alive(id: string, now: number): Promise<void>
  stop(id: string, now: number): Promise<void>
  /** Runs other than `current` that ended without a stop, last alive between two instants. */
  countUnclean(current: string, from: number, to: number): Promise<number>
}

/** Starts and ends of the server, on the clock of the caller, in milliseconds. */
export function runStore(database: Database): RunStore {
  const { engine } = database
  const write = async (sql: Readonly<Record<Engine, string>>, id: string, now: number) => {
    await database.write([{ sql: sql[engine], params: { id, now } }])
  }
  return {
    start: (id, now) => write(START, id, now),
    alive: (id, now) => write(ALIVE, id, now),
    stop: (id, now) => write(STOP, id, now),
    countUnclean: async (current, from, to) =>
      (await database.get<{ count: number }>(UNCLEAN[engine], { current, from, to }))?.count ?? 0,
  }
}
