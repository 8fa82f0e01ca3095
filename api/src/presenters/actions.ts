import { progressOf } from '../domain/action-progress.ts'
import type { ActionRecord } from '../store/actions.ts'
import type { Action } from '../wire/index.ts'

/** An action as everyone may see it. */
export function presentAction(record: ActionRecord): Action {
  const { id, title, description, carrier, state, proposals, indicator, readings, changes, revision } = record
  return {
    id,
    title,
    description,
    carrier,
    state,
    proposals,
    indicator,
    readings,
    revision,
    progress: progressOf(indicator, readings),
    changes: changes.map(({ at, ...change }) => ({ at: new Date(at).toISOString(), ...change })),
  }
}
