import type { FastifyRequest } from 'fastify'
import type { Services } from '../../services.ts'
import type { ForgetAnswer, PageView } from '../../wire/index.ts'
import { vouchedVoterOf } from './answer-vote.ts'
import { sessionForWrite } from './begin-session.ts'
import { doubtOfSession } from './provenance.ts'
import { senderOf } from './reader-session.ts'

/** Who is to be forgotten, and the session in which they say so. */
export interface Forgetting {
  session?: string | undefined
  visit?: PageView | undefined
  reader: string
  /** On which the device knows of votes; undefined: nobody knows, all are looked through. */
  proposals?: readonly string[] | undefined
}

/**
 * Erases a reader's votes, and all traces of the reader that no list of votes names; in any phase. What it gives is on disk.
 * Throws the problem that prevents it.
 */
export async function forgetVotes(
  request: FastifyRequest,
  body: Forgetting,
  services: Services,
): Promise<ForgetAnswer> {
  const { erasure, pseudonyms, tokenReaders } = services
  const { reader, proposals } = body
  const session = await sessionForWrite(request, body, services)
  const { consultation } = session
  const begun = session.count()
  const voter = pseudonyms.of(reader, consultation)
  const vouched = vouchedVoterOf(session, doubtOfSession(request, session, services), services)
  const erased = { consultationId: consultation.id, network: senderOf(request).network }
  let forgotten = await erasure.votesOf({ ...erased, voter }, proposals)
  // On whichever device: none of them knows it all. What this one holds itself are withdrawn votes.
  if (vouched) forgotten = await erasure.votesOf({ ...erased, voter: vouched.voter })
  // The reader may go on with the same token, as another.
  tokenReaders.forget(reader)
  return { forgotten, ...begun }
}
