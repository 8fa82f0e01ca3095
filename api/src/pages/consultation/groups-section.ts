import { type ComponentChild, h } from 'preact'
import type { OpinionGroups } from '../../wire/index.ts'
import { opinionMap } from './opinion-map.ts'
import type { PageTexts } from './texts.ts'

/** The first proposals that every group agrees on, and the most telling of each group. */
const SHOWN = 5
/** Less common than this it unites nobody. */
const LEAST_CONSENSUS = 0.36

function across({ proposals }: OpinionGroups, texts: PageTexts): ComponentChild {
  const united = proposals.filter(({ consensus }) => consensus >= LEAST_CONSENSUS).slice(0, SHOWN)
  if (united.length === 0) return null
  return [
    h('h3', null, texts.acrossGroups),
    h(
      'ol',
      { class: 'proposals' },
      united.map(({ text }) => h('li', null, h('p', null, h('bdi', null, text)))),
    ),
  ]
}

function telling(
  { name, representative }: OpinionGroups['groups'][number],
  texts: PageTexts,
): ComponentChild {
  if (representative.length === 0) return null
  return [
    h('h3', null, texts.group(name)),
    h(
      'ol',
      { class: 'proposals' },
      representative
        .slice(0, SHOWN)
        .map(({ text, vote, rate, elsewhere }) =>
          h(
            'li',
            null,
            h('p', null, h('bdi', null, text)),
            h('small', null, texts.telling(vote, rate, elsewhere)),
          ),
        ),
    ),
  ]
}

/** Who votes alike: a map, what unites the groups, and what sets each apart. */
export function groupsSection(
  groups: OpinionGroups | null,
  language: string,
  texts: PageTexts,
): ComponentChild {
  if (!groups || groups.groups.length === 0) return null
  return h(
    'section',
    null,
    h('h2', null, texts.groups),
    h('p', { class: 'quiet' }, texts.groupsNote),
    opinionMap(groups, language),
    across(groups, texts),
    groups.groups.map((group) => telling(group, texts)),
  )
}
