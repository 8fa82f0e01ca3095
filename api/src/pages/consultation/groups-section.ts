import { type ComponentChild, h } from 'preact'
import type { OpinionGroups } from '../../wire/index.ts'
import { inlineText } from '../shown-text.ts'
import type { Words } from '../words.ts'
import { comparisonTable } from './comparison-table.ts'
import { type Band, type GroupsTexts, groupsTexts, type Representative } from './groups-texts.ts'
import { opinionMap } from './opinion-map.ts'
import { pageTexts } from './texts.ts'
import { barPart } from './votes-bar.ts'

/** The first proposals that every group agrees on, and the most telling of each group. */
const SHOWN = 5
/** As much as 60 % agreement against 40 % comes to, in each of any number of groups. */
export const LEAST_CONSENSUS = 0.36

/** How much of a group agrees, in words and as a bar: solid to the lower end of the step, pale to the upper. */
const cell = (band: Band, texts: GroupsTexts): ComponentChild => [
  texts.agree(band),
  h(
    'svg',
    { class: 'votes thin', 'aria-hidden': 'true' },
    barPart('agree', 0, band.from),
    barPart('perhaps', band.from, band.to - band.from),
  ),
]

const columnsOf = ({ groups }: OpinionGroups, texts: GroupsTexts): ComponentChild[] =>
  groups.map(({ name }) => h('bdi', null, texts.named(name)))

function across(report: OpinionGroups, texts: GroupsTexts): ComponentChild {
  const united = report.proposals.filter(({ consensus }) => consensus >= LEAST_CONSENSUS).slice(0, SHOWN)
  if (united.length === 0) return [h('h3', null, texts.across), h('p', { class: 'quiet' }, texts.noneAcross)]
  const rows = united.map(({ groups, ...shown }) => ({
    ...shown,
    cells: groups.map(({ agreement }) => cell(agreement, texts)),
  }))
  return comparisonTable(texts.across, columnsOf(report, texts), rows)
}

/** What one group says, and what the other: in the order of the two. */
export interface Opposed extends Representative {
  bands: readonly [Band, Band]
}

/** What tells two groups apart, the most telling of either first, each proposal once; empty where there are more groups. */
export function opposed({ groups }: OpinionGroups): Opposed[] {
  const [one, other] = groups
  if (!one || !other || groups.length > 2) return []
  const found = new Map<string, Opposed>()
  for (let place = 0; place < SHOWN; place++) {
    const [first, second] = [one.representative[place], other.representative[place]]
    if (first && !found.has(first.id))
      found.set(first.id, { ...first, bands: [first.agreement, first.agreementElsewhere] })
    if (second && !found.has(second.id))
      found.set(second.id, { ...second, bands: [second.agreementElsewhere, second.agreement] })
  }
  return [...found.values()]
}

function telling(
  { name, representative }: OpinionGroups['groups'][number],
  texts: GroupsTexts,
): ComponentChild {
  return [
    h('h3', null, texts.apart(name)),
    representative.length === 0
      ? h('p', { class: 'quiet' }, texts.noneApart)
      : h(
          'ol',
          { class: 'proposals' },
          representative
            .slice(0, SHOWN)
            .map((proposal) =>
              h('li', null, h('p', null, inlineText(proposal)), h('small', null, texts.telling(proposal))),
            ),
        ),
  ]
}

function apart(report: OpinionGroups, texts: GroupsTexts): ComponentChild {
  const rows = opposed(report)
    .slice(0, SHOWN)
    .map(({ bands, ...shown }) => ({ ...shown, cells: bands.map((band) => cell(band, texts)) }))
  return rows.length > 0
    ? comparisonTable(texts.different, columnsOf(report, texts), rows)
    : report.groups.map((group) => telling(group, texts))
}

/** Who votes alike: a map, what unites the groups, and what sets each apart; or why there are no groups. */
export function groupsSection(groups: OpinionGroups | null, words: Words): ComponentChild {
  if (!groups) return null
  const texts = groupsTexts(words)
  const content =
    groups.groups.length === 0
      ? h('p', { class: 'quiet' }, texts.why(groups))
      : [
          h('p', null, texts.people(groups.people, groups.groups.length)),
          h('p', { class: 'quiet' }, texts.note),
          opinionMap(groups, words.language, pageTexts(words)),
          h('p', { class: 'quiet' }, texts.acrossNote),
          across(groups, texts),
          apart(groups, texts),
        ]
  return h('section', { class: 'opinion-groups', id: 'groups' }, h('h2', null, texts.title), content)
}
