import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { ModeratedRecord } from '../store/moderation.ts'
import type { AuditAct } from '../wire/audit.ts'
import type { FieldProblem, ProposalStatus } from '../wire/index.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { wrongField } from './checked-input.ts'

const ACTS: Readonly<Record<ProposalStatus, AuditAct>> = {
  accepted: 'proposal.accept',
  refused: 'proposal.refuse',
  postponed: 'proposal.postpone',
  pending: 'proposal.reopen',
}

/** What is to become of proposals. Without a revision, a proposal is decided on as it stands. */
export interface WantedDecision {
  proposals: readonly { id: string; revision?: number }[]
  status: ProposalStatus
  reason?: string | undefined
}

const state = ({ status, refusalReason }: ModeratedRecord) => ({ status, reason: refusalReason })

/** Says who was faster, so that two moderators on one proposal understand each other. */
function meanwhile(proposals: readonly { proposal: ModeratedRecord; index: number }[]): ProblemError {
  const errors = proposals.map(({ proposal: { status, decidedBy, text }, index }): FieldProblem => {
    const pointer = `/proposals/${index}`
    return decidedBy === null
      ? { pointer, detail: `"${text}" was changed` }
      : {
          pointer,
          detail: `"${text}" is ${status} by ${decidedBy}`,
          code: 'decided-by',
          values: { status, by: decidedBy },
        }
  })
  return new ProblemError('changed-meanwhile', { detail: errors[0]?.detail ?? '', errors })
}

/** The proposals as they are now. Throws `unknown-proposal`, or `changed-meanwhile` where one is not as it was read. */
export async function findUnchanged(
  { store }: AdminContext,
  wanted: WantedDecision['proposals'],
  consultationId: string | null,
): Promise<ModeratedRecord[]> {
  const found = await store.moderation.find(wanted.map(({ id }) => id))
  const known = found.map((proposal) =>
    consultationId === null || proposal?.consultationId === consultationId ? proposal : undefined,
  )
  const unknown = wanted.filter((_, index) => known[index] === undefined).map(({ id }) => id)
  if (unknown.length > 0)
    throw new ProblemError('unknown-proposal', { detail: `There is no proposal ${unknown.join(', ')}` })
  const proposals = known.filter((proposal) => proposal !== undefined)
  const changed = proposals
    .map((proposal, index) => ({ proposal, index }))
    .filter(({ proposal, index }) => (wanted[index]?.revision ?? proposal.revision) !== proposal.revision)
  if (changed.length > 0) throw meanwhile(changed)
  return proposals
}

function reasonOf({ status, reason }: WantedDecision): string | null {
  const because = normaliseText(reason?.toWellFormed() ?? '') || null
  if (status === 'refused' && because === null)
    throw wrongField('reason', 'is due when proposals are refused', 'reason-missing')
  if (status !== 'refused' && because !== null)
    throw wrongField('reason', 'is only for refusals', 'reason-unwanted')
  return because
}

/**
 * Accepts, refuses (a reason is due), postpones proposals or puts them back into the queue: all of them, or none if one
 * of them is unknown or was decided on by somebody else meanwhile. Gives them as they are then.
 */
export async function decideProposals(
  context: AdminContext,
  wanted: WantedDecision,
  consultation?: ConsultationRecord,
): Promise<ModeratedRecord[]> {
  const refusalReason = reasonOf(wanted)
  const { status } = wanted
  const unique = [...new Map(wanted.proposals.map((proposal) => [proposal.id, proposal])).values()]
  const before = await findUnchanged(context, unique, consultation?.id ?? null)
  const isOpen = status === 'pending'
  const after = before.map((proposal) => ({
    ...proposal,
    status,
    refusalReason,
    decidedAt: isOpen ? null : context.runtime.now(),
    decidedBy: context.actor.name,
    revision: proposal.revision + 1,
  }))
  const { moderation, engagement } = context.store
  const statements = after.map(({ id, decidedAt, decidedBy, revision }) =>
    moderation.decision({ id, status, refusalReason, decidedAt, decidedBy, revision }),
  )
  const isAccepted = status === 'accepted'
  const turned = before.filter((proposal) => (proposal.status === 'accepted') !== isAccepted)
  statements.push(...turned.map(({ id }) => engagement.acceptance(id, isAccepted)))
  const acts = before.map((proposal) => ({
    act: ACTS[status],
    consultationId: proposal.consultationId,
    subject: proposal.id,
    before: state(proposal),
    after: { status, reason: refusalReason },
  }))
  try {
    await perform(context, statements, ...acts)
  } catch (error) {
    // Somebody was faster between our reading and our writing: look again, and say who.
    if (error instanceof ProblemError && error.code === 'changed-meanwhile')
      await findUnchanged(
        context,
        before.map(({ id, revision }) => ({ id, revision })),
        null,
      )
    throw error
  }
  return after
}
