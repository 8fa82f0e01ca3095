import type { Statement } from './database.ts'

/** Writes something that means nothing, flushed as any commit: to find out whether anything can be written. */
export const TRIAL: Statement = { sql: 'UPDATE durability_check SET n = 1 - n', params: {} }

/** The same, to have the log emptied of what another process took away: it may have ended before it could. */
export const ERASURE: Statement = { ...TRIAL, erases: true }
