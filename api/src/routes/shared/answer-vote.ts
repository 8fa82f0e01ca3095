import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { phaseAt, takesVotes } from '../../domain/consultations/phases.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { placementOf, vouchedPlacement } from '../../domain/votes/cohorts.ts'
import type { VouchedVoter } from '../../ingest/recorder.ts'
import type { Services } from '../../services.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import type { VoteAnswer } from '../../wire/index.ts'
import type { voteRequest } from '../../wire/votes.ts'
import { sessionForWrite, type WriteSession } from './begin-session.ts'
import { type Doubt, provenanceOf, watchedRule } from './provenance.ts'

/** What speaks against a session itself: it is not the one that the publisher vouched for. */
const OF_SESSION: readonly (Doubt | null)[] = ['no-origin', 'moved-token']

/** As whom a reader votes for whom the publisher vouches; undefined: as the device's. */
export function vouchedVoterOf(
  session: WriteSession,
  doubt: Doubt | null,
  { pseudonyms, runtime }: Pick<Services, 'pseudonyms' | 'runtime'>,
): VouchedVoter | undefined {
  const { consultation, publisher, subscriber } = session
  if (subscriber === null || OF_SESSION.includes(doubt)) return undefined
  return {
    voter: pseudonyms.ofSubscriber(publisher.id, subscriber, consultation),
    placement: vouchedPlacement(consultation.id, publisher.id, runtime.now()),
  }
}

async function checkProposal(
  id: string,
  consultation: ConsultationRecord,
  { proposals, runtime }: Pick<Services, 'proposals' | 'runtime'>,
): Promise<void> {
  const phase = phaseAt(consultation, runtime.now())
  if (!takesVotes(phase))
    throw new ProblemError('votes-closed', { detail: `The consultation is in phase ${phase}` })
  const proposal = await proposals.byId(id)
  if (!proposal) throw new ProblemError('unknown-proposal')
  if (proposal.consultationId !== consultation.id) throw new ProblemError('other-consultation')
  if (proposal.status !== 'accepted') throw new ProblemError('proposal-not-accepted')
}

/**
 * Takes a vote, or its change or withdrawal, has it stored in the class that the rules of trust give it, and gives the
 * answer: what it says is on disk.
 * Throws the problem that prevents it.
 */
export async function answerVote(
  request: FastifyRequest,
  body: z.output<typeof voteRequest>,
  services: Services,
): Promise<VoteAnswer> {
  const { recorder, admission, watch, pseudonyms, runtime } = services
  const { reader, proposal, vote, qualifications, revision, segment: named } = body
  const session = await sessionForWrite(request, body, services)
  const { consultation, presence, count } = session
  await checkProposal(proposal, consultation, services)
  const begun = count()
  const voter = pseudonyms.of(reader, consultation)
  // Named long ago, perhaps, on a device that knows no better: the vote must not be lost for it.
  const segment = consultation.segments.some(({ id }) => id === named) ? named : null
  const arriving = { vote, qualifications, segment, revision }
  const provenance = provenanceOf(request, body, session, services)
  const { doubt, sender } = provenance
  const isDoubted = doubt !== null || session.token === undefined
  const vouched = vouchedVoterOf(session, doubt, services)
  const key = { proposalId: proposal, voter }
  const { state, tallies } = await admission.admit({ network: sender.network, isDoubted }, () => {
    const compared = () => watchedRule(consultation.id, key, body, provenance, watch)
    const rule = doubt ?? (vouched ? null : compared())
    const placement = rule && placementOf(consultation.id, rule, runtime.now())
    return recorder.vote(key, arriving, presence, placement, vouched)
  })
  return {
    proposal,
    vote: state.vote,
    qualifications: [...state.qualifications],
    segment: state.segment,
    revision: state.revision,
    tallies,
    ...begun,
  }
}
