import { datesOnWord, phaseAt, takesVotes } from '../domain/consultations/phases.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { Runtime } from '../services.ts'
import type { ConsultationRecord, SegmentRecord } from '../store/consultations.ts'
import { ConstraintError, type Statement } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import { changedConsultation, newConsultation, phaseWord, seal } from '../wire/administration.ts'
import type { AuditAct } from '../wire/audit.ts'
import type { ChangedConsultation, NewConsultation, PhaseWord } from '../wire/index.ts'
import { type AdminContext, differences, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

const SECRET_BYTES = 32

const DATES = ['opensAt', 'proposalsCloseAt', 'closesAt', 'resultsAt', 'actionAt', 'endsAt'] as const

/** What the audit log keeps: everything but the key of the pseudonyms, and dates for people. */
function shown(record: ConsultationRecord) {
  const { secret, revision: _, id: __, createdAt: ___, segments, ...fields } = record
  const dates = DATES.map((name) => {
    const date = record[name]
    return [name, date === null ? null : new Date(date).toISOString()] as const
  })
  return {
    ...fields,
    ...Object.fromEntries(dates),
    segments: segments.map(({ id, label, retiredAt }) => ({ id, label, isRetired: retiredAt !== null })),
    isSealed: secret === null,
  }
}

interface Texts {
  question: string
  introduction: string
  proposalPrefix: string
  segmentQuestion: string
}

function normalisedTexts(wanted: Texts): Texts {
  const question = normaliseText(wanted.question)
  if (question === '') throw wrongField('question', 'is empty', 'empty')
  return {
    question,
    introduction: normaliseText(wanted.introduction),
    // Proposals are held against it in their normal form.
    proposalPrefix: normaliseText(wanted.proposalPrefix),
    segmentQuestion: normaliseText(wanted.segmentQuestion),
  }
}

/** Stores a consultation, with a fresh secret for its voters' pseudonyms. Throws the problem `slug-taken`. */
export async function createConsultation(
  context: AdminContext,
  input: NewConsultation,
): Promise<ConsultationRecord> {
  const { store, runtime } = context
  const wanted = checkedInput(newConsultation, input)
  const consultation: ConsultationRecord = {
    ...wanted,
    ...normalisedTexts(wanted),
    id: `con_${runtime.id()}`,
    segments: wanted.segments.map((label) => ({
      id: runtime.id(),
      label: normaliseText(label),
      retiredAt: null,
    })),
    secret: runtime.bytes(SECRET_BYTES),
    createdAt: runtime.now(),
    revision: 1,
  }
  try {
    await perform(context, store.consultations.insertion(consultation), {
      act: 'consultation.create',
      consultationId: consultation.id,
      subject: consultation.id,
      after: shown(consultation),
    })
  } catch (error) {
    if (!(error instanceof ConstraintError && /slug/.test(error.constraint))) throw error
    throw new ProblemError('slug-taken', { detail: `There is already a consultation "${wanted.slug}"` })
  }
  return consultation
}

/** The consultation with this slug. Throws the problem `unknown-consultation`. */
export async function findConsultation(store: Store, slug: string): Promise<ConsultationRecord> {
  const found = await store.consultations.bySlug(slug)
  if (!found) throw new ProblemError('unknown-consultation', { detail: `There is no consultation "${slug}"` })
  return found
}

/**
 * The segments as wanted, then those that are offered no more: what readers answered is never lost, and one that is
 * named again comes back with its answers.
 */
function mergedSegments(
  runtime: Runtime,
  before: readonly SegmentRecord[],
  wanted: readonly { id?: string | undefined; label: string }[],
): SegmentRecord[] {
  const offered = wanted.map(({ id, label }, index): SegmentRecord => {
    const name = normaliseText(label)
    const known =
      before.find((segment) => segment.id === id) ??
      (id === undefined ? before.find((segment) => segment.label === name) : undefined)
    if (id !== undefined && !known)
      throw wrongField(`segments/${index}/id`, 'is no segment of this consultation', 'unknown-segment')
    return { id: known?.id ?? runtime.id(), label: name, retiredAt: null }
  })
  const ids = new Set(offered.map(({ id }) => id))
  const retired = before
    .filter(({ id }) => !ids.has(id))
    .map((segment) => ({ ...segment, retiredAt: segment.retiredAt ?? runtime.now() }))
  const labels = [...offered, ...retired].map(({ label }) => label)
  const twice = labels.findIndex((label, index) => labels.indexOf(label) !== index)
  if (twice >= 0)
    throw wrongField(
      'segments',
      `"${labels[twice]}" is the answer of another segment, offered before`,
      'answer-twice',
    )
  return [...offered, ...retired]
}

/** Proposals begin with the prefix and were weighed against the length; texts that are there must go on fitting. */
async function checkAgainstProposals(
  store: Store,
  before: ConsultationRecord,
  after: ConsultationRecord,
): Promise<void> {
  const isSame = before.proposalPrefix === after.proposalPrefix && before.language === after.language
  if (isSame) return
  const submitted = await store.results.submitted(before.id)
  if (submitted === 0) return
  const field = before.language === after.language ? 'proposalPrefix' : 'language'
  throw wrongField(
    field,
    `can no longer change: ${submitted} proposals were made with it`,
    'fixed-by-proposals',
    { proposals: submitted },
  )
}

async function write(
  context: AdminContext,
  before: ConsultationRecord,
  after: ConsultationRecord,
  act: AuditAct,
  alongside: readonly Statement[] = [],
): Promise<ConsultationRecord> {
  const changed = differences(shown(before), shown(after))
  if (Object.keys(changed.after).length === 0) return before
  await perform(context, [...context.store.consultations.change(after), ...alongside], {
    act,
    consultationId: before.id,
    subject: before.id,
    ...changed,
  })
  return after
}

/** Changes a consultation, unless somebody else did since it was read. Throws the problem `changed-meanwhile` then. */
export async function changeConsultation(
  context: AdminContext,
  before: ConsultationRecord,
  input: ChangedConsultation,
): Promise<ConsultationRecord> {
  const { revision, ...wanted } = checkedInput(changedConsultation, input)
  if (revision !== before.revision) throw new ProblemError('changed-meanwhile')
  const after: ConsultationRecord = {
    ...before,
    ...wanted,
    ...normalisedTexts(wanted),
    segments: mergedSegments(context.runtime, before.segments, wanted.segments),
    revision: revision + 1,
  }
  await checkAgainstProposals(context.store, before, after)
  return write(context, before, after, 'consultation.change')
}

/**
 * Begins a phase now, by the team's word: the dates are set so that they say it. Throws the problem `changed-meanwhile`, or
 * `sealed`.
 */
export async function beginPhase(
  context: AdminContext,
  before: ConsultationRecord,
  input: PhaseWord,
): Promise<ConsultationRecord> {
  const { phase, revision, ...given } = checkedInput(phaseWord, input)
  if (revision !== before.revision) throw new ProblemError('changed-meanwhile')
  const takesAny = takesVotes(phase) || phase === 'upcoming'
  if (before.secret === null && takesAny) throw new ProblemError('sealed')
  const wanted = {
    ...before,
    opensAt: given.opensAt ?? before.opensAt,
    closesAt: given.closesAt ?? before.closesAt,
  }
  const dates = datesOnWord(wanted, phase, context.runtime.now())
  return write(context, before, { ...before, ...dates, revision: revision + 1 }, 'consultation.phase')
}

/**
 * Destroys the key of the voters' pseudonyms, once votes have ended: votes can no longer be linked to a reader or
 * withdrawn. Also deletes where proposals were sent. Cannot be undone. Throws the problem `changed-meanwhile`, or
 * `votes-open`.
 */
export async function sealConsultation(
  context: AdminContext,
  before: ConsultationRecord,
  input: { revision: number },
): Promise<ConsultationRecord> {
  const { revision } = checkedInput(seal, input)
  if (revision !== before.revision) throw new ProblemError('changed-meanwhile')
  const phase = phaseAt(before, context.runtime.now())
  if (takesVotes(phase) || phase === 'upcoming') throw new ProblemError('votes-open')
  const after = { ...before, secret: null, revision: revision + 1 }
  return write(context, before, after, 'consultation.seal', [
    context.store.engagement.forgetPlaces(before.id),
  ])
}
