import type { Plane } from './k-means.ts'

/** A division of points: the group of each, and how many groups there are. */
export interface Labels {
  groupOf: Uint8Array
  count: number
}

/** What a point's mean distances say: how much nearer its own group is than the next, -1 to 1. */
function widthOf(sums: Float64Array, from: number, own: number, sizes: readonly number[]): number {
  const ownSize = sizes[own] as number
  if (ownSize === 1) return 0
  const inside = (sums[from + own] as number) / (ownSize - 1)
  let outside = Number.POSITIVE_INFINITY
  for (let group = 0; group < sizes.length; group++)
    if (group !== own && sizes[group])
      outside = Math.min(outside, (sums[from + group] as number) / (sizes[group] as number))
  const wider = Math.max(inside, outside)
  return wider > 0 && Number.isFinite(outside) ? (outside - inside) / wider : 0
}

/**
 * Mean silhouette of each of several divisions of the same points: how much nearer each point is to its own group than to
 * the next (Rousseeuw 1987); -1 to 1.
 */
export function silhouettesOf({ x, y }: Plane, divisions: readonly Labels[]): number[] {
  const sizes = divisions.map(({ groupOf, count }) => {
    const found = new Array<number>(count).fill(0)
    for (const group of groupOf) found[group] = (found[group] as number) + 1
    return found
  })
  const widest = Math.max(0, ...divisions.map(({ count }) => count))
  const sums = new Float64Array(divisions.length * widest)
  const totals = divisions.map(() => 0)
  for (let point = 0; point < x.length; point++) {
    sums.fill(0)
    for (let other = 0; other < x.length; other++) {
      const distance = Math.hypot(
        (x[point] as number) - (x[other] as number),
        (y[point] as number) - (y[other] as number),
      )
      for (let division = 0; division < divisions.length; division++) {
        const place = division * widest + ((divisions[division] as Labels).groupOf[other] as number)
        sums[place] = (sums[place] as number) + distance
      }
    }
    for (const [division, { groupOf }] of divisions.entries())
      totals[division] =
        (totals[division] as number) +
        widthOf(sums, division * widest, groupOf[point] as number, sizes[division] as number[])
  }
  return totals.map((total) => total / Math.max(1, x.length))
}

/** More groups than anything here makes. */
const MOST_GROUPS = 8

const pairs = (count: number): number => (count * (count - 1)) / 2
const sumOfPairs = (counts: Int32Array): number => counts.reduce((sum, count) => sum + pairs(count), 0)

/** How far two divisions of the same points, in up to eight groups, agree: 1 wholly, 0 as by chance (Hubert and Arabie 1985). */
export function adjustedRand(one: Uint8Array, other: Uint8Array): number {
  const both = new Int32Array(MOST_GROUPS * MOST_GROUPS)
  const [ones, others] = [new Int32Array(MOST_GROUPS), new Int32Array(MOST_GROUPS)]
  for (let point = 0; point < one.length; point++) {
    const [a, b] = [one[point] as number, other[point] as number]
    both[a * MOST_GROUPS + b] = (both[a * MOST_GROUPS + b] as number) + 1
    ones[a] = (ones[a] as number) + 1
    others[b] = (others[b] as number) + 1
  }
  const [left, right] = [sumOfPairs(ones), sumOfPairs(others)]
  const byChance = (left * right) / Math.max(1, pairs(one.length))
  const most = (left + right) / 2
  return most === byChance ? 1 : (sumOfPairs(both) - byChance) / (most - byChance)
}
