import { kmeans } from 'ml-kmeans'
import type { Random } from './draw.ts'
import type { ConsultationDates } from './phases.ts'
import { at } from './vote-matrix.ts'

type Point = [number, number]
type Places = { x: Float64Array; y: Float64Array }

/** Which group each voter is in; this never leaves the computation. */
export interface Grouping {
  /** Group 0 is the largest. */
  groupOf: Uint8Array
  sizes: readonly number[]
  centres: readonly Point[]
  /** Mean silhouette, -1 to 1. */
  silhouette: number
}

const FEWEST_GROUPS = 2
const MOST_GROUPS = 5
const RESTARTS = 5
/** Centres come from a sample, so that time is bounded; all voters then go to the nearest. */
const CENTRE_SAMPLE = 5000
/** The silhouette compares each with each. */
const SILHOUETTE_SAMPLE = 1500
const WITHIN = 0.98
const SEEDS = 2 ** 31

const squaredDistance = ([x1, y1]: Point, [x2, y2]: Point): number => (x1 - x2) ** 2 + (y1 - y2) ** 2

function nearest(point: Point, centres: readonly Point[]): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index < centres.length; index++) {
    const distance = squaredDistance(point, centres[index] as Point)
    if (distance < least) {
      least = distance
      best = index
    }
  }
  return best
}

/** Half the width that holds nearly all, on one axis. */
const usualReach = (places: Float64Array): number => {
  const distances = places.map(Math.abs).sort()
  return at(distances, Math.floor((distances.length - 1) * WITHIN))
}

/** Pulls a point that is far out to the edge: a handful of people who vote without end must not make a group. */
function within({ x, y }: Places): (point: Point) => Point {
  const [width, height] = [usualReach(x), usualReach(y)]
  const pulled = (value: number, reach: number) => Math.max(-reach, Math.min(reach, value))
  return ([left, up]) => [pulled(left, width), pulled(up, height)]
}

/** Voters ordered by place, so that the order in which they come says nothing. */
const ordered = ({ x, y }: Places): Uint32Array =>
  Uint32Array.from(x.keys()).sort((one, other) => at(x, one) - at(x, other) || at(y, one) - at(y, other))

/** Where at most `size` of the voters stand, evenly spread over their order. */
function spread({ x, y }: Places, order: Uint32Array, size: number): Point[] {
  const length = Math.min(size, order.length)
  return Array.from({ length }, (_, index): Point => {
    const voter = at(order, Math.floor((index * order.length) / length))
    return [at(x, voter), at(y, voter)]
  })
}

/**
 * Mean silhouette of the points: how much nearer each is to its own group than to the next (Rousseeuw 1987); -1 to 1.
 */
export function meanSilhouette(points: readonly Point[], groups: readonly number[], count: number): number {
  const sizes = Array.from({ length: count }, (_, group) => groups.filter((one) => one === group).length)
  const widths = points.map((point, index) => {
    const sums = new Array<number>(count).fill(0)
    for (let other = 0; other < points.length; other++) {
      const group = groups[other] as number
      sums[group] = (sums[group] as number) + Math.sqrt(squaredDistance(point, points[other] as Point))
    }
    const own = groups[index] as number
    if (sizes[own] === 1) return 0
    const inside = (sums[own] as number) / ((sizes[own] as number) - 1)
    const outside = Math.min(
      ...sums.map((sum, group) =>
        group === own || !sizes[group] ? Number.POSITIVE_INFINITY : sum / sizes[group],
      ),
    )
    const wider = Math.max(inside, outside)
    return wider > 0 && Number.isFinite(outside) ? (outside - inside) / wider : 0
  })
  return widths.reduce((sum, width) => sum + width, 0) / Math.max(1, widths.length)
}

function tightest(sample: readonly Point[], count: number, random: Random): Point[] {
  let best: Point[] = []
  let least = Number.POSITIVE_INFINITY
  for (let restart = 0; restart < RESTARTS; restart++) {
    const { centroids } = kmeans(sample as Point[], count, { seed: Math.floor(random() * SEEDS) })
    const centres = centroids as Point[]
    const inertia = sample.reduce(
      (sum, point) => sum + squaredDistance(point, centres[nearest(point, centres)] as Point),
      0,
    )
    if (inertia < least) [best, least] = [centres, inertia]
  }
  return best
}

function assign({ x, y }: Places, centres: readonly Point[]): Omit<Grouping, 'silhouette'> {
  const groupOf = Uint8Array.from(x, (place, voter) => nearest([place, at(y, voter)], centres))
  const sizes = centres.map((_, group) => groupOf.reduce((sum, one) => sum + (one === group ? 1 : 0), 0))
  const order = centres
    .map((_, group) => group)
    .sort(
      (a, b) =>
        (sizes[b] as number) - (sizes[a] as number) || (centres[a]?.[0] ?? 0) - (centres[b]?.[0] ?? 0),
    )
  return {
    groupOf: groupOf.map((group) => order.indexOf(group)),
    sizes: order.map((group) => sizes[group] as number),
    centres: order.map((group) => centres[group] as Point),
  }
}

/**
 * Voters in 2 to 5 groups by where they stand: k-means, the number with the best silhouette. Null where no division
 * leaves at least `smallest` people in each group.
 */
export function groupVoters(places: Places, smallest: number, random: Random): Grouping | null {
  if (places.x.length < FEWEST_GROUPS * smallest) return null
  const order = ordered(places)
  const sample = spread(places, order, CENTRE_SAMPLE).map(within(places))
  const judged = spread(places, order, SILHOUETTE_SAMPLE)
  let best: Grouping | null = null
  for (let count = FEWEST_GROUPS; count <= MOST_GROUPS; count++) {
    const centres = tightest(sample, count, random)
    if (centres.length < count || !centres.flat().every(Number.isFinite)) continue
    const grouping = assign(places, centres)
    if (grouping.sizes.some((size) => size < smallest)) continue
    const groups = judged.map((point) => nearest(point, grouping.centres))
    const silhouette = meanSilhouette(judged, groups, count)
    if (silhouette > (best?.silhouette ?? 0)) best = { ...grouping, silhouette }
  }
  return best
}

interface Computed {
  computedAt: number
  votes: number
}

/**
 * Whether groups are to be computed again: while votes come in, whenever there are more; then once after the close,
 * and never again by itself. What is published stays as it is: a later report without one reader's votes, laid beside
 * it, would tell of that reader.
 *
 * @param votes how many there are now
 * @param now milliseconds since the epoch
 */
export function isRefreshDue(
  dates: Pick<ConsultationDates, 'opensAt' | 'closesAt'>,
  computed: Computed | undefined,
  votes: number,
  now: number,
): boolean {
  if (now < dates.opensAt || votes === 0) return false
  if (!computed) return true
  if (now >= dates.closesAt) return computed.computedAt < dates.closesAt
  return computed.votes !== votes
}
