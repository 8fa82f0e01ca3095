import type { ComponentChild } from 'preact'
import type { ListSort, ListZone } from '../../domain/results/result-list.ts'
import { commaOf } from '../../domain/text/typography.ts'
import type { ActionState, Consultation, PartnerRole, Phase, Rank, Vote } from '../../wire/index.ts'
import { bylineOf } from '../shown-text.ts'
import type { Key, Words } from '../words.ts'

/** All that the page says, in one language. The sentences are in `widget/locales/`; what a language lacks is said in English. */
export interface PageTexts {
  say: Words['say']
  phases: Record<Phase, (consultation: Consultation) => string>
  numbers(count: number): string
  percent(share: number): string
  proposals(count: number): string
  /** Who proposed; empty for nobody */
  byline(name: string | undefined, age: number | undefined): ComponentChild
  votes(count: number): string
  /** From eleven subscribers on. */
  vouched(voters: number, publisher: string): string
  none: string
  /** Where one can take part in this phase */
  where(phase: Consultation['phase']): string
  /** Behind the first number, in front of the proposal */
  theyAgree: string
  /** The ends of a 95 % interval */
  between(low: number, high: number): string
  sure: string
  /** Between which values a percentage is, and that it is so with 95 % certainty */
  sureBetween(low: number, high: number): string
  /** That it cannot be told from its neighbours */
  sureTied(rank: Rank): string
  /** What the thin line on a bar is */
  margin: string
  /** What the parts of a bar are */
  answers: Record<Vote, string>
  /** On which votes the results rest; voters null: not counted yet */
  basis(votes: number, voters: number | null, since: string): string
  updated(instant: string): string
  overview: string
  zones: Record<ListZone, string>
  zoneCount(zone: ListZone, count: number): string
  /** From one place to another: its score cannot be told from theirs */
  rank(rank: Rank): string
  disagree(share: number): string
  consensus: string
  consensusNote: string
  /** Why a smaller share may stand before a larger one: in a list by rank, and in one by its share */
  order: { byRank: string; byShare: string }
  controversies: string
  rejections: string
  nothingListed: string
  agree(share: number): string
  bar(agree: number, neutral: number, disagree: number): string
  plebiscite: string
  segments: string
  segmentsNote: string
  tooFew: string
  common: string
  different: string
  participation: string
  participationNote(days: number, most: number, day: string): string
  figures: string
  dayHead: string
  votesHead: string
  readersHead: string
  all: string
  search: string
  searchButton: string
  zoneHead: string
  everyZone: string
  sortHead: string
  sorts: Record<ListSort, string>
  found(count: number): string
  /** Of the pages of the list */
  pageOf(page: number, pages: number): string
  previous: string
  next: string
  themes: string
  themesNote: string
  themeHead: string
  everyTheme: string
  proposalsHead: string
  inFavourHead: string
  inFavour(share: number): string
  /** The themes of an action */
  themesOf(names: string): string
  /** Between names. */
  comma: string
  method: string
  /** How to read the results, a paragraph each */
  methodWords(rankedFrom: number): string[]
  /** In front of the actions that a proposal led to */
  becameOf: string
  actions: string
  states: Record<ActionState, string>
  carriedBy(carrier: string): string
  progress(share: number): string
  reading(value: number, unit: string, day: string): string
  target(value: number, unit: string): string
  baseline(value: number, unit: string): string
  behind: string
  history: string
  change(field: string, before: string | null, after: string | null): string
  map: {
    direction: 'ltr' | 'rtl'
    title: string
    description(people: number, groups: string): string
    group(name: string, share: number): string
  }
  openData: string
  integrity: string
  roles: Record<PartnerRole, string>
  day(instant: string): string
}

const FIELDS: Readonly<Record<string, Key>> = {
  created: 'page.field.created',
  state: 'page.field.state',
  title: 'page.field.title',
  description: 'page.field.description',
  carrier: 'page.field.carrier',
  proposals: 'page.field.proposals',
  indicator: 'page.field.indicator',
}

function changeWriter({ say, day, direction }: Words, states: PageTexts['states']): PageTexts['change'] {
  const value = (field: string, text: string | null): string =>
    text === null ? '–' : field === 'state' ? (states[text as ActionState] ?? text) : text
  const nameOf = (field: string): string => {
    const [, measuredOn] = /^reading (.*)$/.exec(field) ?? []
    const key = FIELDS[field]
    return measuredOn ? `${say('page.field.reading')} (${day(measuredOn)})` : key ? say(key) : field
  }
  return (field, before, after) => {
    const label = nameOf(field)
    // Texts may be long, and lists of identifiers say nothing: that they changed is enough.
    if (['created', 'proposals', 'description'].includes(field)) return label
    const now = value(field, after)
    return say('page.labelled', {
      label,
      value: before === null ? now : `${value(field, before)} ${direction === 'rtl' ? '←' : '→'} ${now}`,
    })
  }
}

