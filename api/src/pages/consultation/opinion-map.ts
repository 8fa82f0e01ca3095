import { type ComponentChild, h } from 'preact'
import type { OpinionReport } from '../../wire/index.ts'

/** What the picture shows of a report. */
type Mapped = Pick<OpinionReport, 'people' | 'map' | 'groups'>

interface MapTexts {
  title: string
  percent(share: number): string
  description(people: string, groups: string): string
  group(name: string, share: string): string
  numbers(count: number): string
}

const FRENCH: MapTexts = {
  title: 'Carte des opinions',
  // No break before the sign.
  percent: (share) => `${Math.round(share * 100)}\u00a0%`,
  description: (people, groups) =>
    `${people} personnes, placées d’après leurs votes : celles qui votent de la même façon sont proches. ${groups}.`,
  group: (name, share) => `Groupe ${name} : ${share}`,
  numbers: (count) => new Intl.NumberFormat('fr').format(count),
}

const ENGLISH: MapTexts = {
  title: 'Map of opinions',
  percent: (share) => `${Math.round(share * 100)}%`,
  description: (people, groups) =>
    `${people} people, placed by how they vote: those who vote alike are near each other. ${groups}.`,
  group: (name, share) => `Group ${name}: ${share}`,
  numbers: (count) => new Intl.NumberFormat('en').format(count),
}

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

function legend({ name, share }: Group, index: number, texts: MapTexts): ComponentChild {
  const y = SIDE + LEGEND_LINE * (index + 1)
  const swatch = { x: 0, y: y - 13, width: 14, height: 14, fill: 'currentColor' }
  return h(
    'g',
    null,
    h('rect', { class: `group-${name.toLowerCase()}`, ...swatch }),
    h('text', { x: 22, y, 'font-size': 15 }, texts.group(name, texts.percent(share))),
  )
}

/**
 * The groups as an SVG picture for a page: squares where many people stand, a letter for each group, and what share it
 * has. It reads at 320 pixels, without colour too, and carries a title and a description. Colours are those of the
 * classes `group-a` … `group-e` and `badge` in the page's style sheet. Nothing where there are no groups.
 */
export function opinionMap(report: Mapped, language: string, id = 'opinion-map'): ComponentChild {
  const { groups, map, people } = report
  if (groups.length === 0) return null
  const texts = language.startsWith('fr') ? FRENCH : ENGLISH
  const most = Math.max(1, ...map.cells.map((cell) => cell.people))
  const names = groups.map(({ name, share }) => texts.group(name, texts.percent(share))).join(', ')
  return h(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'opinion-map',
      viewBox: `0 0 ${SIDE} ${SIDE + LEGEND_LINE * groups.length + 8}`,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      lang: language,
      fill: 'currentColor',
    },
    h('title', { id: `${id}-title` }, texts.title),
    h('desc', { id: `${id}-description` }, texts.description(texts.numbers(people), names)),
    ...map.cells.map((cell) => square(cell, map.side, most)),
    ...groups.map(badge),
    ...groups.map((group, index) => legend(group, index, texts)),
  )
}
