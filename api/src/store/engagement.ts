import { LEFT_OUT_REASONS, type LeftOutReason } from '../domain/audience.ts'
import { COUNTERS, type Counter, SLOTS, type Slot } from '../domain/engagement.ts'
import type { Database, MultiRow, Statement } from './database.ts'
import type { CountingNode } from './processes.ts'
import { type RunningTotals, runningTotals } from './running-totals.ts'
import { type Columns, placedRowsOf, rowsOf } from './sql-text.ts'

export interface ReaderDayKey {
  day: string
  /** Daily reader hash. */
  reader: Uint8Array
}

/** How far a reader went on a day, as bits, by scope. */
export type BitsByScope = ReadonlyMap<number, number>

const READER: Columns = { day: 'TEXT', reader: 'BYTEA' }
const BITS = {
  sqlite: 'SELECT scopes FROM reader_days WHERE day = :day AND reader = :reader',
  postgres: `
    SELECT k.place, r.scopes
    FROM ${placedRowsOf(READER)} CROSS JOIN LATERAL (
      SELECT scopes FROM reader_days WHERE day = k.day AND reader = k.reader LIMIT 1) r`,
}
// Where other processes write as well, it is written only if what it depends on is unchanged.
const GUARDED_INSERT = `
  INSERT INTO reader_days (day, reader, scopes)
  SELECT k.day, k.reader, k.scopes FROM ${rowsOf({ ...READER, scopes: 'TEXT' })}
  ON CONFLICT (day, reader) DO NOTHING`
const GUARDED_UPDATE = `
  UPDATE reader_days SET scopes = k.scopes FROM ${rowsOf({ ...READER, scopes: 'TEXT', before: 'TEXT' })}
  WHERE reader_days.day = k.day AND reader_days.reader = k.reader AND reader_days.scopes = k.before`
// Merged, not replaced: what stands in other scopes stays.
const PUT_BITS = `
  INSERT INTO reader_days (day, reader, scopes) VALUES (:day, :reader, :scopes)
  ON CONFLICT (day, reader) DO UPDATE SET scopes = json_patch(reader_days.scopes, excluded.scopes)`
const PUT_PROPOSAL = `
  INSERT INTO proposal_places (scope_id, hour, proposal_id) VALUES (:scopeId, :hour, :proposalId)
  ON CONFLICT (scope_id, hour, proposal_id) DO NOTHING`
const ADD_ACCEPTED = `
  INSERT INTO accepted_hours (scope_id, hour, accepted) VALUES (:scopeId, :hour, 1)
  ON CONFLICT (scope_id, hour) DO UPDATE SET accepted = accepted_hours.accepted + 1`
const CHANGE_ACCEPTED = `
  INSERT INTO accepted_hours (scope_id, hour, accepted)
  SELECT scope_id, hour, CAST(:step AS BIGINT) FROM proposal_places WHERE proposal_id = :proposalId
  ON CONFLICT (scope_id, hour) DO UPDATE SET accepted = accepted_hours.accepted + CAST(:step AS BIGINT)`
const FORGET_PLACES = `
  DELETE FROM proposal_places
  WHERE proposal_id IN (SELECT id FROM proposals WHERE consultation_id = :consultationId)`
const SALT = 'SELECT salt FROM daily_salts WHERE publisher_id = :publisherId AND day = :day'
const INSERT_SALT = `
  INSERT INTO daily_salts (publisher_id, day, salt) VALUES (:publisherId, :day, :salt)
  ON CONFLICT (publisher_id, day) DO NOTHING`
const DROP_SALTS = 'DELETE FROM daily_salts WHERE day < :day'
// In portions, so that no write stands in the way of votes for long.
const DROP_READERS = `
  DELETE FROM reader_days WHERE (day, reader) IN (
    SELECT day, reader FROM reader_days WHERE day < :day LIMIT 2000)`

export interface ChangedBits {
  /** All that is known of the reader's day. */
  bits: BitsByScope
  /** What of it is new. */
  changed: BitsByScope
  /** As it was read. */
  before: BitsByScope
}

