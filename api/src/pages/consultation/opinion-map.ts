import { type ComponentChild, h } from 'preact'
import type { OpinionReport } from '../../wire/index.ts'
import type { PageTexts } from './texts.ts'

/** What the picture shows of a report. */
type Mapped = Pick<OpinionReport, 'people' | 'map' | 'groups'>

const SIDE = 320
const LEGEND_LINE = 24
const GAP = 1
const BADGE = 14
const FAINTEST = 0.25

type Group = OpinionReport['groups'][number]
type Cell = OpinionReport['map']['cells'][number]

/** From -1 … 1 to the drawing, whose y goes down; a centre beyond the edge is named at the edge. */
const across = (value: number): number => Math.min(SIDE - BADGE, Math.max(BADGE, ((value + 1) / 2) * SIDE))

function square({ column, row, group, people }: Cell, side: number, most: number): ComponentChild {
  const width = SIDE / side
  return h('rect', {
    class: `group-${group.toLowerCase()}`,
    x: column * width + GAP / 2,
    y: (side - 1 - row) * width + GAP / 2,
    width: width - GAP,
    height: width - GAP,
    fill: 'currentColor',
    'fill-opacity': (FAINTEST + (1 - FAINTEST) * (people / most)).toFixed(2),
  })
}

/** The letter at the middle of its group, on a disc of the page's own colour, so that it reads on any square. */
function badge({ name, centre }: Group): ComponentChild {
  const [x, y] = [across(centre.x), across(-centre.y)]
  return h(
    'g',
    { class: `group-${name.toLowerCase()}` },
    h('circle', { class: 'badge', cx: x, cy: y, r: BADGE - 1, stroke: 'currentColor', 'stroke-width': 2 }),
    h('text', { x, y: y + 5, 'text-anchor': 'middle', 'font-size': 15, 'font-weight': 700 }, name),
  )
}

function legend({ name, share }: Group, index: number, texts: PageTexts['map']): ComponentChild {
  const y = SIDE + LEGEND_LINE * (index + 1)
  const isRightToLeft = texts.direction === 'rtl'
  const swatch = { x: isRightToLeft ? SIDE - 14 : 0, y: y - 13, width: 14, height: 14, fill: 'currentColor' }
  return h(
    'g',
    null,
    h('rect', { class: `group-${name.toLowerCase()}`, ...swatch }),
    h('text', { x: isRightToLeft ? SIDE - 22 : 22, y, 'font-size': 15 }, texts.group(name, share)),
  )
}

/**
 * The groups as an SVG picture for a page: squares where many people stand, a letter for each group, and what share it
 * has. It reads at 320 pixels, without colour too, and carries a title and a description. Colours are those of the
 * classes `group-a` … `group-e` and `badge` in the page's style sheet. Nothing where there are no groups.
 */
export function opinionMap(
  report: Mapped,
  language: string,
  { map: texts }: PageTexts,
  id = 'opinion-map',
): ComponentChild {
  const { groups, map, people } = report
  if (groups.length === 0) return null
  const most = Math.max(1, ...map.cells.map((cell) => cell.people))
  const names = groups.map(({ name, share }) => texts.group(name, share)).join(', ')
  return h(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'opinion-map',
      viewBox: `0 0 ${SIDE} ${SIDE + LEGEND_LINE * groups.length + 8}`,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      lang: language,
      direction: texts.direction,
      fill: 'currentColor',
    },
    h('title', { id: `${id}-title` }, texts.title),
    h('desc', { id: `${id}-description` }, texts.description(people, names)),
    ...map.cells.map((cell) => square(cell, map.side, most)),
    ...groups.map(badge),
    ...groups.map((group, index) => legend(group, index, texts)),
  )
}
