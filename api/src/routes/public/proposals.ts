import { phaseAt, takesProposals } from '../../domain/phases.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { checkProposalText, hasStackedMarks, normaliseText, skeleton } from '../../domain/proposal-text.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import { ConstraintError } from '../../store/database.ts'
import type { ProposalRecord, ProposalSummary } from '../../store/proposals.ts'
import { LIMITS } from '../../wire/constants.ts'
import type { Author, ProposalAnswer } from '../../wire/index.ts'
import { problem } from '../../wire/problems.ts'
import { proposalAnswer, proposalRequest } from '../../wire/proposals.ts'
import type { Routes } from '../routes.ts'
import { visitOfWrite } from './begin-session.ts'

const present = ({ id, status, text }: ProposalSummary): ProposalAnswer => ({ proposal: id, status, text })

/** Says kindly that the idea is there; names it only if readers can vote on it. */
const duplicate = ({ id, status }: ProposalSummary): ProblemError =>
  new ProblemError('duplicate-proposal', status === 'accepted' ? { proposal: id } : {})

function authorName(author: Author | undefined): string | null {
  const name = author?.name
  if (name === undefined) return null
  const refuse = (detail: string): never => {
    throw new ProblemError('invalid-request', { errors: [{ pointer: '/author/name', detail }] })
  }
  if (!name.isWellFormed()) refuse('is not well-formed Unicode')
  const normal = normaliseText(name)
  if (hasStackedMarks(normal)) refuse('has too many accents on one letter')
  if (normal.length > LIMITS.authorNameLength) refuse('is too long')
  return normal || null
}

export const proposalRoutes: Routes = async (app, { services }) => {
  const { recorder, pseudonyms, store, runtime } = services

  /** What this submission, or another with the same idea, has already led to. */
  async function known(record: ProposalRecord): Promise<ProposalAnswer | undefined> {
    const sent = await store.proposals.bySubmission(record.consultationId, record.submission ?? '')
    if (sent) return present(sent)
    const same = await store.proposals.bySkeleton(record.consultationId, record.skeleton)
    if (same) throw duplicate(same)
    return undefined
  }

  function newRecord(consultation: ConsultationRecord, text: string): ProposalRecord {
    const isPublished = consultation.moderation === 'after'
    return {
      id: runtime.id(),
      consultationId: consultation.id,
      text,
      skeleton: skeleton(text),
      status: isPublished ? 'accepted' : 'pending',
      refusalReason: null,
      isSeed: false,
      authorName: null,
      authorAge: null,
      author: null,
      submission: null,
      externalId: null,
      createdAt: runtime.now(),
      decidedAt: null,
    }
  }

  app.post(
    '/v1/proposals',
    {
      schema: {
        tags: ['widget'],
        summary: 'Submits a proposal; an answer of success means that it is on disk',
        body: proposalRequest,
        response: { 200: proposalAnswer, '4xx': problem, '5xx': problem },
      },
    },
    async (request) => {
      const { reader, submission, text, author } = request.body
      const { consultation, presence, count } = await visitOfWrite(request, request.body, services)
      const phase = phaseAt(consultation, runtime.now())
      if (!takesProposals(phase)) {
        throw new ProblemError('proposals-closed', { detail: `The consultation is in phase ${phase}` })
      }
      const rules = { prefix: consultation.proposalPrefix, maxLength: consultation.proposalMaxLength }
      const record: ProposalRecord = {
        ...newRecord(consultation, checkProposalText(text, rules)),
        authorName: authorName(author),
        authorAge: author?.age ?? null,
        author: pseudonyms.of(reader, consultation),
        submission,
      }
      const earlier = await known(record)
      const begun = count()
      if (earlier) return { ...earlier, ...begun }
      try {
        await recorder.propose(record, presence)
      } catch (error) {
        // Another request was faster by a moment; what it stored decides the answer.
        const stored = error instanceof ConstraintError ? await known(record) : undefined
        if (stored) return { ...stored, ...begun }
        throw error
      }
      return { ...present(record), ...begun }
    },
  )
}
