import type { ConsultationRecord } from '../store/consultations.ts'
import type { ProposalStore } from '../store/proposals.ts'
import { wrongField } from './checked-input.ts'

/** Throws the problem `invalid-request`, which names the field and the id, if one is no accepted proposal of the consultation. */
export async function checkAccepted(
  { proposals }: { proposals: Pick<ProposalStore, 'find'> },
  consultation: ConsultationRecord,
  asked: readonly { field: string; id: string }[],
): Promise<void> {
  const found = await proposals.find(asked.map(({ id }) => id))
  for (const [index, { field, id }] of asked.entries()) {
    const proposal = found[index]
    if (proposal?.consultationId !== consultation.id)
      throw wrongField(field, `there is no proposal ${id} in this consultation`, 'unknown-proposal')
    if (proposal.status !== 'accepted')
      throw wrongField(
        field,
        `the proposal ${id} is ${proposal.status}, not accepted`,
        'proposal-not-accepted',
      )
  }
}

/** A list of ids, as `checkAccepted` takes them. */
export const listedIn = (field: string, ids: readonly string[]): { field: string; id: string }[] =>
  ids.map((id, index) => ({ field: `${field}/${index}`, id }))
