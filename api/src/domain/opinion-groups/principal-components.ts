import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { Random } from '../random.ts'
import { type Ballots, ballotsOf, firstVoters, type VoteMatrix } from './vote-matrix.ts'

/** Where each voter stands along the two directions in which voters differ most. */
export interface Projection {
  x: Float64Array
  y: Float64Array
  /** Part of all variance along x, and along y: 0 to 1. */
  explained: readonly [number, number]
}

const COMPONENTS = 2
// More directions than are wanted are followed, so that the wanted ones converge sooner (Halko et al. 2011, 4.5).
const FOLLOWED = 8
const MOST_ROUNDS = 20
/** In multiples of the median number of votes. */
const MOST_WEIGHT = 2
const TOLERANCE = 1e-7
/** What is left of a direction that follows from others is rounding. */
const NOTHING = 1e-10

/** Mean value of each proposal's votes: what a missing vote counts as. */
function columnMeans({ proposals, starts, values }: VoteMatrix): Float64Array {
  return Float64Array.from(proposals, (_, proposal) => {
    const votes = values.subarray(starts[proposal] as number, starts[proposal + 1] as number)
    return votes.length === 0 ? 0 : votes.reduce((sum, value) => sum + value, 0) / votes.length
  })
}

interface Scale {
  /** Of each proposal. */
  means: Float64Array
  /** Of each voter. */
  weights: Float64Array
}

/** Our own, Polis has none: beyond twice the usual number, more votes do not give a voter more say in the directions. */
function weightsOf({ votesOf }: VoteMatrix): Float64Array {
  const most = MOST_WEIGHT * (votesOf.toSorted()[votesOf.length >> 1] as number)
  return Float64Array.from(votesOf, (votes) => Math.min(1, Math.sqrt(most / Math.max(1, votes))))
}

/**
 * Fills in voters' places along the followed directions; `basis` has a row of eight numbers for each proposal. Each round fills
 * the same array: one a round would be the most that the whole computation takes. All eight are written out, here and on the
 * way back, since a loop over them took three times as long; and it goes by voters, whose places take more room than the
 * proposals' directions.
 */
function placeVoters(
  { starts, proposals, values }: Ballots,
  { means, weights }: Scale,
  basis: Float64Array,
  places: Float64Array,
): void {
  for (let voter = 0; voter < weights.length; voter++) {
    const weight = weights[voter] as number
    const end = starts[voter + 1] as number
    let p0 = 0
    let p1 = 0
    let p2 = 0
    let p3 = 0
    let p4 = 0
    let p5 = 0
    let p6 = 0
    let p7 = 0
    for (let index = starts[voter] as number; index < end; index++) {
      const proposal = proposals[index] as number
      const deviation = weight * ((values[index] as number) - (means[proposal] as number))
      const row = proposal * FOLLOWED
      p0 += deviation * (basis[row] as number)
      p1 += deviation * (basis[row + 1] as number)
      p2 += deviation * (basis[row + 2] as number)
      p3 += deviation * (basis[row + 3] as number)
      p4 += deviation * (basis[row + 4] as number)
      p5 += deviation * (basis[row + 5] as number)
      p6 += deviation * (basis[row + 6] as number)
      p7 += deviation * (basis[row + 7] as number)
    }
    const place = voter * FOLLOWED
    places[place] = p0
    places[place + 1] = p1
    places[place + 2] = p2
    places[place + 3] = p3
    places[place + 4] = p4
    places[place + 5] = p5
    places[place + 6] = p6
    places[place + 7] = p7
  }
}

/** Fills in the directions again, by what voters' places say about each proposal. */
function weighProposals(
  { starts, proposals, values }: Ballots,
  { means, weights }: Scale,
  places: Float64Array,
  basis: Float64Array,
): void {
  basis.fill(0)
  for (let voter = 0; voter < weights.length; voter++) {
    const weight = weights[voter] as number
    const end = starts[voter + 1] as number
    const place = voter * FOLLOWED
    const p0 = places[place] as number
    const p1 = places[place + 1] as number
    const p2 = places[place + 2] as number
    const p3 = places[place + 3] as number
    const p4 = places[place + 4] as number
    const p5 = places[place + 5] as number
    const p6 = places[place + 6] as number
    const p7 = places[place + 7] as number
    for (let index = starts[voter] as number; index < end; index++) {
      const proposal = proposals[index] as number
      const deviation = weight * ((values[index] as number) - (means[proposal] as number))
      const row = proposal * FOLLOWED
      basis[row] = (basis[row] as number) + deviation * p0
      basis[row + 1] = (basis[row + 1] as number) + deviation * p1
      basis[row + 2] = (basis[row + 2] as number) + deviation * p2
      basis[row + 3] = (basis[row + 3] as number) + deviation * p3
      basis[row + 4] = (basis[row + 4] as number) + deviation * p4
      basis[row + 5] = (basis[row + 5] as number) + deviation * p5
      basis[row + 6] = (basis[row + 6] as number) + deviation * p6
      basis[row + 7] = (basis[row + 7] as number) + deviation * p7
    }
  }
}

/**
 * Makes the directions orthonormal, in place (Gram and Schmidt, each subtracted twice; Giraud et al. 2005). One that follows
 * from those before it becomes zero.
 */
function orthonormalise(basis: Float64Array): void {
  const product = (one: number, other: number): number => {
    let sum = 0
    for (let row = 0; row < basis.length; row += FOLLOWED)
      sum += (basis[row + one] as number) * (basis[row + other] as number)
    return sum
  }
  for (let direction = 0; direction < FOLLOWED; direction++) {
    const before = Math.sqrt(product(direction, direction))
    for (const _ of [1, 2])
      for (let earlier = 0; earlier < direction; earlier++) {
        const along = product(direction, earlier)
        for (let row = 0; row < basis.length; row += FOLLOWED)
          basis[row + direction] =
            (basis[row + direction] as number) - along * (basis[row + earlier] as number)
      }
    const length = Math.sqrt(product(direction, direction))
    const factor = length > NOTHING * before ? 1 / length : 0
    for (let row = 0; row < basis.length; row += FOLLOWED)
      basis[row + direction] = (basis[row + direction] as number) * factor
  }
}

