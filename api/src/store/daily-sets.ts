import type { BitsByScope } from '../domain/engagement/fold-engagement.ts'
import type { Database, MultiRow, Statement } from './database.ts'
import { type Columns, placedRowsOf, rowsOf } from './sql-text.ts'

/** Who or what is counted once a day: a daily hash. */
export interface DailyKey {
  day: string
  name: Uint8Array
}

export interface ChangedBits {
  /** All that is known of the day. */
  bits: BitsByScope
  /** What of it is new. */
  changed: BitsByScope
  /** As it was read. */
  before: BitsByScope
}

export interface DailySet {
  /** Bits of each, in the same order; empty where there are none. */
  bits(keys: readonly DailyKey[]): Promise<BitsByScope[]>
  /** Where several processes write, StaleError if what is stored is not what it was before. */
  put(key: DailyKey, bits: ChangedBits): Statement
  /** Rows of days before `day`, some of them: so no write stands in the way of votes for long. */
  drop(day: string): Statement
}

const NOWHERE: BitsByScope = new Map()

const parseBits = (scopes: string): BitsByScope =>
  new Map(
    Object.entries(JSON.parse(scopes) as Record<string, number>).map(([id, bits]) => [Number(id), bits]),
  )

/** Most readers of an article go equally far: the same texts are read again and again. */
const TEXTS_REMEMBERED = 1000

function rememberedBits(): (scopes: string) => BitsByScope {
  const known = new Map<string, BitsByScope>()
  return (scopes) => {
    let bits = known.get(scopes)
    if (!bits) {
      bits = parseBits(scopes)
      if (known.size >= TEXTS_REMEMBERED) known.clear()
      known.set(scopes, bits)
    }
    return bits
  }
}

/** Bits that many readers share are written as text once. */
const texts = new WeakMap<BitsByScope, string>()

/** Always in the same order, so that the same bits are the same text. They must not change afterwards. */
export function bitsAsText(bits: BitsByScope): string {
  let text = texts.get(bits)
  if (text === undefined) {
    text = JSON.stringify(Object.fromEntries([...bits].sort(([one], [other]) => one - other)))
    texts.set(bits, text)
  }
  return text
}

function textsOf(table: string, who: string) {
  const key: Columns = { day: 'TEXT', name: 'BYTEA' }
  return {
    bits: {
      sqlite: `SELECT scopes FROM ${table} WHERE day = :day AND ${who} = :name`,
      postgres: `
        SELECT k.place, r.scopes
        FROM ${placedRowsOf(key)} CROSS JOIN LATERAL (
          SELECT scopes FROM ${table} WHERE day = k.day AND ${who} = k.name LIMIT 1) r`,
    },
    // Where other processes write as well, it is written only if what it depends on is unchanged.
    guardedInsert: `
      INSERT INTO ${table} (day, ${who}, scopes)
      SELECT k.day, k.name, k.scopes FROM ${rowsOf({ ...key, scopes: 'TEXT' })}
      ON CONFLICT (day, ${who}) DO NOTHING`,
    guardedUpdate: `
      UPDATE ${table} SET scopes = k.scopes FROM ${rowsOf({ ...key, scopes: 'TEXT', before: 'TEXT' })}
      WHERE ${table}.day = k.day AND ${table}.${who} = k.name AND ${table}.scopes = k.before`,
    // Merged, not replaced: what stands in other scopes stays.
    put: `
      INSERT INTO ${table} (day, ${who}, scopes) VALUES (:day, :name, :scopes)
      ON CONFLICT (day, ${who}) DO UPDATE SET scopes = json_patch(${table}.scopes, excluded.scopes)`,
    drop: `
      DELETE FROM ${table} WHERE (day, ${who}) IN (SELECT day, ${who} FROM ${table} WHERE day < :day LIMIT 2000)`,
  }
}

const multiRow = ({ day, name }: DailyKey, isGuarded: boolean): MultiRow => ({
  key: day + Buffer.from(name).toString('latin1'),
  isGuarded,
})

/** The set of a day, in one table whose column `who` holds the hashes. */
export function dailySet(database: Database, table: string, who: string): DailySet {
  const { engine } = database
  const sql = textsOf(table, who)
  const bitsOf = rememberedBits()
  return {
    async bits(keys) {
      const rows = await database.getEach<{ scopes: string }>(
        keys.map(({ day, name }) => ({
          sql: sql.bits[engine],
          params: { day, name },
          ...(engine === 'sqlite' ? {} : { multiRow: multiRow({ day, name }, false) }),
        })),
      )
      return rows.map((row) => (row ? bitsOf(row.scopes) : NOWHERE))
    },
    put(key, { bits, changed, before }) {
      const { day, name } = key
      if (engine === 'sqlite') return { sql: sql.put, params: { day, name, scopes: bitsAsText(changed) } }
      const params = { day, name, scopes: bitsAsText(bits) }
      return before.size === 0
        ? { sql: sql.guardedInsert, params, multiRow: multiRow(key, true) }
        : {
            sql: sql.guardedUpdate,
            params: { ...params, before: bitsAsText(before) },
            multiRow: multiRow(key, true),
          }
    },
    drop: (day) => ({ sql: sql.drop, params: { day }, erases: true }),
  }
}
