import { takesVotes } from '../domain/consultations/phases.ts'
import type { ShownText } from '../domain/consultations/translations.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { headlineOf } from '../domain/results/headline.ts'
import { DOT } from '../domain/text/typography.ts'
import type {
  Action,
  Consultation,
  OpinionGroups,
  Results,
  ResultsView,
  ScoredProposal,
} from '../wire/index.ts'
import { LEAST_CONSENSUS } from './consultation/groups-section.ts'
import { groupsTexts } from './consultation/groups-texts.ts'
import { type PageTexts, pageTexts } from './consultation/texts.ts'
import { agreeInterval } from './consultation/votes-bar.ts'
import type { Words } from './words.ts'

type Row = ResultsView['rows'][number]
type Shown = Pick<ResultsView, 'title' | 'rows' | 'note'>

/** What is published, as far as a view needs it. */
export interface ViewedResults {
  results: Results
  /** What the votes say of a proposal; undefined: it is not among the accepted ones. */
  proposalOf(id: string): ScoredProposal | undefined
  /** Null as long as they are not computed. */
  groups: OpinionGroups | null
  actions: readonly Action[]
  /** The language in which the team writes of actions; undefined: the sentences are in it. */
  written?: string | undefined
}

/** As many as an article and a picture have room for. */
const MOST_ROWS = 3

/** A text with its language, and with what it is a translation of, if it is one. */
const withOriginal = ({ text, language, translation }: ShownText) => ({
  text,
  ...(language === undefined ? {} : { language }),
  ...(translation
    ? { original: translation.originalText, originalLanguage: translation.originalLanguage }
    : {}),
})

function proposalRow(proposal: ScoredProposal, texts: PageTexts): Row {
  const { votes, tallies } = proposal
  const text = withOriginal(proposal)
  if (votes === 0) return { ...text, figure: '', caption: texts.votes(0), parts: [], marks: [] }
  const [agree, neutral, disagree] = [
    tallies.agree / votes,
    tallies.neutral / votes,
    tallies.disagree / votes,
  ]
  const { low, high } = agreeInterval(proposal)
  return {
    ...text,
    figure: texts.percent(agree),
    caption: [texts.agree(agree), texts.between(low, high), texts.votes(votes)].join(DOT),
    parts: [
      { kind: 'agree', share: agree },
      { kind: 'neutral', share: neutral },
      { kind: 'disagree', share: disagree },
    ],
    marks: [],
  }
}

/** Groups at the middle of their bands; those of one band share a mark. */
function groupRow(proposal: OpinionGroups['proposals'][number], words: Words): Row {
  const { groups } = proposal
  const texts = groupsTexts(words)
  const names = new Map<number, string>()
  for (const { group, agreement } of groups) {
    const at = (agreement.from + agreement.to) / 2
    names.set(at, (names.get(at) ?? '') + group)
  }
  return {
    ...withOriginal(proposal),
    figure: '',
    caption: groups.map(({ group, agreement }) => texts.agreement(group, agreement)).join(DOT),
    parts: [],
    marks: [...names].map(([at, name]) => ({ at, name })),
  }
}

function actionRow(
  { title, state, progress, carrier }: Action,
  written: string | undefined,
  texts: PageTexts,
): Row {
  return {
    text: title,
    ...(written === undefined ? {} : { language: written }),
    figure: progress === null ? '' : texts.percent(progress),
    caption: [
      texts.states[state],
      progress === null ? '' : texts.progress(progress),
      carrier === '' ? '' : texts.carriedBy(carrier),
    ]
      .filter(Boolean)
      .join(DOT),
    ...(carrier === '' ? {} : { carrier }),
    parts: progress === null ? [] : [{ kind: 'done', share: progress }],
    marks: [],
  }
}

function consensus({ results }: ViewedResults, texts: PageTexts): Shown {
  const rows = results.all.consensus.slice(0, MOST_ROWS).map((proposal) => proposalRow(proposal, texts))
  return { title: texts.consensus, rows, note: rows.length === 0 ? texts.nothingListed : '' }
}

function groups({ groups: report }: ViewedResults, words: Words): Shown {
  const texts = groupsTexts(words)
  if (!report || report.groups.length === 0)
    return { title: texts.title, rows: [], note: texts.why(report ?? { noGroups: null, leastVotes: 0 }) }
  const united = report.proposals
    .filter(({ consensus: score }) => score >= LEAST_CONSENSUS)
    .slice(0, MOST_ROWS)
  return {
    title: texts.across,
    rows: united.map((proposal) => groupRow(proposal, words)),
    note: united.length === 0 ? texts.noneAcross : texts.people(report.people, report.groups.length),
  }
}

function proposal({ results, proposalOf }: ViewedResults, id: string | undefined, texts: PageTexts): Shown {
  const found = id === undefined ? headlineOf(results).first?.proposal : proposalOf(id)
  if (!found && id !== undefined) throw new ProblemError('unknown-proposal')
  if (!found) return { title: texts.consensus, rows: [], note: texts.nothingListed }
  const zone = found.rank || found.zone === 'limbo' ? found.zone : 'unranked'
  return { title: texts.zones[zone], rows: [proposalRow(found, texts)], note: '' }
}

function actions(
  { actions: all, written }: ViewedResults,
  { say, language }: Words,
  texts: PageTexts,
): Shown {
  const elsewhere = written === language ? undefined : written
  const rows = all.slice(0, MOST_ROWS).map((action) => actionRow(action, elsewhere, texts))
  return { title: texts.actions, rows, note: rows.length === 0 ? say('widget.phase.action') : '' }
}

function expected({ phase, resultsAt }: Consultation, { say, day }: Words): string {
  if (phase === 'analysis') return ''
  return resultsAt === null ? say('results.later') : say('results.expectedOn', { date: day(resultsAt) })
}

export interface ViewRequest {
  view: ResultsView['view']
  /** Of the view `proposal`. */
  proposal?: string | undefined
}

/**
 * A part of the results in sentences and shares, for an element, a picture or a frame. `published` is null before the results
 * are. Refuses a proposal that is not among the accepted ones.
 */
export function resultsViewOf(
  consultation: Consultation,
  published: ViewedResults | null,
  { view, proposal: id }: ViewRequest,
  words: Words,
): ResultsView {
  const texts = pageTexts(words)
  const { phase, question, url, opensAt } = consultation
  const { language, direction } = words
  const isElsewhere = !consultation.language.startsWith(language)
  const shared = {
    view,
    phase,
    language,
    direction,
    question,
    ...(isElsewhere ? { questionLanguage: consultation.language } : {}),
  }
  if (!published) {
    return {
      ...shared,
      title: texts.phases[phase](consultation),
      rows: [],
      note: expected(consultation, words),
      link: { url, text: words.say(takesVotes(phase) ? 'page.haveMySay' : 'widget.open') },
    }
  }
  const shown = {
    consensus: () => consensus(published, texts),
    groups: () => groups(published, words),
    proposal: () => proposal(published, id, texts),
    action: () => actions(published, words, texts),
  }[view]()
  const { votes, voters } = headlineOf(published.results)
  return {
    ...shared,
    ...shown,
    // Texts of people stay in the language of the consultation where it is not held in the reader's.
    rows: isElsewhere ? shown.rows.map((row) => ({ language: consultation.language, ...row })) : shown.rows,
    note: shown.note || texts.basis(votes, voters, opensAt),
    link: { url, text: words.say(view === 'action' ? 'widget.link.action' : 'widget.link.results') },
  }
}
