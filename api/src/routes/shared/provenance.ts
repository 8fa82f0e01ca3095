import type { FastifyRequest } from 'fastify'
import { judgeOrigin } from '../../domain/articles/origins.ts'
import type { Sender } from '../../domain/readers/token-binding.ts'
import type { Served } from '../../domain/sequence/served-proof.ts'
import type { RelativeRule } from '../../domain/trust-rules/findings.ts'
import type { TrustRule } from '../../domain/votes/cohorts.ts'
import type { Services } from '../../services.ts'
import type { VoteKey } from '../../store/vote-writes.ts'
import type { VoteRequest } from '../../wire/index.ts'
import type { WriteSession } from './begin-session.ts'
import { senderOf } from './reader-session.ts'

/** What speaks against a vote by the way in which it came; such a vote is kept apart, and answered like any other. */
export type Doubt = Extract<TrustRule, 'no-origin' | 'moved-token' | 'shared-token' | 'not-served'>

/** How a vote came. */
export interface Provenance {
  doubt: Doubt | null
  sender: Sender
  /** Of the draw that its proposal was served in; null: it shows none. */
  served: Served | null
}

type DoubtServices = Pick<Services, 'bindings' | 'tokenReaders' | 'servedProofs' | 'runtime'>

const SERVED_FOR_MILLISECONDS = 7 * 24 * 3_600_000

/** The draw that a vote shows. Devices keep votes for seven days, so a proof is good for as long. */
function servedOf(
  { proposal, served }: { proposal: string; served?: string | undefined },
  consultationId: string,
  { servedProofs, runtime }: DoubtServices,
): Served | null {
  const found = served === undefined ? null : servedProofs.read(served, consultationId, proposal)
  return found && runtime.now() - found.drawnAt <= SERVED_FOR_MILLISECONDS ? found : null
}

/** What speaks against the session of a write, whatever it brings. */
export function doubtOfSession(
  request: FastifyRequest,
  { claims, publisher }: WriteSession,
  { bindings }: Pick<Services, 'bindings'>,
): Doubt | null {
  if (judgeOrigin(request.headers.origin, publisher.accepted) === 'unknown') return 'no-origin'
  return bindings.hasMoved(claims.binding, senderOf(request)) ? 'moved-token' : null
}

/**
 * How a vote came, and the first thing that speaks against it. The one who first uses a token is its reader: only a vote that
 * is good otherwise makes it so.
 */
export function provenanceOf(
  request: FastifyRequest,
  vote: { reader: string; proposal: string; served?: string | undefined },
  session: WriteSession,
  services: DoubtServices,
): Provenance {
  const { consultation, token } = session
  const served = servedOf(vote, consultation.id, services)
  const doubt = (): Doubt | null => {
    const ofSession = doubtOfSession(request, session, services)
    if (ofSession !== null) return ofSession
    if (served === null) return 'not-served'
    return token !== undefined && services.tokenReaders.isAnothers(token, vote.reader) ? 'shared-token' : null
  }
  return { doubt: doubt(), sender: senderOf(request), served }
}

/**
 * Tells the watch of a vote that nothing else speaks against; the rule that it matches, if one of those that compare votes
 * with others does. Changes of a vote bring no proof of a draw and are not compared.
 */
export function watchedRule(
  consultationId: string,
  { proposalId, voter }: VoteKey,
  { vote, served: proof }: Pick<VoteRequest, 'vote' | 'served'>,
  { sender, served }: Provenance,
  watch: Services['watch'],
): RelativeRule | null {
  if (vote === null || served === null || proof === undefined) return null
  const draw = { id: proof, at: served.drawnAt, number: served.number, proposals: null }
  return watch.note(consultationId, { proposalId, voter, vote, network: sender.network, draw })
}
