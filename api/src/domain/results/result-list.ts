import type { LIST_SORTS, LIST_ZONES } from '../../wire/constants.ts'
import type { ConsultationSettings, ScoredProposal, ZoneCounts } from '../../wire/index.ts'
import { divide, type Rankable, type RankedZone, type RankedZones, rankAt, scored } from './rank-results.ts'
import { confidenceOf, ratesOf, votesOf } from './scores.ts'

export type ListSort = (typeof LIST_SORTS)[number]
export type ListZone = (typeof LIST_ZONES)[number]

export interface ListQuery {
  /** Each of its words must be in the text, in any case and with any accents; empty: all. */
  words: string
  zone: ListZone | null
  /** Id of a theme; null: any. */
  theme: string | null
  sort: ListSort
  /** From 1. */
  page: number
}

export interface ListPage {
  proposals: ScoredProposal[]
  total: number
  page: number
  pages: number
}

const PAGE_SIZE = 25

interface Entry<Proposal> {
  proposal: Proposal
  zone: ListZone
  /** Its index in the list of its zone; -1 in limbo and where it is not ranked. */
  index: number
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const isListedZone = (zone: ListZone): zone is RankedZone =>
  zone === 'consensus' || zone === 'controversy' || zone === 'rejection'

/** The least that the rate of a vote may well be. */
function surely(key: 'agree' | 'disagree', { tallies }: Rankable): number {
  const rate = ratesOf(tallies)[key]
  return rate - confidenceOf(rate, votesOf(tallies))
}

/** Every proposal of a consultation, to be searched, sorted and read page by page. Made once for each state of the votes. */
export class ResultList<Proposal extends Rankable> {
  readonly zones: RankedZones<Proposal>
  readonly counts: ZoneCounts
  readonly #settings: ConsultationSettings
  /** In the order of the results: zone by zone, each as it is ranked. */
  readonly #entries: Entry<Proposal>[]
  readonly #sorted = new Map<ListSort, Entry<Proposal>[]>()
  #folded: Map<Proposal, string> | undefined

  constructor(proposals: readonly Proposal[], settings: ConsultationSettings) {
    this.#settings = settings
    const { zones, others } = divide(proposals, settings)
    this.zones = zones
    const lists: Record<ListZone, Entry<Proposal>[]> = {
      consensus: this.#ranked('consensus'),
      controversy: this.#ranked('controversy'),
      limbo: [],
      rejection: this.#ranked('rejection'),
      unranked: [],
    }
    for (const proposal of others) {
      // Whatever has the votes and is in no list is limbo: it has no list.
      const zone = votesOf(proposal.tallies) < settings.results.rankedFrom ? 'unranked' : 'limbo'
      lists[zone].push({ proposal, zone, index: -1 })
    }
    for (const zone of ['limbo', 'unranked'] as const) lists[zone].sort(byVotes)
    this.#entries = Object.values(lists).flat()
    this.counts = {
      consensus: lists.consensus.length,
      controversy: lists.controversy.length,
      rejection: lists.rejection.length,
      limbo: lists.limbo.length,
      unranked: lists.unranked.length,
    }
  }

  /**
   * One page of those that a reader asks for; the last one where it asks for one behind. `themeOf`: by proposals.
   * `translationOf`: what a proposal says in the reader's language; words are looked for there too.
   */
  page(
    { words, zone, theme, sort, page }: ListQuery,
    themeOf: ReadonlyMap<string, string>,
    translationOf: (proposal: Proposal) => string | undefined = () => undefined,
  ): ListPage {
    const wanted = folded(words).split(/\s+/).filter(Boolean)
    const found = this.#in(sort).filter(
      ({ proposal, zone: own }) =>
        (zone === null || own === zone) &&
        (theme === null || themeOf.get(proposal.id) === theme) &&
        this.#holds(proposal, wanted, translationOf),
    )
    const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
    const shown = Math.min(page, pages)
    const start = (shown - 1) * PAGE_SIZE
    return {
      proposals: found.slice(start, start + PAGE_SIZE).map((entry) => this.#scored(entry)),
      total: found.length,
      page: shown,
      pages,
    }
  }

  /** Each with its zone and its place there (null: it has none), in the order of the results. */
  *each(): Generator<{ proposal: Proposal; zone: ListZone; place: number | null }, void> {
    for (const { proposal, zone, index } of this.#entries)
      yield { proposal, zone, place: index < 0 ? null : index + 1 }
  }

  /** The text of each, by id. */
  texts(): Map<string, string> {
    return new Map(this.#entries.map(({ proposal: { id, text } }) => [id, text]))
  }

  /** What the votes say of some proposals, by id; those not accepted are left out. */
  of(ids: ReadonlySet<string>): Map<string, ScoredProposal> {
    const found = ids.size === 0 ? [] : this.#entries.filter(({ proposal }) => ids.has(proposal.id))
    return new Map(found.map((entry) => [entry.proposal.id, this.#scored(entry)]))
  }

  #ranked(zone: RankedZone): Entry<Proposal>[] {
    return this.zones[zone].map(({ proposal }, index) => ({ proposal, zone, index }))
  }

  #in(sort: ListSort): readonly Entry<Proposal>[] {
    if (sort === 'rank') return this.#entries
    let list = this.#sorted.get(sort)
    if (!list) {
      list = sort === 'votes' ? this.#entries.toSorted(byVotes) : this.#bySurest(sort)
      this.#sorted.set(sort, list)
    }
    return list
  }

  #bySurest(key: 'agree' | 'disagree'): Entry<Proposal>[] {
    return this.#entries
      .map((entry) => ({ entry, least: surely(key, entry.proposal) }))
      .sort((one, other) => other.least - one.least)
      .map(({ entry }) => entry)
  }

  #holds(
    proposal: Proposal,
    wanted: readonly string[],
    translationOf: (proposal: Proposal) => string | undefined,
  ): boolean {
    if (wanted.length === 0) return true
    this.#folded ??= new Map(this.#entries.map((entry) => [entry.proposal, folded(entry.proposal.text)]))
    const text = this.#folded.get(proposal) ?? ''
    if (wanted.every((word) => text.includes(word))) return true
    const translation = translationOf(proposal)
    if (translation === undefined) return false
    const translated = folded(translation)
    return wanted.every((word) => translated.includes(word))
  }

  #scored({ proposal, zone, index }: Entry<Proposal>): ScoredProposal {
    const rank = isListedZone(zone) ? rankAt(this.zones[zone], index) : undefined
    return scored(proposal, this.#settings, rank)
  }
}

const byVotes = (one: Entry<Rankable>, other: Entry<Rankable>): number =>
  votesOf(other.proposal.tallies) - votesOf(one.proposal.tallies) ||
  (one.proposal.id < other.proposal.id ? -1 : 1)
