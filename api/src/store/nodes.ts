import { randomUUID } from 'node:crypto'
import type { Database, Statement } from './database.ts'
import { rowsOf } from './postgres/lists.ts'

/**
 * The part of each counter that this process writes. On PostgreSQL several processes count at once, each in rows of its
 * own node; with one process there is one node. Numbers are used again, so that rows do not grow with each start.
 */
export interface CountingNode {
  /** Kept while the node is held; 0 where there is only one. */
  readonly number: number
  /** Takes a node, unless one is held; gives its number. */
  hold(): Promise<number>
  /** For the transaction of a commit: fails it with StaleError if that node is not this process's any more. */
  mark(node: number): Statement[]
  /** To be called when what `mark` went with is on disk. */
  marked(): void
  /** After an answer that was lost: true if what `mark` went with is on disk. */
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
export const DATABASE_NOW = 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)'
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
const OWN = 'SELECT node, commit_count AS "commitCount" FROM nodes WHERE node = :node AND holder = :holder'
const RENEW = `UPDATE nodes SET expires_at = ${UNTIL} WHERE node = :node AND holder = :holder`
const RELEASE = 'UPDATE nodes SET expires_at = 0 WHERE node = :node AND holder = :holder'

interface Held {
  node: number
  commitCount: number
}

/** A node among others, by a lease in the database. */
export class LeasedNode implements CountingNode {
  readonly #database: Database
  readonly #holder = randomUUID()
  #held: Held | undefined
  /** True after an answer that was lost, until it is known what became of it. */
  #isDoubtful = false

  constructor(database: Database) {
    this.#database = database
  }

  get number(): number {
    return this.#held?.node ?? 0
  }

  async hold(): Promise<number> {
    if (this.#isDoubtful) await this.#look()
    for (;;) {
      if (this.#held) return this.#held.node
      const free = await this.#database.get<{ node: number }>(FREE)
      const holder = this.#holder
      const statement = free
        ? { sql: TAKE, params: { holder, node: free.node } }
        : { sql: ADD, params: { holder } }
      const [written] = await this.#database.write([statement])
      this.#held = written?.row as Held | undefined
    }
  }

  mark(node: number): Statement[] {
    // The lease may have been lost, and another taken, since the commit began: then nothing has this count.
    const commitCount = this.#held?.node === node ? this.#held.commitCount + 1 : 0
    const params = { node, holder: this.#holder, commitCount }
    return [{ sql: MARK, params, gathering: { key: '', isGuarded: true } }]
  }

  marked(): void {
    if (this.#held) this.#held = { ...this.#held, commitCount: this.#held.commitCount + 1 }
  }

  async wasMarked(): Promise<boolean> {
    this.#isDoubtful = true
    const before = this.#held?.commitCount
    await this.#look()
    return before !== undefined && this.#held !== undefined && this.#held.commitCount > before
  }

  async #look(): Promise<void> {
    const params = { node: this.number, holder: this.#holder }
    this.#held = this.#held && (await this.#database.get<Held>(OWN, params))
    this.#isDoubtful = false
  }

  async renew(): Promise<void> {
    if (!this.#held) return
    const params = { node: this.#held.node, holder: this.#holder }
    const [written] = await this.#database.write([{ sql: RENEW, params }])
    if (written?.changes === 0) this.#held = undefined
    await this.hold()
  }

  async release(): Promise<void> {
    const held = this.#held
    this.#held = undefined
    if (held)
      await this.#database.write([{ sql: RELEASE, params: { node: held.node, holder: this.#holder } }])
  }
}