function textsOf(words: Words): PageTexts {
  const { say, number, percent, day, moment } = words
  const measured = (value: number, unit: string): string => [number(value), unit].filter(Boolean).join(' ')
  const rank = ({ place, from, to }: Rank): string =>
    from === to
      ? say('results.rank', { place: number(place) })
      : say('widget.tied', { from: number(from), to: number(to) })
  const states = {
    planned: say('widget.actions.planned'),
    started: say('widget.actions.started'),
    done: say('widget.actions.done'),
    stopped: say('widget.actions.stopped'),
  }
  return {
    say,
    phases: {
      upcoming: ({ opensAt }) => say('page.phase.upcoming', { date: day(opensAt) }),
      open: ({ closesAt }) => say('page.phase.open', { date: day(closesAt) }),
      'vote-only': ({ closesAt }) => say('page.phase.vote-only', { date: day(closesAt) }),
      analysis: ({ resultsAt }) =>
        resultsAt ? say('page.phase.analysis.until', { date: day(resultsAt) }) : say('page.phase.analysis'),
      results: () => say('page.phase.results'),
      action: () => say('page.phase.action'),
      closed: () => say('page.phase.closed'),
    },
    numbers: number,
    percent,
    proposals: (count) => say('page.proposals', { count }),
    byline: (name, age) => bylineOf(name, age, words),
    votes: (count) => say('widget.voteCount', { count }),
    vouched: (count, publisher) => say('page.vouched', { count, publisher }),
    none: say('page.none'),
    where: (phase) => say(phase === 'open' ? 'page.where.open' : 'page.where.vote-only'),
    theyAgree: say('widget.theyAgree'),
    between: (low, high) => say('results.between', { low: percent(low), high: percent(high) }),
    sure: say('results.sure'),
    sureBetween: (low, high) => say('results.sure.between', { low: percent(low), high: percent(high) }),
    sureTied: (place) => `${say('page.labelled', { label: rank(place), value: say('results.sure.tied') })}.`,
    margin: say('results.margin'),
    answers: {
      agree: say('widget.votes.agree'),
      neutral: say('widget.votes.neutral'),
      disagree: say('widget.votes.disagree'),
    },
    basis: (count, readers, since) =>
      readers === null
        ? say('widget.basis', { count, date: day(since) })
        : say('widget.basis.readers', { count, readers, date: day(since) }),
    updated: (instant) => say('results.updated', { date: moment(instant) }),
    overview: say('results.overview'),
    zones: {
      consensus: say('results.zones.consensus'),
      controversy: say('results.zones.controversy'),
      rejection: say('results.zones.rejection'),
      limbo: say('results.zones.limbo'),
      unranked: say('results.zones.unranked'),
    },
    zoneCount: (zone, count) => say(`results.zoneCount.${zone}`, { count }),
    rank,
    disagree: (share) => say('results.disagree', { share: percent(share) }),
    consensus: say('widget.consensus'),
    consensusNote: say('page.consensusNote'),
    order: { byRank: say('results.order'), byShare: say('results.order.byShare') },
    controversies: say('page.controversies'),
    rejections: say('page.rejections'),
    nothingListed: say('widget.nothingListed'),
    agree: (share) => say('widget.agreed', { share: percent(share) }),
    bar: (agree, neutral, disagree) =>
      say('page.bar', { agree: percent(agree), neutral: percent(neutral), disagree: percent(disagree) }),
    plebiscite: say('page.plebiscite'),
    segments: say('page.segments'),
    segmentsNote: say('page.segmentsNote'),
    tooFew: say('page.tooFew'),
    common: say('results.common'),
    different: say('results.different'),
    participation: say('results.participation'),
    participationNote: (count, most, date) =>
      say('results.participationNote', { count, most, date: day(date) }),
    figures: say('results.figures'),
    dayHead: say('results.day'),
    votesHead: say('results.votes'),
    readersHead: say('results.readers'),
    all: say('results.all'),
    search: say('results.search'),
    searchButton: say('results.searchButton'),
    zoneHead: say('results.zone'),
    everyZone: say('results.everyZone'),
    sortHead: say('results.sort'),
    sorts: {
      rank: say('results.sorts.rank'),
      agree: say('results.sorts.agree'),
      disagree: say('results.sorts.disagree'),
      votes: say('results.sorts.votes'),
    },
    found: (count) => (count === 0 ? say('results.foundNothing') : say('results.found', { count })),
    pageOf: (page, pages) => say('results.pageOf', { page: number(page), pages: number(pages) }),
    previous: say('results.previous'),
    next: say('results.next'),
    themes: say('results.themes'),
    themesNote: say('results.themes.note'),
    themeHead: say('results.theme'),
    everyTheme: say('results.everyTheme'),
    proposalsHead: say('results.proposals'),
    inFavourHead: say('results.inFavour'),
    inFavour: (share) => say('results.inFavour.share', { share: percent(share) }),
    comma: commaOf(words.language),
    themesOf: (names) => say('results.themes.of', { names }),
    method: say('results.method'),
    methodWords: (count) => [
      say('results.method.votes', { count }),
      say('results.method.zones'),
      say('results.method.sure'),
      say('results.method.public'),
    ],
    becameOf: say('results.becameOf'),
    actions: say('page.actions'),
    states,
    carriedBy: (carrier) => say('page.carriedBy', { carrier }),
    progress: (share) => say('page.progress', { share: percent(share) }),
    reading: (value, unit, date) => say('page.labelled', { label: day(date), value: measured(value, unit) }),
    target: (value, unit) => say('results.target', { value: measured(value, unit) }),
    baseline: (value, unit) => say('results.baseline', { value: measured(value, unit) }),
    behind: say('page.behind'),
    history: say('page.history'),
    change: changeWriter(words, states),
    map: {
      direction: words.direction,
      title: say('page.map.title'),
      description: (people, groups) => say('page.map.description', { people, groups }),
      group: (name, share) => say('page.map.group', { name, share: percent(share) }),
    },
    openData: say('page.openData'),
    integrity: say('page.integrity'),
    roles: {
      founding: say('page.roles.founding'),
      associate: say('page.roles.associate'),
      media: say('page.roles.media'),
      association: say('page.roles.association'),
      institution: say('page.roles.institution'),
    },
    day,
  }
}

const known = new WeakMap<Words, PageTexts>()

/** What the page says, in the words of a language. */
export function pageTexts(words: Words): PageTexts {
  const texts = known.get(words) ?? textsOf(words)
  known.set(words, texts)
  return texts
}