/** Variances along the principal directions, largest first, and how to turn the places into them. */
function principalAxes(places: Float64Array): { variances: number[]; rotation: number[][] } {
  const sums = new Float64Array(FOLLOWED * FOLLOWED)
  for (let row = 0; row < places.length; row += FOLLOWED)
    for (let i = 0; i < FOLLOWED; i++) {
      const place = places[row + i] as number
      for (let j = 0; j < FOLLOWED; j++)
        sums[i * FOLLOWED + j] = (sums[i * FOLLOWED + j] as number) + place * (places[row + j] as number)
    }
  const products = Matrix.from1DArray(FOLLOWED, FOLLOWED, sums)
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products, {
    assumeSymmetric: true,
  })
  const order = realEigenvalues.map((_, index) => index).sort((a, b) => axis(realEigenvalues, b, a))
  return {
    variances: order.map((index) => realEigenvalues[index] as number),
    rotation: order.map((index) => eigenvectorMatrix.getColumn(index)),
  }
}

const axis = (values: readonly number[], one: number, other: number): number =>
  (values[one] as number) - (values[other] as number)

const hasConverged = (before: readonly number[], after: readonly number[]): boolean =>
  after
    .slice(0, COMPONENTS)
    .every((value, index) => Math.abs(value - (before[index] ?? 0)) <= TOLERANCE * Math.abs(value))

/**
 * The first principal components of the votes and each voter's place along them, as Polis computes them (Small et
 * al. 2021, "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", Recerca 26(2)): a missing vote
 * counts as the mean of its proposal, and a place is drawn out by √(proposals / own votes), since voters with few votes
 * would otherwise stand in the middle.
 *
 * Votes less their mean are zero where there is no vote, so the matrix stays as sparse as the votes are, and subspace
 * iteration (Halko, Martinsson, Tropp 2011, algorithm 4.4) needs two passes over the votes a round. Beyond a million votes
 * the first voters decide the directions, so they must stand in an order that says nothing of them. Fewer `rounds` are for
 * votes without directions, which would never converge.
 */
export function projectVoters(matrix: VoteMatrix, random: Random, rounds = MOST_ROUNDS): Projection {
  const first = firstVoters(matrix)
  const firstBallots = ballotsOf(first)
  const directions = findDirections(first, firstBallots, random, rounds)
  const ballots = first === matrix ? firstBallots : ballotsOf(matrix)
  const scale = { means: columnMeans(matrix), weights: weightsOf(matrix) }
  const places = new Float64Array(matrix.voterCount * FOLLOWED)
  placeVoters(ballots, scale, directions.basis, places)
  const along = (index: number): Float64Array => {
    const weights = directions.rotation[index] ?? []
    const sign = signOf(turned(directions.basis, weights))
    return turned(places, weights).map(
      (place, voter) =>
        (sign * place * Math.sqrt(matrix.proposals.length / Math.max(1, matrix.votesOf[voter] as number))) /
        (scale.weights[voter] as number),
    )
  }
  return { x: along(0), y: along(1), explained: directions.explained }
}

interface Directions {
  basis: Float64Array
  rotation: readonly number[][]
  explained: readonly [number, number]
}

/** The directions in which voters differ most. */
function findDirections(matrix: VoteMatrix, ballots: Ballots, random: Random, rounds: number): Directions {
  const scale = { means: columnMeans(matrix), weights: weightsOf(matrix) }
  const basis = Float64Array.from({ length: matrix.proposals.length * FOLLOWED }, () => random() - 0.5)
  const places = new Float64Array(matrix.voterCount * FOLLOWED)
  let variances: readonly number[] = []
  for (let round = 1; ; round++) {
    orthonormalise(basis)
    placeVoters(ballots, scale, basis, places)
    const axes = principalAxes(places)
    if (round === rounds || hasConverged(variances, axes.variances))
      return { basis, rotation: axes.rotation, explained: explainedBy(axes.variances, matrix, scale) }
    variances = axes.variances
    weighProposals(ballots, scale, places, basis)
  }
}

function explainedBy(
  variances: readonly number[],
  matrix: VoteMatrix,
  scale: Scale,
): readonly [number, number] {
  const { proposals, starts, voters, values } = matrix
  let total = 0
  for (let proposal = 0; proposal < proposals.length; proposal++)
    for (let index = starts[proposal] as number; index < (starts[proposal + 1] as number); index++)
      total +=
        ((scale.weights[voters[index] as number] as number) *
          ((values[index] as number) - (scale.means[proposal] as number))) **
        2
  const share = (index: number) => (total > 0 ? Math.min(1, Math.max(0, variances[index] ?? 0) / total) : 0)
  return [share(0), share(1)]
}

function turned(rows: Float64Array, weights: readonly number[]): Float64Array {
  return Float64Array.from({ length: rows.length / FOLLOWED }, (_, row) =>
    weights.reduce((sum, weight, k) => sum + weight * (rows[row * FOLLOWED + k] as number), 0),
  )
}

/** A component has no sign of its own; the proposal that weighs most decides, so that the map does not flip over. */
function signOf(component: Float64Array): number {
  const heaviest = component.reduce(
    (most, value) => (Math.abs(value) > Math.abs(most) + 1e-9 ? value : most),
    0,
  )
  return heaviest < 0 ? -1 : 1
}
