import { changesBetween, type FieldChange } from '../domain/consultations/action-progress.ts'
import { lackingIn } from '../domain/consultations/action-publication.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { ActionRecord, ActionToWrite } from '../store/actions.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Statement } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import { changedAction, newAction, reading } from '../wire/actions.ts'
import type { AuditAct } from '../wire/audit.ts'
import type { ActionReading, FieldProblem, NewAction } from '../wire/index.ts'
import { checkAccepted, listedIn } from './accepted-proposals.ts'
import { type AdminAct, type AdminContext, differences, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

type Fields = Pick<ActionToWrite, 'title' | 'description' | 'carrier' | 'state' | 'indicator' | 'proposals'>

function normalised(wanted: Fields): Fields {
  const title = normaliseText(wanted.title)
  if (title === '') throw wrongField('title', 'is empty', 'empty')
  const { indicator } = wanted
  return {
    title,
    description: normaliseText(wanted.description),
    carrier: normaliseText(wanted.carrier),
    state: wanted.state,
    proposals: [...new Set(wanted.proposals)],
    indicator: indicator && {
      ...indicator,
      name: normaliseText(indicator.name),
      unit: normaliseText(indicator.unit),
    },
  }
}

const NEEDED = {
  description: 'is missing: an action says what will be done; only a draft may be without',
  proposals: 'is missing: an action rests on one at least; only a draft may be without',
} as const

/** What the public is told names what will be done, and why. Throws the problem `invalid-request`. */
function checkPublishable(fields: Fields): void {
  const errors: FieldProblem[] = lackingIn(fields).map((field) => ({
    pointer: `/${field}`,
    detail: NEEDED[field],
    code: 'missing-to-publish',
  }))
  if (errors.length > 0) throw new ProblemError('invalid-request', { errors })
}

function noted(
  { store, runtime }: AdminContext,
  action: { id: string; revision: number },
  changes: readonly FieldChange[],
): Statement[] {
  return changes.map((change) => store.actions.noteChange(action, runtime.id(), runtime.now(), change))
}

/** An action of the consultation. Throws the problem `unknown-action`. */
export async function findAction(
  store: Store,
  consultation: ConsultationRecord,
  id: string,
): Promise<ActionRecord> {
  const found = (await store.actions.all(consultation.id)).find((action) => action.id === id)
  if (!found) throw new ProblemError('unknown-action')
  return found
}

/** With which the public record of an action begins. */
const announcement = ({ title }: Fields): FieldChange => ({ field: 'created', before: null, after: title })

/** Stores an action, behind those that are there. */
export async function createAction(
  context: AdminContext,
  consultation: ConsultationRecord,
  input: NewAction,
): Promise<ActionRecord> {
  const { store, runtime } = context
  const fields = normalised(checkedInput(newAction, input))
  checkPublishable(fields)
  // An action rests on what readers could vote on; a refused proposal carries nothing.
  await checkAccepted(store, consultation, listedIn('proposals', fields.proposals))
  const others = await store.actions.all(consultation.id)
  const action: ActionToWrite = {
    ...fields,
    id: runtime.id(),
    consultationId: consultation.id,
    position: Math.max(0, ...others.map(({ position }) => position)) + 1,
    createdAt: runtime.now(),
    revision: 1,
  }
  const announced = fields.state === 'draft' ? [] : [announcement(fields)]
  await perform(context, [...store.actions.insertion(action), ...noted(context, action, announced)], {
    ...entry('action.create', action),
    after: shown(action as Fields),
  })
  return findAction(store, consultation, action.id)
}

const entry = (act: AuditAct, action: Pick<ActionToWrite, 'id' | 'consultationId'>): AdminAct => ({
  act,
  consultationId: action.consultationId,
  subject: action.id,
})

const shown = ({ title, description, carrier, state, proposals, indicator }: Fields) => ({
  title,
  description,
  carrier,
  state,
  proposals,
  indicator,
})

/**
 * Changes an action, unless somebody else did since it was read. What differs is noted for the public, of a draft
 * only that it is announced.
 */
export async function changeAction(
  context: AdminContext,
  consultation: ConsultationRecord,
  id: string,
  input: NewAction & { revision: number },
): Promise<ActionRecord> {
  const { store } = context
  const { revision, ...wanted } = checkedInput(changedAction, input)
  const before = await findAction(store, consultation, id)
  const fields = normalised(wanted)
  const wasDraft = before.state === 'draft'
  if (fields.state === 'draft' && !wasDraft)
    throw wrongField('state', 'cannot become a draft again: the action is published', 'published-already')
  checkPublishable(fields)
  const known = new Set(before.proposals.map((proposal) => proposal.id))
  // One that was refused since then stays what it was: a reason for this action.
  await checkAccepted(
    store,
    consultation,
    listedIn('proposals', fields.proposals).filter(({ id: proposal }) => !known.has(proposal)),
  )
  const after: ActionToWrite = { ...before, ...fields, revision: revision + 1 }
  const changes = changesBetween({ ...before, proposals: [...known] }, after)
  if (changes.length === 0 && revision === before.revision) return before
  const told = !wasDraft ? changes : fields.state === 'draft' ? [] : [announcement(fields)]
  await perform(context, [...store.actions.change(after), ...noted(context, after, told)], {
    ...entry('action.change', after),
    ...differences(shown({ ...before, proposals: [...known] }), shown(after as Fields)),
  })
  return findAction(store, consultation, id)
}

/**
 * Adds a reading of the indicator, or corrects the one of that day; noted for the public, unless it is a draft. Throws the problem
 * `invalid-request` if the action has no indicator.
 */
export async function addReading(
  context: AdminContext,
  consultation: ConsultationRecord,
  id: string,
  input: ActionReading,
): Promise<ActionRecord> {
  const { store } = context
  const given = checkedInput(reading, input)
  const before = await findAction(store, consultation, id)
  if (!before.indicator) throw wrongField('value', 'the action has no indicator to be read', 'no-indicator')
  const earlier = before.readings.find(({ day }) => day === given.day)
  if (earlier?.value === given.value) return before
  const change = {
    field: `reading ${given.day}`,
    before: earlier ? `${earlier.value}` : null,
    after: `${given.value}`,
  }
  const after: ActionToWrite = {
    ...before,
    proposals: before.proposals.map((proposal) => proposal.id),
    revision: before.revision + 1,
  }
  const statements = [...store.actions.change(after), store.actions.putReading(id, given)]
  const told = before.state === 'draft' ? [] : [change]
  await perform(context, [...statements, ...noted(context, after, told)], {
    ...entry('action.reading', after),
    before: { [given.day]: earlier?.value ?? null },
    after: { [given.day]: given.value },
  })
  return findAction(store, consultation, id)
}
