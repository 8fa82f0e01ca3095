import type { OpinionReport } from '../../wire/index.ts'
import { LETTERS } from './group-memory.ts'
import type { Grouping } from './opinion-groups.ts'
import { at } from './vote-matrix.ts'

type Places = { x: Float64Array; y: Float64Array }

const FEWEST_CELLS = 4
const MOST_CELLS = 24
const PEOPLE_A_CELL = 15
/** People beyond stand outside the map: its edge must not be the place of one person. */
const WITHIN = 0.95

/** Half the side of the map, in units of the places; each axis by itself. */
function halfSide(places: Float64Array): number {
  const distances = places.map(Math.abs).sort()
  return at(distances, Math.floor((distances.length - 1) * WITHIN)) || 1
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000

/** Centres of the groups on the map, whose edges are -1 and 1. */
export function centresOnMap(
  { x, y }: Places,
  { centres }: Pick<Grouping, 'centres'>,
): { x: number; y: number }[] {
  const [width, height] = [halfSide(x), halfSide(y)]
  return centres.map((centre) => ({ x: rounded(centre[0] / width), y: rounded(centre[1] / height) }))
}

/** A coarse picture: how many people of each group are in which cell. Cells with fewer than `least` are left out. `letters` name the groups. */
export function densityOf(
  { x, y }: Places,
  { groupOf }: Pick<Grouping, 'groupOf'>,
  least: number,
  letters: readonly string[] = LETTERS,
): OpinionReport['map'] {
  const side = Math.min(
    MOST_CELLS,
    Math.max(FEWEST_CELLS, Math.floor(Math.sqrt(groupOf.length / PEOPLE_A_CELL))),
  )
  const cellOf = (place: number, half: number) => Math.floor(((place / half + 1) / 2) * side)
  const [width, height] = [halfSide(x), halfSide(y)]
  const people = new Map<number, number>()
  for (let voter = 0; voter < groupOf.length; voter++) {
    const [column, row] = [cellOf(at(x, voter), width), cellOf(at(y, voter), height)]
    if (column < 0 || row < 0 || column >= side || row >= side) continue
    const key = (at(groupOf, voter) * side + row) * side + column
    people.set(key, (people.get(key) ?? 0) + 1)
  }
  const cells = [...people]
    .filter(([, count]) => count >= least)
    .sort(([one], [other]) => one - other)
    .map(([key, count]) => ({
      column: key % side,
      row: Math.floor(key / side) % side,
      group: letters[Math.floor(key / side ** 2)] ?? '?',
      people: count,
    }))
  return { side, cells }
}
