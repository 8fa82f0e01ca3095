import { randomBytes, randomInt } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { openStore } from '../../api/src/store/index.ts'
import { checkDatabase } from '../../api/src/store/sqlite/backup.ts'
import { fillWithVotes } from '../../scripts/stage/fill-votes.ts'
import { DatabaseFile } from '../support/database-file.ts'
import { Stage } from './stage.ts'

/** The header of a row's record: one byte, then one for each of eight columns. */
const HEADER_BYTES = 9
/** Before it stands the length of the record. */
const BEFORE_PROPOSAL = 1 + HEADER_BYTES
const PROPOSAL_BYTES = 12

export interface FlipReport {
  flips: number
  /** By verify, with the row or the place. */
  located: number
  /** By SQLite's own integrity_check. */
  seenByIntegrityCheck: number
  missed: string[]
}

/**
 * Where a vote's row lies in the file, and how long it is. Undefined where a row that has moved left its bytes behind in
 * its former page as well: if those change, nothing is damaged.
 */
function rowAt(bytes: Buffer, voter: Buffer): { start: number; length: number } | undefined {
  const at = bytes.indexOf(voter)
  const start = at - PROPOSAL_BYTES - BEFORE_PROPOSAL
  if (at < 0 || bytes.lastIndexOf(voter) !== at || bytes[start + 1] !== HEADER_BYTES) return undefined
  return { start, length: 1 + (bytes[start] ?? 0) }
}

/** Two codes that SQLite keeps for itself and reads as NULL: a row that says them is still the vote that was written. */
const ALSO_NULL: readonly number[] = [10, 11]

/** True if the byte is the type of a value that was NULL, and stays one. */
const isStillNull = (offset: number, before: number, after: number): boolean =>
  offset > 1 && offset < 1 + HEADER_BYTES && before === 0 && ALSO_NULL.includes(after)

async function isLocated(file: string, proposal: string, voter: Buffer): Promise<boolean> {
  try {
    const store = await openStore(file, Date.now())
    try {
      const { damaged, differences, unreadable } = await verifyTallies(store)
      return (
        unreadable !== null ||
        damaged.some((one) => one.proposal === proposal || one.voter === voter.toString('hex')) ||
        differences.some((one) => one.proposal === proposal)
      )
    } finally {
      await store.database.close().catch(() => undefined)
    }
  } catch (error) {
    return (error as { code?: string }).code?.startsWith('SQLITE_CORRUPT') ?? false
  }
}

/** Changes one byte of one stored vote, in a fresh copy each time, and looks whether `verify` says where. */
export async function flipBytes(options: { flips: number; votes: number }): Promise<FlipReport> {
  const stage = await Stage.open()
  const report: FlipReport = { flips: 0, located: 0, seenByIntegrityCheck: 0, missed: [] }
  try {
    const store = await openStore(stage.file, Date.now())
    await fillWithVotes(store, stage.consultation.proposalIds, options.votes)
    await store.database.close()
    const whole = readFileSync(stage.file)
    const rows = await new DatabaseFile(stage.file).all<{ proposal: string; voter: Buffer }>(
      'SELECT proposal_id AS proposal, voter FROM votes',
    )
    const copy = join(await stage.beside('copy'), 'unisson.db')
    while (report.flips < options.flips) {
      const { proposal, voter } = rows[randomInt(rows.length)] ?? { proposal: '', voter: randomBytes(16) }
      const row = rowAt(whole, voter)
      if (!row) continue
      const position = row.start + randomInt(row.length)
      const damaged = Buffer.from(whole)
      const before = damaged[position] ?? 0
      const after = before ^ randomInt(1, 256)
      if (isStillNull(position - row.start, before, after)) continue
      damaged[position] = after
      writeFileSync(copy, damaged)
      report.flips += 1
      if (checkDatabase(copy).length > 0) report.seenByIntegrityCheck += 1
      if (await isLocated(copy, proposal, voter)) report.located += 1
      else report.missed.push(`byte ${position - row.start} of ${row.length} in the row of ${proposal}`)
    }
    return report
  } finally {
    await stage.close()
  }
}
