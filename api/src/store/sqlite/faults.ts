import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { BrokenDatabaseError } from '../database.ts'

/** What the disk says when nothing is wrong with it but that it takes no more, for now. */
const PASSING = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM']

/** Asks the disk itself, by a small file beside the database: undefined if it takes it, else its error code. */
function askDisk(file: string): string | undefined {
  const probe = `${file}-probe`
  try {
    const descriptor = openSync(probe, 'w')
    try {
      writeSync(descriptor, 'Is there room, and may I write?')
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    rmSync(probe)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

/**
 * Tells a disk that is full or read-only, which passes, from one that fails. SQLite calls both an I/O error, unless
 * the disk is full. After a failed flush nobody knows what is on the disk: the system may have dropped what it could
 * not write, and call the next flush a success.
 */
export function asBroken(error: unknown, file: string): BrokenDatabaseError | undefined {
  const { code = '', message } = error as { code?: string; message: string }
  if (!code.startsWith('SQLITE_IOERR')) return undefined
  const answer = code.includes('SYNC') ? 'EIO' : askDisk(file)
  return answer !== undefined && PASSING.includes(answer) ? undefined : new BrokenDatabaseError(code, message)
}