export interface EngagementStore {
  hours: RunningTotals<Counter>
  firstVoteDelays: RunningTotals<Slot>
  leftOut: RunningTotals<LeftOutReason>
  /** Bits of each reader, in the same order; empty where there are none. */
  bits(keys: readonly ReaderDayKey[]): Promise<BitsByScope[]>
  /** Where several processes write, StaleError if what is stored is not what it was before. */
  putBits(key: ReaderDayKey, bits: ChangedBits): Statement
  /** Keeps where a proposal was sent, and counts it as accepted if it is. */
  putProposal(scopeId: number, hour: number, proposalId: string, isAccepted: boolean): Statement[]
  /** Counts a proposal as accepted from now on, or no longer, wherever it was sent. */
  acceptance(proposalId: string, isAccepted: boolean): Statement
  /** Drops where the proposals of a consultation were sent. What was counted stays, and moves no more. */
  forgetPlaces(consultationId: string): Statement
  /** The salt of a publisher's day; `freshSalt` becomes it if there is none. */
  salt(publisherId: string, day: string, freshSalt: Uint8Array): Promise<Uint8Array>
  /** Drops the sets and salts of all days before one. Counters stay. Gives the number of rows dropped. */
  dropBefore(day: string): Promise<number>
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

const multiRow = ({ day, reader }: ReaderDayKey, isGuarded: boolean): MultiRow => ({
  key: day + Buffer.from(reader).toString('latin1'),
  isGuarded,
})

const putAlone: EngagementStore['putBits'] = (key, { changed }) => ({
  sql: PUT_BITS,
  params: { day: key.day, reader: key.reader, scopes: bitsAsText(changed) },
})

const putAmong: EngagementStore['putBits'] = (key, { bits, before }) => {
  const params = { ...key, scopes: bitsAsText(bits) }
  return before.size === 0
    ? { sql: GUARDED_INSERT, params, multiRow: multiRow(key, true) }
    : {
        sql: GUARDED_UPDATE,
        params: { ...params, before: bitsAsText(before) },
        multiRow: multiRow(key, true),
      }
}

export function engagementStore(database: Database, node: CountingNode): EngagementStore {
  const { engine } = database
  const bitsOf = rememberedBits()
  return {
    hours: runningTotals(database, 'engagement_hours', COUNTERS, node),
    firstVoteDelays: runningTotals(database, 'first_vote_delays', SLOTS, node),
    leftOut: runningTotals(database, 'left_out', LEFT_OUT_REASONS, node),
    async bits(keys) {
      const rows = await database.getEach<{ scopes: string }>(
        keys.map(({ day, reader }) => ({
          sql: BITS[engine],
          params: { day, reader },
          ...(engine === 'sqlite' ? {} : { multiRow: multiRow({ day, reader }, false) }),
        })),
      )
      return rows.map((row) => (row ? bitsOf(row.scopes) : NOWHERE))
    },
    putBits: engine === 'sqlite' ? putAlone : putAmong,
    putProposal: (scopeId, hour, proposalId, isAccepted) => [
      { sql: PUT_PROPOSAL, params: { scopeId, hour, proposalId } },
      ...(isAccepted ? [{ sql: ADD_ACCEPTED, params: { scopeId, hour } }] : []),
    ],
    acceptance: (proposalId, isAccepted) => ({
      sql: CHANGE_ACCEPTED,
      params: { proposalId, step: isAccepted ? 1 : -1 },
    }),
    forgetPlaces: (consultationId) => ({ sql: FORGET_PLACES, params: { consultationId }, erases: true }),
    async salt(publisherId, day, freshSalt) {
      const find = () => database.get<{ salt: Uint8Array }>(SALT, { publisherId, day })
      const known = await find()
      if (known) return known.salt
      await database.write([{ sql: INSERT_SALT, params: { publisherId, day, salt: freshSalt } }])
      return (await find())?.salt ?? freshSalt
    },
    async dropBefore(day) {
      const dropped =
        (await database.write([{ sql: DROP_SALTS, params: { day }, erases: true }]))[0]?.changes ?? 0
      let readers = 0
      for (;;) {
        const portion =
          (await database.write([{ sql: DROP_READERS, params: { day }, erases: true }]))[0]?.changes ?? 0
        readers += portion
        if (portion === 0) return dropped + readers
      }
    },
  }
}
