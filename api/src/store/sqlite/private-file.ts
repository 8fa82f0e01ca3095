import { chmodSync, closeSync, openSync, statSync } from 'node:fs'

/** Votes, and the secrets of the consultations, lie in it: its owner alone may read it. */
const OWNER_ONLY = 0o600
const OTHERS = 0o007
/** SQLite gives the files beside it the rights of the file itself. */
const BESIDE = ['', '-wal', '-shm', '-lock']

/** Makes a file that its owner alone may read, unless there is one; true if it was made. */
export function makePrivate(file: string): boolean {
  try {
    closeSync(openSync(file, 'ax', OWNER_ONLY))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

/** Takes a database that everybody could read, as older versions made them, from all but its owner. */
export function closeToOthers(file: string): void {
  for (const end of BESIDE) {
    const mode = statSync(file + end, { throwIfNoEntry: false })?.mode ?? 0
    if ((mode & OTHERS) === 0) continue
    try {
      chmodSync(file + end, OWNER_ONLY)
    } catch (error) {
      // It belongs to somebody else, who decides who may read it.
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
    }
  }
}
