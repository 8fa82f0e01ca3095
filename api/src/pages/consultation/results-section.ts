import { type ComponentChild, h } from 'preact'
import type { ListZone } from '../../domain/results/result-list.ts'
import type { Results, ScoredProposal } from '../../wire/index.ts'
import type { ReaderContext } from '../reader-context.ts'
import type { TextMark } from '../shown-text.ts'
import { zoneAddress } from './all-proposals-section.ts'
import { type ActionsBehind, listedProposal, rankNote } from './listed-proposal.ts'
import { segmentsSection } from './segments-section.ts'
import type { PageTexts } from './texts.ts'
import { barLegend, hatching } from './votes-bar.ts'

interface Listing {
  /** Of the section within the page; without one nothing leads to it. */
  id?: string
  title: string
  note?: string
  side?: 'agree' | 'disagree'
  actions: ActionsBehind
  /** Of names of actions. */
  mark?: TextMark
  /** Where all of the zone are, and how many; without it nothing leads there. */
  whole?: { zone: ListZone; count: number; reader: ReaderContext } | undefined
}

/** Says that a list is only the first of a zone, and leads to all of it. */
function wayToAll(shown: number, whole: Listing['whole'], texts: PageTexts): ComponentChild {
  if (!whole || whole.count <= shown) return null
  const { zone, count, reader } = whole
  const words = texts.say('page.labelled', { label: texts.all, value: texts.zoneCount(zone, count) })
  return h('p', null, h('a', { href: zoneAddress(zone, reader) }, words))
}

/** The first proposals of a zone. */
export function zoneSection(
  proposals: readonly ScoredProposal[],
  { id, title, note, side = 'agree', whole, ...listing }: Listing,
  texts: PageTexts,
): ComponentChild {
  return h(
    'section',
    { id },
    h('h2', null, title),
    note === undefined ? null : h('p', { class: 'quiet' }, note),
    rankNote(proposals, side, texts),
    proposals.length === 0 ? null : barLegend(texts),
    proposals.length === 0
      ? h('p', { class: 'quiet' }, texts.nothingListed)
      : h(
          'ol',
          { class: 'proposals' },
          proposals.map((proposal) => listedProposal(proposal, { texts, side, ...listing })),
        ),
    wayToAll(proposals.length, whole, texts),
  )
}

const NONE: ActionsBehind = new Map()
/** Of the lists of each part of the public, beside each other. */
export const SHOWN_OF_PART = 5

/** What the votes came to: for all, and by part of the public; as the team reads it before it is published. */
export function resultsSection(results: Results, texts: PageTexts): ComponentChild {
  const { consensus, controversies, rejections } = results.all
  const common = { title: texts.consensus, note: texts.consensusNote, actions: NONE }
  return h(
    'div',
    { class: 'results' },
    hatching(),
    zoneSection(consensus, common, texts),
    segmentsSection(results, { shown: SHOWN_OF_PART }, texts),
    zoneSection(controversies, { title: texts.controversies, actions: NONE }, texts),
    zoneSection(rejections, { title: texts.rejections, side: 'disagree', actions: NONE }, texts),
  )
}
