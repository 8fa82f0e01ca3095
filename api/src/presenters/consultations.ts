import { progressOf } from '../domain/action-progress.ts'
import { phaseAt } from '../domain/phases.ts'
import type { ActionRecord, ActionStore } from '../store/actions.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type {
  Action,
  Consultation,
  OpinionGroups,
  OpinionReport,
  Outcome,
  Results,
  Segments,
} from '../wire/index.ts'

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()

function presentSegments({ segmentQuestion, segments }: ConsultationRecord): Segments | null {
  const offered = segments.filter(({ retiredAt }) => retiredAt === null)
  if (segmentQuestion === '' || offered.length === 0) return null
  return { question: segmentQuestion, options: offered.map(({ id, label }) => ({ id, label })) }
}

/** A consultation as everyone may see it, in the phase it is in at `now` (milliseconds). */
export function presentConsultation(
  record: ConsultationRecord,
  publicUrl: string,
  now: number,
): Consultation {
  return {
    slug: record.slug,
    question: record.question,
    introduction: record.introduction,
    language: record.language,
    phase: phaseAt(record, now),
    opensAt: instant(record.opensAt),
    proposalsCloseAt: record.proposalsCloseAt === null ? null : instant(record.proposalsCloseAt),
    closesAt: instant(record.closesAt),
    resultsAt: record.resultsAt === null ? null : instant(record.resultsAt),
    segments: presentSegments(record),
    proposalPrefix: record.proposalPrefix,
    proposalMaxLength: record.proposalMaxLength,
    sequenceSize: record.sequenceSize,
    url: `${publicUrl}/c/${record.slug}`,
  }
}

/** An action as everyone may see it. */
export function presentAction(record: ActionRecord): Action {
  const { id, title, description, carrier, state, proposals, indicator, readings, changes, revision } = record
  return {
    id,
    title,
    description,
    carrier,
    state,
    proposals,
    indicator,
    readings,
    revision,
    progress: progressOf(indicator, readings),
    changes: changes.map(({ at, ...change }) => ({ at: new Date(at).toISOString(), ...change })),
  }
}

/** As much as the widget has room for. */
const OUTCOME_SHOWN = 3

/** What became of a consultation, in the few lines that the widget shows in articles that have long been read. */
export async function outcomeOf(
  consultation: ConsultationRecord,
  results: { of(consultation: ConsultationRecord): Promise<Results> },
  store: ActionStore,
): Promise<Outcome> {
  const [{ all }, actions] = await Promise.all([results.of(consultation), store.all(consultation.id)])
  return {
    consensus: all.consensus.slice(0, OUTCOME_SHOWN).map(({ text, votes, tallies }) => ({
      text,
      agree: tallies.agree / votes,
    })),
    actions: actions.slice(0, OUTCOME_SHOWN).map(({ title, state, indicator, readings }) => ({
      title,
      state,
      progress: progressOf(indicator, readings),
    })),
  }
}

const PROPOSALS_SHOWN = 100

/**
 * A report for readers, with the texts of its proposals. Those no longer accepted are left out; `texts` holds
 * the accepted ones by id.
 */
export function presentOpinionGroups(
  { computedAt, report }: { computedAt: number; report: OpinionReport },
  texts: ReadonlyMap<string, string>,
): OpinionGroups {
  const withText = <Entry extends { id: string }>(entry: Entry): (Entry & { text: string })[] => {
    const text = texts.get(entry.id)
    return text === undefined ? [] : [{ ...entry, text }]
  }
  return {
    ...report,
    computedAt: new Date(computedAt).toISOString(),
    groups: report.groups.map((group) => ({
      ...group,
      representative: group.representative.flatMap(withText),
    })),
    proposals: report.proposals.flatMap(withText).slice(0, PROPOSALS_SHOWN),
  }
}
