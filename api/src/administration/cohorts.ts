import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { VoteClass } from '../domain/votes/cohorts.ts'
import type { CohortRecord, CountedCohort } from '../store/cohorts.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import { SMALLEST_CROWD } from '../wire/constants.ts'
import type { FieldProblem } from '../wire/index.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { wrongField } from './checked-input.ts'
import { type ConcernedProposal, effectOf } from './cohort-effect.ts'

/** What the team decides about a cohort. */
export interface CohortDecision {
  class: VoteClass
  reason: string
}

export interface CohortDetails {
  cohort: CountedCohort
  hours: { hour: number; votes: number }[]
  /** Those with most of its votes first. */
  concerned: ConcernedProposal[]
}

/** Cohorts of a consultation that are large enough to be looked at, and the votes in all others. */
export async function cohortsOf(
  store: Store,
  { id }: ConsultationRecord,
): Promise<{ all: CountedCohort[]; cohorts: CountedCohort[]; small: number }> {
  const all = await store.cohorts.ofConsultation(id)
  const small = all.filter(({ votes }) => votes < SMALLEST_CROWD)
  return {
    all,
    cohorts: all.filter(({ votes }) => votes >= SMALLEST_CROWD),
    small: small.reduce((sum, { votes }) => sum + votes, 0),
  }
}

/** In the order of their ids. Throws the problem `unknown-cohort`, also of a cohort that is too small to be looked at. */
export async function findCohorts(
  store: Store,
  consultation: ConsultationRecord,
  ids: readonly string[],
): Promise<CountedCohort[]> {
  const { cohorts } = await cohortsOf(store, consultation)
  return ids.map((id) => {
    const found = cohorts.find((one) => one.id === id)
    if (!found) throw new ProblemError('unknown-cohort', { detail: `There is no cohort ${id}` })
    return found
  })
}

/** As `findCohorts`, of one. */
export async function findCohort(
  store: Store,
  consultation: ConsultationRecord,
  id: string,
): Promise<CountedCohort> {
  const [found] = await findCohorts(store, consultation, [id])
  return found as CountedCohort
}

/** When its votes came, and what the results would be if it were counted as it is not now, or not counted as it is now. */
export async function cohortDetails(
  store: Store,
  consultation: ConsultationRecord,
  cohort: CountedCohort,
): Promise<CohortDetails> {
  const otherWay = cohort.class === 'counted' ? 'unverified' : 'counted'
  return {
    cohort,
    hours: await store.cohorts.hours(cohort.id),
    concerned: await effectOf(store, consultation, [cohort], otherWay),
  }
}

function reasonOf({ reason }: CohortDecision): string {
  const because = normaliseText(reason.toWellFormed())
  if (because === '') throw wrongField('reason', 'is due', 'reason-missing')
  return because
}

/** Says who was faster, so that two people on one cohort understand each other. */
function meanwhile(cohorts: readonly { cohort: CohortRecord; index: number }[]): ProblemError {
  const errors = cohorts.map(({ cohort: { id, class: is, decidedBy }, index }): FieldProblem => {
    const pointer = `/cohorts/${index}`
    return decidedBy === null
      ? { pointer, detail: `${id} was changed` }
      : {
          pointer,
          detail: `${id} is ${is} by ${decidedBy}`,
          code: 'cohort-decided-by',
          values: { class: is, by: decidedBy },
        }
  })
  return new ProblemError('changed-meanwhile', { detail: errors[0]?.detail ?? '', errors })
}

/** Throws `changed-meanwhile` where a cohort is not as it was read. */
function checkUnchanged(
  cohorts: readonly CohortRecord[],
  revisionRead: (index: number) => number | undefined,
): void {
  const changed = cohorts
    .map((cohort, index) => ({ cohort, index }))
    .filter(({ cohort, index }) => (revisionRead(index) ?? cohort.revision) !== cohort.revision)
  if (changed.length > 0) throw meanwhile(changed)
}

const state = ({ class: is, reason }: Pick<CohortRecord, 'class' | 'reason'>) => ({ class: is, reason })

async function decideAll(
  context: AdminContext,
  before: readonly CountedCohort[],
  wanted: CohortDecision,
): Promise<CountedCohort[]> {
  const { store, runtime, actor } = context
  const decided = {
    class: wanted.class,
    reason: reasonOf(wanted),
    decidedAt: runtime.now(),
    decidedBy: actor.name,
  }
  const acts = before.map((cohort) => ({
    act: 'cohort.decide' as const,
    consultationId: cohort.consultationId,
    subject: cohort.id,
    before: state(cohort),
    after: { ...state(decided), votes: cohort.votes },
  }))
  try {
    await perform(
      context,
      before.flatMap((cohort) => store.cohorts.decision(cohort, decided)),
      ...acts,
    )
  } catch (error) {
    // Somebody was faster between our reading and our writing: look again, and say who.
    if (error instanceof ProblemError && error.code === 'changed-meanwhile') {
      const found = await Promise.all(before.map(({ id }) => store.cohorts.find(id)))
      checkUnchanged(
        before.map((cohort, index) => found[index] ?? cohort),
        (index) => before[index]?.revision,
      )
    }
    throw error
  }
  return before.map((cohort) => ({ ...cohort, ...decided, revision: cohort.revision + 1 }))
}

/**
 * Counts a cohort, sets it aside or leaves it unverified: the results have its votes, or not, from this transaction on,
 * however many they are. Throws `changed-meanwhile` if somebody else decided since the revision was read.
 */
export async function decideCohort(
  context: AdminContext,
  before: CountedCohort,
  wanted: CohortDecision & { revision?: number },
): Promise<CountedCohort> {
  checkUnchanged([before], () => wanted.revision)
  const [decided = before] = await decideAll(context, [before], wanted)
  return decided
}

/** As `decideCohort`, of several in one transaction: all are decided or none. */
export async function decideCohorts(
  context: AdminContext,
  consultation: ConsultationRecord,
  cohorts: readonly { id: string; revision?: number }[],
  wanted: CohortDecision,
): Promise<CountedCohort[]> {
  const unique = [...new Map(cohorts.map((cohort) => [cohort.id, cohort])).values()]
  const ids = unique.map(({ id }) => id)
  const before = await findCohorts(context.store, consultation, ids)
  checkUnchanged(before, (index) => unique[index]?.revision)
  return decideAll(context, before, wanted)
}
