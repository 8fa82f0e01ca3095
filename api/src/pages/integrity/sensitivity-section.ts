import { type ComponentChild, h } from 'preact'
import type { IntegrityReport, Zone } from '../../wire/index.ts'
import type { IntegrityTexts } from './texts.ts'

type Sensitivity = NonNullable<IntegrityReport['sensitivity']>
type Sensitive = Sensitivity['proposals'][number]
type Standing = Sensitive['published']

const LISTS = ['consensus', 'controversy', 'rejection'] as const satisfies readonly Zone[]
const CASES = ['withAll', 'withNone', 'withoutSuspect'] as const

function words({ zone, rank, plebiscite }: Standing, list: Zone | null, texts: IntegrityTexts): string {
  if (zone === null) return texts.tooFew
  const place = rank === null ? null : texts.place(rank)
  // Its zone is said where it is not that of the list.
  const parts = [zone === list ? null : texts.zones[zone], place, plebiscite ? texts.plebiscite : null]
  return parts.filter((part) => part !== null).join(', ')
}

const isSame = (one: Standing, other: Standing): boolean =>
  one.zone === other.zone && one.rank === other.rank && one.plebiscite === other.plebiscite

/** What the columns are called behind those of the proposal and of the results as published. */
const titlesOf = ({ columns, withoutSuspect }: IntegrityTexts, share: number) => ({
  withAll: columns.withAll,
  withNone: columns.withNone,
  withoutSuspect: withoutSuspect(share),
})

type Titles = ReturnType<typeof titlesOf>

function row(proposal: Sensitive, list: Zone | null, texts: IntegrityTexts, titles: Titles): ComponentChild {
  const { text, published } = proposal
  const cell = (title: string, content: string, isQuiet = false) =>
    h('td', { 'data-title': title, class: isQuiet ? 'quiet' : undefined }, content)
  return h(
    'tr',
    null,
    h('th', { scope: 'row' }, h('bdi', null, text)),
    cell(texts.columns.published, words(published, list, texts)),
    CASES.map((one) =>
      isSame(proposal[one], published)
        ? cell(titles[one], texts.same, true)
        : cell(titles[one], words(proposal[one], list, texts)),
    ),
  )
}

function table(
  title: string,
  proposals: readonly Sensitive[],
  list: Zone | null,
  texts: IntegrityTexts,
  titles: Titles,
): ComponentChild {
  if (proposals.length === 0) return null
  const { proposal, published } = texts.columns
  const heads = [proposal, published, ...CASES.map((one) => titles[one])]
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
      proposals.map((one) => row(one, list, texts, titles)),
    ),
  )
}

/** What the results are with all votes that a rule doubts, with none, and with a few more false ones. */
export function sensitivitySection(
  sensitivity: IntegrityReport['sensitivity'],
  topSize: number,
  texts: IntegrityTexts,
): ComponentChild {
  if (sensitivity === null)
    return h('section', null, h('h2', null, texts.sensitivity), h('p', { class: 'quiet' }, texts.notYet))
  const { proposals, suspectShare, zonesChanged, plebiscites } = sensitivity
  const titles = titlesOf(texts, suspectShare)
  const isPublished = ({ published: { rank } }: Sensitive): boolean => rank !== null && rank <= topSize
  const of = (zone: Zone) =>
    proposals
      .filter((one) => isPublished(one) && one.published.zone === zone)
      .toSorted((one, other) => (one.published.rank ?? 0) - (other.published.rank ?? 0))
  return h(
    'section',
    null,
    h('h2', null, texts.sensitivity),
    h('p', null, texts.sensitivityText(suspectShare)),
    h('p', null, texts.sums(zonesChanged.withAll, zonesChanged.withNone, plebiscites)),
    LISTS.map((zone) => table(texts.lists[zone], of(zone), zone, texts, titles)),
    table(
      texts.entering,
      proposals.filter((one) => !isPublished(one)),
      null,
      texts,
      titles,
    ),
  )
}
