import { ProblemError } from '../domain/problem-error.ts'
import type { Runtime } from '../services.ts'
import type { AuditRecord } from '../store/audit.ts'
import { ConstraintError, type Statement } from '../store/database.ts'
import type { Store } from '../store/index.ts'

/** Who acts: an administrator, or somebody at the command line (no id). */
export interface Actor {
  administratorId: string | null
  name: string
}

/** Where people work: what they do here leaves its entry in the audit log, or is not done at all. */
export interface AdminContext {
  store: Store
  runtime: Runtime
  actor: Actor
}

/** What an entry of the audit log says beside who and when. */
export type AdminAct = Pick<AuditRecord, 'act' | 'subject'> &
  Partial<Pick<AuditRecord, 'consultationId' | 'before' | 'after'>>

/** The entry of an act. */
function entryOf({ runtime, actor }: AdminContext, act: AdminAct): AuditRecord {
  return {
    id: runtime.id(),
    at: runtime.now(),
    administratorId: actor.administratorId,
    actor: actor.name,
    consultationId: null,
    before: null,
    after: null,
    ...act,
  }
}

/**
 * Does an act and writes it into the log, in one transaction. Throws the problem `changed-meanwhile` when the rows were
 * changed since their revision was read; other constraints are the caller's to explain. What this process keeps in
 * memory is up to date when it resolves.
 */
export async function perform(
  context: AdminContext,
  statements: readonly Statement[],
  ...acts: readonly AdminAct[]
): Promise<void> {
  const { store } = context
  const entries = acts.map((act) => entryOf(context, act))
  try {
    await store.database.write([...statements, ...entries.flatMap((entry) => store.audit.insertion(entry))])
  } catch (error) {
    if (error instanceof ConstraintError && /revision/.test(error.constraint))
      throw new ProblemError('changed-meanwhile')
    throw error
  }
  await store.audit.committed(entries)
}

type Fields = Readonly<Record<string, unknown>>

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The fields in which two forms of a thing differ, as they were and as they are. */
export function differences(before: Fields, after: Fields): { before: Fields; after: Fields } {
  const names = Object.keys(after).filter((name) => !same(before[name], after[name]))
  const pick = (from: Fields): Fields => Object.fromEntries(names.map((name) => [name, from[name] ?? null]))
  return { before: pick(before), after: pick(after) }
}
