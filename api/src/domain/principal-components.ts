import { EigenvalueDecomposition, Matrix, QrDecomposition } from 'ml-matrix'
import type { Random } from './draw.ts'
import { at, type VoteMatrix } from './vote-matrix.ts'

/** Where each voter stands along the two directions in which voters differ most. */
export interface Projection {
  x: Float64Array
  y: Float64Array
  /** Part of all variance along x, and along y: 0 to 1. */
  explained: readonly [number, number]
}

const COMPONENTS = 2
// More directions than are wanted are followed, so that the wanted ones settle sooner (Halko et al. 2011, 4.5).
const FOLLOWED = 8
const ROUNDS = 30
/** In multiples of the median number of votes. */
const MOST_WEIGHT = 2
const SETTLED = 1e-7

/** Mean value of each proposal's votes: what a missing vote counts as. */
function columnMeans({ proposals, starts, values }: VoteMatrix): Float64Array {
  return Float64Array.from(proposals, (_, proposal) => {
    const votes = values.subarray(at(starts, proposal), at(starts, proposal + 1))
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
  const most = MOST_WEIGHT * at(votesOf.toSorted(), votesOf.length >> 1)
  return Float64Array.from(votesOf, (votes) => Math.min(1, Math.sqrt(most / votes)))
}

/** Calls back with each vote and how far it lies from its proposal's mean. */
function eachDeviation(
  { proposals, starts, voters, values }: VoteMatrix,
  { means, weights }: Scale,
  visit: (proposal: number, voter: number, deviation: number) => void,
): void {
  for (let proposal = 0; proposal < proposals.length; proposal++) {
    const mean = at(means, proposal)
    const end = at(starts, proposal + 1)
    for (let index = at(starts, proposal); index < end; index++) {
      const voter = at(voters, index)
      visit(proposal, voter, at(weights, voter) * (at(values, index) - mean))
    }
  }
}

/**
 * Fills in voters' places along `width` directions; `basis` has a row of `width` numbers for each proposal. Each round fills
 * the same array: one a round would be the most that the whole computation takes.
 */
function fillScores(
  places: Float64Array,
  matrix: VoteMatrix,
  scale: Scale,
  basis: Float64Array,
  width: number,
): void {
  places.fill(0)
  eachDeviation(matrix, scale, (proposal, voter, deviation) => {
    const [from, to] = [proposal * width, voter * width]
    for (let k = 0; k < width; k++) places[to + k] = at(places, to + k) + deviation * at(basis, from + k)
  })
}

/** The way back: what voters' places say about each proposal. */
function loadings(matrix: VoteMatrix, scale: Scale, places: Float64Array, width: number): Float64Array {
  const result = new Float64Array(matrix.proposals.length * width)
  eachDeviation(matrix, scale, (proposal, voter, deviation) => {
    const [from, to] = [voter * width, proposal * width]
    for (let k = 0; k < width; k++) result[to + k] = at(result, to + k) + deviation * at(places, from + k)
  })
  return result
}

function orthonormal(rows: Float64Array, width: number): Float64Array {
  const matrix = Matrix.from1DArray(rows.length / width, width, rows)
  return Float64Array.from(new QrDecomposition(matrix).orthogonalMatrix.to1DArray())
}

/** Variances along the principal directions, largest first, and how to turn the places into them. */
function principalAxes(places: Float64Array, width: number): { variances: number[]; turn: number[][] } {
  const products = Matrix.zeros(width, width)
  for (let row = 0; row < places.length; row += width)
    for (let i = 0; i < width; i++)
      for (let j = 0; j <= i; j++)
        products.set(i, j, products.get(i, j) + at(places, row + i) * at(places, row + j))
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) products.set(j, i, products.get(i, j))
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products, {
    assumeSymmetric: true,
  })
  const order = realEigenvalues.map((_, index) => index).sort((a, b) => axis(realEigenvalues, b, a))
  return {
    variances: order.map((index) => realEigenvalues[index] as number),
    turn: order.map((index) => eigenvectorMatrix.getColumn(index)),
  }
}

const axis = (values: readonly number[], one: number, other: number): number =>
  (values[one] as number) - (values[other] as number)

const isSettled = (before: readonly number[], after: readonly number[]): boolean =>
  after
    .slice(0, COMPONENTS)
    .every((value, index) => Math.abs(value - (before[index] ?? 0)) <= SETTLED * Math.abs(value))

/**
 * The first principal components of the votes and each voter's place along them, as Polis computes them (Small et
 * al. 2021, "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", Recerca 26(2)): a missing vote
 * counts as the mean of its proposal, and a place is drawn out by √(proposals / own votes), since voters with few votes
 * would otherwise stand in the middle.
 *
 * Votes less their mean are zero where there is no vote, so the matrix stays as sparse as the votes are, and subspace
 * iteration (Halko, Martinsson, Tropp 2011, algorithm 4.4) needs two passes over the votes a round.
 */
export function projectVoters(matrix: VoteMatrix, random: Random): Projection {
  const width = Math.min(FOLLOWED, matrix.proposals.length, matrix.voterCount)
  const scale = { means: columnMeans(matrix), weights: weightsOf(matrix) }
  let basis: Float64Array = Float64Array.from(
    { length: matrix.proposals.length * width },
    () => random() - 0.5,
  )
  const places = new Float64Array(matrix.voterCount * width)
  let variances: readonly number[] = []
  for (let round = 1; ; round++) {
    basis = orthonormal(basis, width)
    fillScores(places, matrix, scale, basis, width)
    const axes = principalAxes(places, width)
    if (round === ROUNDS || isSettled(variances, axes.variances))
      return drawnOut(matrix, scale, { basis, places, ...axes }, width)
    variances = axes.variances
    basis = loadings(matrix, scale, places, width)
  }
}

interface Settled {
  basis: Float64Array
  places: Float64Array
  variances: readonly number[]
  turn: readonly number[][]
}

function drawnOut(
  matrix: VoteMatrix,
  scale: Scale,
  { basis, places, variances, turn }: Settled,
  width: number,
): Projection {
  let total = 0
  eachDeviation(matrix, scale, (_proposal, _voter, deviation) => {
    total += deviation ** 2
  })
  const explained = (index: number) =>
    total > 0 ? Math.min(1, Math.max(0, variances[index] ?? 0) / total) : 0
  const along = (index: number): Float64Array => {
    const weights = turn[index] ?? []
    const sign = signOf(turned(basis, weights, width))
    return turned(places, weights, width).map(
      (place, voter) =>
        (sign * place * Math.sqrt(matrix.proposals.length / at(matrix.votesOf, voter))) /
        at(scale.weights, voter),
    )
  }
  return { x: along(0), y: along(1), explained: [explained(0), explained(1)] }
}

function turned(rows: Float64Array, weights: readonly number[], width: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, row) =>
    weights.reduce((sum, weight, k) => sum + weight * at(rows, row * width + k), 0),
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
