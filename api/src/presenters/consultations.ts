import { progressOf } from '../domain/consultations/action-progress.ts'
import { languagesOf } from '../domain/consultations/consultation-languages.ts'
import type { ConsultationTexts } from '../domain/consultations/consultation-texts.ts'
import { phaseAt } from '../domain/consultations/phases.ts'
import { type Headline, headlineOf, isTied } from '../domain/results/headline.ts'
import { holdMarks } from '../domain/text/typography.ts'
import type { ActionRecord, ActionStore, PublicAction } from '../store/actions.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type {
  Action,
  Consultation,
  Followed,
  OpinionGroups,
  OpinionReport,
  Outcome,
  Results,
  Segments,
  TeamActionState,
  TeamConsultation,
} from '../wire/index.ts'
import { instant, maybeInstant } from './instants.ts'

function presentSegments({ segmentQuestion, segments }: ConsultationTexts): Segments | null {
  const offered = segments.filter(({ retiredAt }) => retiredAt === null)
  if (segmentQuestion === '' || offered.length === 0) return null
  return {
    question: holdMarks(segmentQuestion),
    options: offered.map(({ id, label }) => ({ id, label: holdMarks(label) })),
  }
}

/**
 * A consultation as everyone may see it, in the phase it is in at `now` (milliseconds); `texts`: what it says in another of
 * its languages.
 */
export function presentConsultation(
  record: ConsultationRecord,
  publicUrl: string,
  now: number,
  texts: ConsultationTexts = record,
): Consultation {
  return {
    slug: record.slug,
    question: holdMarks(texts.question),
    introduction: holdMarks(texts.introduction),
    language: texts.language,
    ...(record.otherLanguages.length > 0 ? { languages: languagesOf(record) } : {}),
    phase: phaseAt(record, now),
    opensAt: instant(record.opensAt),
    proposalsCloseAt: record.proposalsCloseAt === null ? null : instant(record.proposalsCloseAt),
    closesAt: instant(record.closesAt),
    resultsAt: record.resultsAt === null ? null : instant(record.resultsAt),
    segments: presentSegments(texts),
    proposalPrefix: texts.proposalPrefix,
    proposalMaxLength: record.proposalMaxLength,
    sequenceSize: record.sequenceSize,
    url: `${publicUrl}/c/${record.slug}`,
  }
}

/** An action as everyone may see it, or the team. */
export function presentAction<State extends TeamActionState>(
  record: ActionRecord<State>,
): Omit<Action, 'state'> & { state: State } {
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
    changes: changes.map(({ at, ...change }) => ({ at: instant(at), ...change })),
  }
}

/** The headline as the widget words it. */
function presentHeadline({ first, votes, voters }: Headline): NonNullable<Outcome['headline']> {
  if (!first) return { proposal: null, votes, voters }
  const { proposal, agree } = first
  const { id, text, rank } = proposal
  const tied = rank && isTied(proposal) ? { tied: { from: rank.from, to: rank.to } } : {}
  return { proposal: { id, text, agree, ...tied }, votes, voters }
}

/** As much as the widget has room for. */
const OUTCOME_SHOWN = 3

/** What became of a consultation, in the few lines that the widget shows in articles that have long been read. */
export async function outcomeOf(
  consultation: ConsultationRecord,
  results: { of(consultation: ConsultationRecord): Promise<Results> },
  store: ActionStore,
): Promise<Outcome> {
  const [found, actions] = await Promise.all([results.of(consultation), store.announced(consultation.id)])
  return {
    headline: presentHeadline(headlineOf(found)),
    consensus: found.all.consensus.slice(0, OUTCOME_SHOWN).map(({ id, text, votes, tallies }) => ({
      id,
      text,
      agree: tallies.agree / votes,
    })),
    actions: actions.slice(0, OUTCOME_SHOWN).map((action) => ({
      title: action.title,
      // The consultation may be shown in another.
      ...(consultation.otherLanguages.length > 0 ? { language: consultation.language } : {}),
      state: action.state,
      progress: progressOf(action.indicator, action.readings),
      proposals: behind(action),
    })),
  }
}

/** Of the proposals behind an action as many as a payload has room for. */
const MOST_BEHIND = 10
const behind = ({ proposals }: ActionRecord): string[] => proposals.slice(0, MOST_BEHIND).map(({ id }) => id)

/** An action as it is told to readers of articles with other consultations; undefined if it rests on no proposal. */
export function presentFollowed(
  action: PublicAction,
  { slug, language }: Pick<ConsultationRecord, 'slug' | 'language'>,
  publicUrl: string,
): Followed | undefined {
  const { id, title, state, indicator, readings } = action
  if (action.proposals.length === 0) return undefined
  return {
    consultation: slug,
    url: `${publicUrl}/c/${slug}#action-${id}`,
    title,
    language,
    state,
    progress: progressOf(indicator, readings),
    proposals: behind(action),
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
  // How sure the groups are is for the team, and what the next computation starts from for nobody.
  const { certainty: _certainty, memory: _memory, ...told } = report
  return {
    ...told,
    computedAt: instant(computedAt),
    groups: report.groups.map((group) => ({
      ...group,
      representative: group.representative.flatMap(withText),
    })),
    proposals: report.proposals.flatMap(withText).slice(0, PROPOSALS_SHOWN),
  }
}

/** A consultation as its team sees it, in the phase it is in at `now` (milliseconds). */
export const presentTeamConsultation = (
  record: ConsultationRecord,
  publicUrl: string,
  now: number,
): TeamConsultation => ({
  slug: record.slug,
  language: record.language,
  otherLanguages: record.otherLanguages,
  question: record.question,
  introduction: record.introduction,
  proposalPrefix: record.proposalPrefix,
  proposalMaxLength: record.proposalMaxLength,
  moderation: record.moderation,
  sequenceSize: record.sequenceSize,
  phase: phaseAt(record, now),
  opensAt: instant(record.opensAt),
  proposalsCloseAt: maybeInstant(record.proposalsCloseAt),
  closesAt: instant(record.closesAt),
  resultsAt: maybeInstant(record.resultsAt),
  actionAt: maybeInstant(record.actionAt),
  endsAt: maybeInstant(record.endsAt),
  segmentQuestion: record.segmentQuestion,
  segments: record.segments.map(({ id, label, retiredAt }) => ({
    id,
    label,
    retiredAt: maybeInstant(retiredAt),
  })),
  settings: record.settings,
  isSealed: record.secret === null,
  url: `${publicUrl}/c/${record.slug}`,
  createdAt: instant(record.createdAt),
  revision: record.revision,
})
