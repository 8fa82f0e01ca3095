import { BrokenDatabaseError, ConstraintError, type Statement, type Written } from '../store/database.ts'
import type { Entry, EntryResult } from './entries.ts'

/** What the writing thread is asked; it answers in order. */
export type WriterQuestion = { id: number } & (
  | { entries: readonly Entry[] }
  | { statements: readonly Statement[] }
  | { close: true }
)

export type WriterAnswer =
  | { id: number; results: EntryResult[] | Written[] }
  | { id: number; fault: Fault }
  /** The disk failed: nothing more will be written. */
  | { broken: Fault }

/** An error on its way out of a thread, where its class and its code would be lost. */
export type Fault =
  | { kind: 'constraint'; constraint: string }
  | { kind: 'broken'; code: string; message: string }
  | { kind: 'other'; code: string | undefined; message: string; stack: string | undefined }

export function asFault(error: unknown): Fault {
  if (error instanceof ConstraintError) return { kind: 'constraint', constraint: error.constraint }
  if (error instanceof BrokenDatabaseError) return { kind: 'broken', code: error.code, message: error.reason }
  const { code, message = String(error), stack } = error as NodeJS.ErrnoException
  return { kind: 'other', code, message, stack }
}

export function asError(fault: Fault): Error {
  if (fault.kind === 'constraint') return new ConstraintError(fault.constraint)
  if (fault.kind === 'broken') return new BrokenDatabaseError(fault.code, fault.message)
  const { code, message, stack } = fault
  return Object.assign(new Error(message), code === undefined ? {} : { code }, stack ? { stack } : {})
}
