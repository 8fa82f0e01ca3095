import type { FieldChange } from '../domain/consultations/action-progress.ts'
import type { ActionIndicator, ActionReading, ActionState, TeamActionState } from '../wire/index.ts'
import type { Database, Statement } from './database.ts'

export interface ActionRecord<State extends TeamActionState = TeamActionState> {
  id: string
  consultationId: string
  title: string
  description: string
  carrier: string
  state: State
  indicator: ActionIndicator | null
  position: number
  createdAt: number
  revision: number
  proposals: { id: string; text: string }[]
  /** In order of their days. */
  readings: ActionReading[]
  /** Newest first. */
  changes: (FieldChange & { at: number })[]
}

interface Row {
  id: string
  consultationId: string
  title: string
  description: string
  carrier: string
  state: TeamActionState
  indicator: string
  unit: string
  baseline: number | null
  target: number | null
  position: number
  createdAt: number
  revision: number
}

const ALL = `
  SELECT id, consultation_id AS "consultationId", title, description, carrier, state, indicator, unit, baseline, target,
    position, created_at AS "createdAt", revision
  FROM actions WHERE consultation_id = :consultationId ORDER BY position, id`
const PROPOSALS = `
  SELECT ap.action_id AS "actionId", p.id, p.text
  FROM action_proposals ap JOIN actions a ON a.id = ap.action_id JOIN proposals p ON p.id = ap.proposal_id
  WHERE a.consultation_id = :consultationId ORDER BY p.text`
const READINGS = `
  SELECT r.action_id AS "actionId", r.day, r.value
  FROM action_readings r JOIN actions a ON a.id = r.action_id
  WHERE a.consultation_id = :consultationId ORDER BY r.day`
const CHANGES = `
  SELECT c.action_id AS "actionId", c.at, c.field, c.before, c.after
  FROM action_changes c JOIN actions a ON a.id = c.action_id
  WHERE a.consultation_id = :consultationId ORDER BY c.revision DESC, c.id`
const INSERT = `
  INSERT INTO actions (
    id, consultation_id, title, description, carrier, state, indicator, unit, baseline, target, position, created_at)
  VALUES (
    :id, :consultationId, :title, :description, :carrier, :state, :indicator, :unit, :baseline, :target, :position,
    :createdAt)`
// An older revision makes this null, which the table refuses, so the whole transaction fails.
const UPDATE = `
  UPDATE actions SET title = :title, description = :description, carrier = :carrier, state = :state,
    indicator = :indicator, unit = :unit, baseline = :baseline, target = :target,
    revision = CASE WHEN revision = CAST(:revision AS BIGINT) - 1 THEN CAST(:revision AS BIGINT) END
  WHERE id = :id`
const DROP_PROPOSALS = 'DELETE FROM action_proposals WHERE action_id = :id'
const INSERT_PROPOSAL = 'INSERT INTO action_proposals (action_id, proposal_id) VALUES (:id, :proposalId)'
const PUT_READING = `
  INSERT INTO action_readings (action_id, day, value) VALUES (:id, :day, :value)
  ON CONFLICT (action_id, day) DO UPDATE SET value = excluded.value`
const INSERT_CHANGE = `
  INSERT INTO action_changes (id, action_id, at, revision, field, before, after)
  VALUES (:changeId, :id, :at, :revision, :field, :before, :after)`

/** What of an action is written; proposals by their ids. */
export interface ActionToWrite extends Omit<ActionRecord, 'proposals' | 'readings' | 'changes'> {
  proposals: readonly string[]
}

/** One that the public may see. */
export type PublicAction = ActionRecord<ActionState>

const isPublic = (action: ActionRecord): action is PublicAction => action.state !== 'draft'

export interface ActionStore {
  /** With drafts. */
  all(consultationId: string): Promise<ActionRecord[]>
  /** Without drafts: what the public may see once results are published. */
  announced(consultationId: string): Promise<PublicAction[]>
  /** Statements for one transaction. */
  insertion(action: ActionToWrite): Statement[]
  /** `revision` is the one that the change leads to; ConstraintError if it is not the next one. */
  change(action: ActionToWrite): Statement[]
  putReading(id: string, reading: ActionReading): Statement
  noteChange(
    action: { id: string; revision: number },
    changeId: string,
    at: number,
    change: FieldChange,
  ): Statement
}

function parameters({ indicator, proposals: _proposals, ...action }: ActionToWrite) {
  return {
    ...action,
    indicator: indicator?.name ?? '',
    unit: indicator?.unit ?? '',
    baseline: indicator?.baseline ?? null,
    target: indicator?.target ?? null,
  }
}

const linked = ({ id, proposals }: ActionToWrite): Statement[] =>
  proposals.map((proposalId) => ({ sql: INSERT_PROPOSAL, params: { id, proposalId } }))

function indicatorOf({ indicator, unit, baseline, target }: Row): ActionIndicator | null {
  return baseline === null || target === null ? null : { name: indicator, unit, baseline, target }
}

/** What the team does about the results, with readings of progress and every change. */
export function actionStore(database: Database): ActionStore {
  async function all(consultationId: string): Promise<ActionRecord[]> {
    const of = <Part>(sql: string) => database.all<Part & { actionId: string }>(sql, { consultationId })
    const [rows, proposals, readings, changes] = await Promise.all([
      database.all<Row>(ALL, { consultationId }),
      of<{ id: string; text: string }>(PROPOSALS),
      of<ActionReading>(READINGS),
      of<FieldChange & { at: number }>(CHANGES),
    ])
    const own = <Part extends { actionId: string }>(parts: Part[], id: string) =>
      parts.filter(({ actionId }) => actionId === id).map(({ actionId: _actionId, ...part }) => part)
    return rows.map((row) => {
      const { unit: _unit, baseline: _baseline, target: _target, ...action } = row
      return {
        ...action,
        indicator: indicatorOf(row),
        proposals: own(proposals, row.id),
        readings: own(readings, row.id),
        changes: own(changes, row.id),
      }
    })
  }
  return {
    all,
    announced: async (consultationId) => (await all(consultationId)).filter(isPublic),
    insertion: (action) => [{ sql: INSERT, params: parameters(action) }, ...linked(action)],
    change: (action) => [
      { sql: UPDATE, params: parameters(action) },
      { sql: DROP_PROPOSALS, params: { id: action.id } },
      ...linked(action),
    ],
    putReading: (id, { day, value }) => ({ sql: PUT_READING, params: { id, day, value } }),
    noteChange: ({ id, revision }, changeId, at, change) => ({
      sql: INSERT_CHANGE,
      params: { ...change, changeId, id, at, revision },
    }),
  }
}
