import type { ConsultationDates } from '../consultations/phases.ts'
import type { Random } from '../random.ts'
import { adjustedRand, silhouettesOf } from './division-quality.ts'
import { type Clusters, kMeans, nearestCentre, type Plane, type Point } from './k-means.ts'

/** Which group each voter is in; this never leaves the computation. */
export interface Grouping {
  /** Group 0 is the largest. */
  groupOf: Uint8Array
  sizes: readonly number[]
  centres: readonly Point[]
  /** Mean silhouette, -1 to 1. */
  silhouette: number
  /** How far other beginnings led to the same groups: mean adjusted Rand index, 1 always. */
  stability: number
}

export const FEWEST_GROUPS = 2
const MOST_GROUPS = 5
const RESTARTS = 20
/** A division into fewer groups is taken if it is as good but for so much of the silhouette. */
const AS_GOOD = 0.03
/** Centres come from a sample, so that time is bounded; all voters then go to the nearest. */
const CENTRE_SAMPLE = 2500
/** The silhouette compares each with each. */
const SILHOUETTE_SAMPLE = 1000
const WITHIN = 0.98

/** Half the width that holds nearly all, on one axis. */
const usualReach = (places: Float64Array): number => {
  const distances = places.map(Math.abs).sort()
  return distances[Math.floor((distances.length - 1) * WITHIN)] as number
}

/** Pulls points that are far out to the edge: a handful of people who vote without end must not make a group. */
function within({ x, y }: Plane, all: Plane): Plane {
  const pulled = (values: Float64Array, reach: number) =>
    values.map((value) => Math.max(-reach, Math.min(reach, value)))
  return { x: pulled(x, usualReach(all.x)), y: pulled(y, usualReach(all.y)) }
}

/** Voters ordered by place, so that the order in which they come says nothing. */
const ordered = ({ x, y }: Plane): Uint32Array =>
  Uint32Array.from(x.keys()).sort(
    (one, other) => (x[one] as number) - (x[other] as number) || (y[one] as number) - (y[other] as number),
  )

/** Where at most `size` of the voters stand, evenly spread over their order. */
function spread({ x, y }: Plane, order: Uint32Array, size: number): Plane {
  const length = Math.min(size, order.length)
  const chosen = Uint32Array.from(
    { length },
    (_, index) => order[Math.floor((index * order.length) / length)] as number,
  )
  return {
    x: Float64Array.from(chosen, (voter) => x[voter] as number),
    y: Float64Array.from(chosen, (voter) => y[voter] as number),
  }
}

/** Mean silhouette of points in so many groups (silhouettes.ts). */
export function meanSilhouette(points: readonly Point[], groups: readonly number[], count: number): number {
  const plane = { x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y) }
  return silhouettesOf(plane, [{ groupOf: Uint8Array.from(groups), count }])[0] ?? 0
}

interface Tightest {
  centres: Point[]
  stability: number
}

/** The tightest of the clusters that k-means finds from several beginnings. */
function tightest(sample: Plane, count: number, random: Random, restarts: number): Tightest {
  const runs: Clusters[] = Array.from({ length: restarts }, () => kMeans(sample, count, random))
  const best = runs.reduce((one, other) => (other.inertia < one.inertia ? other : one))
  const alike = runs.reduce((sum, run) => sum + adjustedRand(best.clusterOf, run.clusterOf), 0)
  return { centres: best.centres, stability: Math.max(0, alike / runs.length) }
}

function assign({ x, y }: Plane, centres: readonly Point[]): Omit<Grouping, 'silhouette' | 'stability'> {
  const groupOf = Uint8Array.from(x, (place, voter) => nearestCentre(place, y[voter] as number, centres)[0])
  const sizes = centres.map(() => 0)
  for (const group of groupOf) sizes[group] = (sizes[group] as number) + 1
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

/** The voters from whom centres are found. */
const sampleOf = (places: Plane, order: Uint32Array): Plane =>
  within(spread(places, order, CENTRE_SAMPLE), places)

function divideBy(
  sample: Plane,
  places: Plane,
  count: number,
  random: Random,
  restarts: number,
): Omit<Grouping, 'silhouette'> | undefined {
  if (places.x.length < count) return undefined
  const { centres, stability } = tightest(sample, count, random, restarts)
  if (new Set(centres.map(String)).size < count || !centres.flat().every(Number.isFinite)) return undefined
  return { ...assign(places, centres), stability }
}

/** All voters in exactly so many groups by where they stand, by k-means; some may be small. Undefined: places are too few. */
export const divide = (
  places: Plane,
  count: number,
  random: Random,
  restarts = RESTARTS,
): Omit<Grouping, 'silhouette'> | undefined =>
  divideBy(sampleOf(places, ordered(places)), places, count, random, restarts)

/** Voters in 2 to 5 groups by where they stand; without those divisions that leave fewer than `smallest` in a group. */
export function divisionsOf(
  places: Plane,
  smallest: number,
  random: Random,
  restarts = RESTARTS,
): Grouping[] {
  if (places.x.length < FEWEST_GROUPS * smallest) return []
  const order = ordered(places)
  const sample = sampleOf(places, order)
  const judged = spread(places, order, SILHOUETTE_SAMPLE)
  const divisions: Omit<Grouping, 'silhouette'>[] = []
  for (let count = FEWEST_GROUPS; count <= MOST_GROUPS; count++) {
    const division = divideBy(sample, places, count, random, restarts)
    if (division?.sizes.every((size) => size >= smallest)) divisions.push(division)
  }
  const silhouettes = silhouettesOf(
    judged,
    divisions.map(({ centres }) => ({ ...assign(judged, centres), count: centres.length })),
  )
  return divisions.map((division, index) => ({ ...division, silhouette: silhouettes[index] ?? 0 }))
}

/** Of the divisions, given by rising number of groups, the first that is about as good as the best. Null: none is any good. */
export function fewestGroups(divisions: readonly Grouping[]): Grouping | null {
  const best = Math.max(0, ...divisions.map(({ silhouette }) => silhouette))
  return divisions.find(({ silhouette }) => silhouette > 0 && silhouette >= best - AS_GOOD) ?? null
}

/**
 * Voters in 2 to 5 groups by where they stand: k-means, the fewest groups whose silhouette is about the best. Null where no
 * division leaves at least `smallest` people in each group.
 */
export const groupVoters = (places: Plane, smallest: number, random: Random): Grouping | null =>
  fewestGroups(divisionsOf(places, smallest, random))

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
