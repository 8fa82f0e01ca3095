import { skeleton } from '../../api/src/domain/text/proposal-text.ts'
import type { ProposalRecord } from '../../api/src/store/proposals.ts'

/** A proposal as the team seeds it: accepted at once, by nobody. */
export const seedProposal = (
  id: string,
  consultationId: string,
  text: string,
  now: number,
): ProposalRecord => ({
  id,
  consultationId,
  text,
  skeleton: skeleton(text),
  status: 'accepted',
  refusalReason: null,
  isSeed: true,
  authorName: null,
  authorAge: null,
  author: null,
  submission: null,
  externalId: null,
  createdAt: now,
  decidedAt: now,
})
