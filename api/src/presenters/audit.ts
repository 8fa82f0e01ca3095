import type { AuditRecord } from '../store/audit.ts'
import type { ProposalStore } from '../store/proposals.ts'
import type { AuditEntry } from '../wire/index.ts'
import { instant } from './instants.ts'

const NAMES = ['title', 'question', 'name', 'label', 'text'] as const

/** What the subject of an act is called, by the act itself: as it is now, or as it was. */
function nameInside({ before, after }: AuditRecord): string | null {
  for (const values of [after, before]) {
    const name = NAMES.map((key) => values?.[key]).find((value) => typeof value === 'string' && value !== '')
    if (typeof name === 'string') return name
  }
  return null
}

/** What an entry of the log names by an id. */
export interface AuditNames {
  slugOf(consultationId: string): string | null
  /** Text of a proposal. */
  textOf(proposalId: string): string | null
}

/** Texts of the proposals that entries are about, in one read. */
export async function proposalTexts(
  proposals: Pick<ProposalStore, 'find'>,
  entries: readonly AuditRecord[],
): Promise<AuditNames['textOf']> {
  const ids = [
    ...new Set(entries.filter(({ act }) => act.startsWith('proposal.')).map(({ subject }) => subject)),
  ]
  const found = await proposals.find(ids)
  const texts = new Map(ids.map((id, index) => [id, found[index]?.text ?? null]))
  return (id) => texts.get(id) ?? null
}

/** An entry of the audit log. */
export const presentAuditEntry = (record: AuditRecord, { slugOf, textOf }: AuditNames): AuditEntry => ({
  id: record.id,
  at: instant(record.at),
  actor: record.actor,
  act: record.act,
  consultation: record.consultationId === null ? null : slugOf(record.consultationId),
  subject: record.subject,
  subjectName: textOf(record.subject) ?? nameInside(record),
  before: record.before,
  after: record.after,
})
