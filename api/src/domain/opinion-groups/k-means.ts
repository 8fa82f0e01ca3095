import type { Random } from '../random.ts'

/** Points on a plane. */
export interface Plane {
  x: Float64Array
  y: Float64Array
}

export type Point = [number, number]

export interface Clusters {
  centres: Point[]
  /** Sum of the squared distances of points to their centres. */
  inertia: number
  /** Cluster of each point. */
  clusterOf: Uint8Array
}

const MOST_ROUNDS = 100
/** Of the square of the spread, per centre. */
const TOLERANCE = 1e-9

/** Number of the centre that is nearest to a place, and its squared distance. */
export function nearestCentre(x: number, y: number, centres: readonly Point[]): [number, number] {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index < centres.length; index++) {
    const [centreX, centreY] = centres[index] as Point
    const distance = (x - centreX) ** 2 + (y - centreY) ** 2
    if (distance < least) {
      least = distance
      best = index
    }
  }
  return [best, least]
}

/** First centres, each drawn with a chance by its squared distance from those before (Arthur and Vassilvitskii 2007). */
function seeds({ x, y }: Plane, count: number, random: Random): Point[] {
  const first = Math.floor(random() * x.length)
  const centres: Point[] = [[x[first] as number, y[first] as number]]
  const distances = new Float64Array(x.length).fill(Number.POSITIVE_INFINITY)
  while (centres.length < count) {
    const [newX, newY] = centres.at(-1) as Point
    let total = 0
    for (let index = 0; index < x.length; index++) {
      const distance = ((x[index] as number) - newX) ** 2 + ((y[index] as number) - newY) ** 2
      if (distance < (distances[index] as number)) distances[index] = distance
      total += distances[index] as number
    }
    let left = random() * total
    let chosen = 0
    while (chosen < x.length - 1 && left >= (distances[chosen] as number))
      left -= distances[chosen++] as number
    centres.push([x[chosen] as number, y[chosen] as number])
  }
  return centres
}

/**
 * One run of k-means on a plane from a beginning by chance (Lloyd 1982). Our own, since a computation makes a thousand runs
 * and needs no more than two dimensions: ml-kmeans took twenty times as long.
 */
export function kMeans({ x, y }: Plane, count: number, random: Random): Clusters {
  const first = seeds({ x, y }, count, random)
  const [centreX, centreY] = [
    Float64Array.from(first, ([left]) => left),
    Float64Array.from(first, ([, up]) => up),
  ]
  const clusterOf = new Uint8Array(x.length)
  const [sumX, sumY, sizes] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  let inertia = Number.POSITIVE_INFINITY
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const sum of [sumX, sumY, sizes]) sum.fill(0)
    let total = 0
    for (let index = 0; index < x.length; index++) {
      const [left, up] = [x[index] as number, y[index] as number]
      let best = 0
      let least = Number.POSITIVE_INFINITY
      for (let cluster = 0; cluster < count; cluster++) {
        const across = left - (centreX[cluster] as number)
        const upwards = up - (centreY[cluster] as number)
        const distance = across * across + upwards * upwards
        if (distance < least) {
          least = distance
          best = cluster
        }
      }
      clusterOf[index] = best
      total += least
      sumX[best] = (sumX[best] as number) + left
      sumY[best] = (sumY[best] as number) + up
      sizes[best] = (sizes[best] as number) + 1
    }
    const hasConverged = !(inertia - total > TOLERANCE * total)
    inertia = total
    if (hasConverged) break
    for (let cluster = 0; cluster < count; cluster++) {
      const size = sizes[cluster] as number
      if (size === 0) continue
      centreX[cluster] = (sumX[cluster] as number) / size
      centreY[cluster] = (sumY[cluster] as number) / size
    }
  }
  const centres = Array.from(centreX, (left, cluster): Point => [left, centreY[cluster] as number])
  return { centres, inertia, clusterOf }
}
