import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { DatabaseFile } from './database-file.ts'

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24

/** Where each commit of a write-ahead log ends, in bytes. */
function commitEnds(log: Buffer): number[] {
  const salt = log.subarray(16, 24)
  const frameBytes = FRAME_HEADER_BYTES + log.readUInt32BE(8)
  const ends: number[] = []
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    // Frames of an earlier round of the log, which lie behind the newest one.
    if (!log.subarray(at + 8, at + 16).equals(salt)) break
    if (log.readUInt32BE(at + 4) !== 0) ends.push(at + frameBytes)
  }
  return ends
}

/** Reads a database as it was after each commit behind a byte of its log, as a thief of both files can. */
export async function afterEachCommit<Seen>(
  file: string,
  since: number,
  copy: string,
  look: (database: DatabaseFile) => Promise<Seen>,
): Promise<Seen[]> {
  const log = readFileSync(`${file}-wal`)
  const seen: Seen[] = []
  for (const end of commitEnds(log).filter((commit) => commit >= since)) {
    copyFileSync(file, copy)
    writeFileSync(`${copy}-wal`, log.subarray(0, end))
    seen.push(await look(new DatabaseFile(copy)))
  }
  return seen
}
