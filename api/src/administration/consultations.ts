import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import type { Chance } from '../services.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { ConstraintError } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import { newConsultation } from '../wire/administration.ts'
import type { NewConsultation } from '../wire/index.ts'
import { checkedInput, wrongField } from './checked-input.ts'

const SECRET_BYTES = 32

/** Stores a consultation, with a fresh secret for its voters' pseudonyms. */
export async function createConsultation(
  store: Store,
  chance: Chance,
  input: NewConsultation,
): Promise<ConsultationRecord> {
  const wanted = checkedInput(newConsultation, input)
  const question = normaliseText(wanted.question)
  if (question === '') throw wrongField('question', 'is empty')
  const consultation: ConsultationRecord = {
    ...wanted,
    id: `con_${chance.id()}`,
    question,
    introduction: normaliseText(wanted.introduction),
    // Proposals are held against it in their normal form.
    proposalPrefix: normaliseText(wanted.proposalPrefix),
    segmentQuestion: normaliseText(wanted.segmentQuestion),
    segments: wanted.segments.map((label) => ({
      id: chance.id(),
      label: normaliseText(label),
      retiredAt: null,
    })),
    secret: chance.bytes(SECRET_BYTES),
    createdAt: chance.now(),
  }
  try {
    await store.consultations.create(consultation)
  } catch (error) {
    if (!(error instanceof ConstraintError && /slug/.test(error.constraint))) throw error
    throw new ProblemError('slug-taken', { detail: `There is a consultation "${wanted.slug}" already` })
  }
  return consultation
}

/** The consultation with this slug. */
export async function findConsultation(store: Store, slug: string): Promise<ConsultationRecord> {
  const found = await store.consultations.bySlug(slug)
  if (!found) throw new ProblemError('unknown-consultation', { detail: `There is no consultation "${slug}"` })
  return found
}
