import { type ComponentChild, h } from 'preact'
import type { ShownText } from '../../domain/consultations/translations.ts'
import { DOT } from '../../domain/text/typography.ts'
import type { IntegrityReport, Zone } from '../../wire/index.ts'
import { inlineText } from '../shown-text.ts'
import type { Words } from '../words.ts'

type Sensitivity = NonNullable<IntegrityReport['sensitivity']>
/** Its text may be a translation. */
type Sensitive = Sensitivity['proposals'][number] & ShownText
type Standing = Sensitive['published']

const CASES = ['withAll', 'withNone', 'withoutSuspect'] as const

function standingIn(
  { zone, rank, tied, plebiscite }: Standing,
  list: Zone | null,
  { say, number }: Words,
): ComponentChild {
  if (zone === null) return say('results.zones.unranked')
  const parts = [
    // Its zone is said where it is not that of the list.
    zone === list ? null : say(`results.zones.${zone}`),
    // In the words of the results.
    rank === null
      ? null
      : tied
        ? say('widget.tied', { from: number(tied.from), to: number(tied.to) })
        : say('results.rank', { place: number(rank) }),
    plebiscite ? say('page.plebiscite') : null,
  ]
  return h(
    'div',
    null,
    parts
      .filter((part) => part !== null)
      .map((part, index, all) => [
        h('span', { class: 'part' }, part, index < all.length - 1 ? DOT.trimEnd() : null),
        ' ',
      ]),
  )
}

/** What is said of its place; places that are shared are one. */
const placeOf = ({ rank, tied }: Standing): string => (tied ? `${tied.from} ${tied.to}` : `${rank}`)

const isSame = (one: Standing, other: Standing): boolean =>
  one.zone === other.zone && placeOf(one) === placeOf(other) && one.plebiscite === other.plebiscite

interface Titles extends Record<(typeof CASES)[number], string> {
  proposals: string
  published: string
}

function row(proposal: Sensitive, list: Zone | null, words: Words, titles: Titles): ComponentChild {
  const { published } = proposal
  const cell = (title: string, content: ComponentChild, isQuiet = false) =>
    h('td', { 'data-title': title, class: isQuiet ? 'quiet' : undefined }, content)
  return h(
    'tr',
    null,
    h('th', { scope: 'row' }, inlineText(proposal)),
    cell(titles.published, standingIn(published, list, words)),
    CASES.map((one) =>
      isSame(proposal[one], published)
        ? cell(titles[one], words.say('integrity.doubt.same'), true)
        : cell(titles[one], standingIn(proposal[one], list, words)),
    ),
  )
}

function table(
  title: string,
  proposals: readonly Sensitive[],
  list: Zone | null,
  words: Words,
  titles: Titles,
): ComponentChild {
  if (proposals.length === 0) return null
  const heads = [titles.proposals, titles.published, ...CASES.map((one) => titles[one])]
  return h(
    'table',
    { class: 'stacking' },
    h('caption', null, title),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        heads.map((one) => h('th', { scope: 'col' }, one)),
      ),
    ),
    h(
      'tbody',
      null,
      proposals.map((one) => row(one, list, words, titles)),
    ),
  )
}

/** What the results are with all votes that a rule doubts, with none, and with a few more false ones. */
export function sensitivitySection(
  sensitivity: IntegrityReport['sensitivity'],
  topSize: number,
  words: Words,
): ComponentChild {
  const { say, number, percent } = words
  const heading = h('h2', null, say('integrity.doubt'))
  if (sensitivity === null)
    return h('section', null, heading, h('p', { class: 'quiet' }, say('integrity.doubt.later')))
  const { proposals, suspectShare, zonesChanged, plebiscites } = sensitivity
  const titles: Titles = {
    proposals: say('results.proposals'),
    published: say('integrity.doubt.published'),
    withAll: say('integrity.doubt.withAll'),
    withNone: say('integrity.doubt.withNone'),
    withoutSuspect: say('integrity.doubt.worst'),
  }
  const isPublished = ({ published: { rank } }: Sensitive): boolean => rank !== null && rank <= topSize
  const of = (title: string, zone: Zone) => {
    const inZone = proposals
      .filter((one) => isPublished(one) && one.published.zone === zone)
      .toSorted((one, other) => (one.published.rank ?? 0) - (other.published.rank ?? 0))
    return table(title, inZone, zone, words, titles)
  }
  const changed = { all: number(zonesChanged.withAll), none: number(zonesChanged.withNone) }
  const acclaimed = {
    published: number(plebiscites.published),
    all: number(plebiscites.withAll),
    none: number(plebiscites.withNone),
  }
  return h(
    'section',
    null,
    heading,
    h('p', null, say('integrity.doubt.text', { share: percent(suspectShare) })),
    h(
      'ul',
      null,
      h('li', null, say('integrity.doubt.changed', changed)),
      h('li', null, say('integrity.doubt.acclaimed', acclaimed)),
    ),
    of(say('widget.consensus'), 'consensus'),
    of(say('page.controversies'), 'controversy'),
    of(say('page.rejections'), 'rejection'),
    table(
      say('integrity.doubt.entering'),
      proposals.filter((one) => !isPublished(one)),
      null,
      words,
      titles,
    ),
  )
}
