import { type ComponentChild, h } from 'preact'
import type { OpinionGroups } from '../../wire/index.ts'
import { inlineText } from '../shown-text.ts'
import type { Words } from '../words.ts'
import { type GroupsTexts, groupsTexts } from './groups-texts.ts'
import { opinionMap } from './opinion-map.ts'
import { pageTexts } from './texts.ts'

/** The first proposals that every group agrees on, and the most telling of each group. */
const SHOWN = 5
/** As much as 60 % agreement against 40 % comes to, in each of any number of groups. */
export const LEAST_CONSENSUS = 0.36

type Proposal = OpinionGroups['proposals'][number]

/** How each group sees a proposal. */
function agreements({ groups }: Proposal, texts: GroupsTexts): ComponentChild {
  return h(
    'ul',
    { class: 'agreements' },
    groups.map(({ group, agreement }) => h('li', null, texts.agreement(group, agreement))),
  )
}

function across({ proposals }: OpinionGroups, texts: GroupsTexts): ComponentChild {
  const united = proposals.filter(({ consensus }) => consensus >= LEAST_CONSENSUS).slice(0, SHOWN)
  return [
    h('h3', null, texts.across),
    united.length === 0
      ? h('p', { class: 'quiet' }, texts.noneAcross)
      : [
          h('p', { class: 'quiet' }, texts.acrossNote),
          h(
            'ol',
            { class: 'proposals' },
            united.map((proposal) =>
              h('li', null, h('p', null, inlineText(proposal)), agreements(proposal, texts)),
            ),
          ),
        ],
  ]
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
          across(groups, texts),
          groups.groups.map((group) => telling(group, texts)),
        ]
  return h('section', { class: 'opinion-groups' }, h('h2', null, texts.title), content)
}
