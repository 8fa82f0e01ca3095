import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { languageOfText, languagesOf } from '../../domain/consultations/consultation-languages.ts'
import { phaseAt, takesProposals } from '../../domain/consultations/phases.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import {
  checkProposalText,
  hasStackedMarks,
  judgeProposalText,
  normaliseText,
  skeleton,
} from '../../domain/text/proposal-text.ts'
import type { Services } from '../../services.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import { ConstraintError } from '../../store/database.ts'
import type { ProposalRecord, ProposalSummary } from '../../store/proposals.ts'
import { LIMITS } from '../../wire/constants.ts'
import type { Author, ProposalAnswer } from '../../wire/index.ts'
import type { proposalRequest } from '../../wire/proposals.ts'
import { sessionForWrite } from './begin-session.ts'
import { doubtOfSession } from './provenance.ts'
import { senderOf } from './reader-session.ts'

const present = ({ id, status, text }: Pick<ProposalSummary, 'id' | 'status' | 'text'>): ProposalAnswer => ({
  proposal: id,
  status,
  text,
})

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

/** What this submission, or another with the same idea, has already led to. */
async function known(
  record: ProposalRecord,
  { store }: Pick<Services, 'store'>,
): Promise<ProposalAnswer | undefined> {
  const sent = await store.proposals.bySubmission(record.consultationId, record.submission ?? '')
  if (sent) return present(sent)
  const same = await store.proposals.bySkeleton(record.consultationId, record.skeleton)
  if (same) throw duplicate(same)
  return undefined
}

function newRecord(
  { id, moderation }: ConsultationRecord,
  text: string,
  { runtime }: Pick<Services, 'runtime'>,
): ProposalRecord {
  return {
    id: runtime.id(),
    consultationId: id,
    text,
    skeleton: skeleton(text),
    status: moderation === 'after' ? 'accepted' : 'pending',
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

/**
 * By what the text is held against the consultation's rules: it begins as proposals do in the language in which its author
 * reads the consultation.
 */
async function rulesIn(consultation: ConsultationRecord, given: string, { translations }: Services) {
  const { proposalPrefix, proposalMaxLength: maxLength } = consultation
  const known = await translations.of(consultation)
  return { prefix: known?.proposalPrefix(consultation, given) ?? proposalPrefix, maxLength }
}

/** Null: the consultation's own. */
async function writtenIn(
  consultation: ConsultationRecord,
  given: string,
  rest: string,
  { languageDetector }: Services,
): Promise<string | null> {
  if (consultation.otherLanguages.length === 0) return null
  const detected = await languageDetector.detect(rest)
  const language = languageOfText(given, languagesOf(consultation), detected)
  return language === consultation.language ? null : language
}

/**
 * Rules and language for a text. Builds of the widget from before `proposalLanguage` name the consultation's own language
 * where the question is untranslated, and put no beginning before a text in the reader's: what lacks the beginning counts as
 * written in the language in which it surely is.
 */
async function judged(
  consultation: ConsultationRecord,
  given: string,
  text: string,
  services: Services,
): Promise<{ text: string; language: string | null }> {
  const rules = await rulesIn(consultation, given, services)
  const found = judgeProposalText(text, rules)
  if (typeof found === 'string') {
    return {
      text: found,
      language: await writtenIn(consultation, given, found.slice(rules.prefix.length), services),
    }
  }
  const other =
    found.code === 'prefix-missing'
      ? await writtenIn(consultation, given, normaliseText(text), services)
      : null
  const language = other ?? given
  return { text: checkProposalText(text, await rulesIn(consultation, language, services)), language: other }
}

/** Stores a reader's proposal. What it gives is on disk. Throws the problem that prevents it. */
export async function submitProposal(
  request: FastifyRequest,
  body: z.output<typeof proposalRequest>,
  services: Services,
): Promise<ProposalAnswer> {
  const { recorder, admission, surges, proposalQuota, pseudonyms, runtime } = services
  const { reader, submission, text, author: said } = body
  const session = await sessionForWrite(request, body, services)
  const { consultation, publisher, subscriber, presence, count } = session
  const phase = phaseAt(consultation, runtime.now())
  if (!takesProposals(phase)) {
    throw new ProblemError('proposals-closed', { detail: `The consultation is in phase ${phase}` })
  }
  // The team may have taken one back while the proposal waited on a device.
  const given = languagesOf(consultation).find((one) => one === body.language) ?? consultation.language
  const author =
    subscriber === null
      ? pseudonyms.of(reader, consultation)
      : pseudonyms.ofSubscriber(publisher.id, subscriber, consultation)
  const checked = await judged(consultation, given, text, services)
  const record: ProposalRecord = {
    ...newRecord(consultation, checked.text, services),
    language: checked.language,
    authorName: authorName(said),
    authorAge: said?.age ?? null,
    author,
    submission,
  }
  const earlier = await known(record, services)
  const begun = count()
  const { network } = senderOf(request)
  const isDoubted = session.token === undefined || doubtOfSession(request, session, services) !== null
  if (earlier) return { ...earlier, ...begun }
  try {
    await proposalQuota.within(record, author, () => {
      record.surge = surges.note(consultation.id, network)
      return admission.admit({ network, isDoubted }, () => recorder.propose(record, presence))
    })
  } catch (error) {
    // Another request was faster by a moment; what it stored decides the answer.
    const stored = error instanceof ConstraintError ? await known(record, services) : undefined
    if (stored) return { ...stored, ...begun }
    throw error
  }
  return { ...present(record), ...begun }
}
