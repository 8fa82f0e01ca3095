import type { FastifyRequest } from 'fastify'
import { judgeOrigin } from '../../domain/articles/origins.ts'
import type { Sender } from '../../domain/readers/token-binding.ts'
import type { Served } from '../../domain/sequence/served-proof.ts'
import type { TrustRule } from '../../domain/votes/cohorts.ts'
import type { Services } from '../../services.ts'
import { senderOf } from '../access.ts'
import type { VisitOfWrite } from './begin-session.ts'

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
  { claims, publisher }: VisitOfWrite,
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
  visit: VisitOfWrite,
  services: DoubtServices,
): Provenance {
  const { consultation, token } = visit
  const served = servedOf(vote, consultation.id, services)
  const doubt = (): Doubt | null => {
    const ofSession = doubtOfSession(request, visit, services)
    if (ofSession !== null) return ofSession
    if (served === null) return 'not-served'
    return token !== undefined && services.tokenReaders.isAnothers(token, vote.reader) ? 'shared-token' : null
  }
  return { doubt: doubt(), sender: senderOf(request), served }
}
