import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { gram, type SparseMatrix, times, transposedTimes } from './sparse-matrix.ts'

/** One of the directions in which a matrix is largest. */
export interface SingularTriplet {
  value: number
  /** A number for each row, of length one. */
  left: Float64Array
  /** A number for each column, of length one. */
  right: Float64Array
}

// More directions than are wanted are followed, so that the wanted ones settle sooner (Halko et al. 2011, 4.5).
const MORE = 8
const ROUNDS = 24
const NOTHING = 1e-12

/** Eigenvectors of a small symmetric matrix with their values, the largest first. */
function eigenvectors(products: Float64Array, width: number): { value: number; vector: number[] }[] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(width, width, products),
    { assumeSymmetric: true },
  )
  return realEigenvalues
    .map((value, index) => ({ value, vector: eigenvectorMatrix.getColumn(index) }))
    .sort((one, other) => other.value - one.value)
}

/** The rows in other coordinates: a number for each of the given directions. */
function turned(rows: Float64Array, width: number, directions: readonly (readonly number[])[]): Float64Array {
  const count = rows.length / width
  const result = new Float64Array(count * directions.length)
  for (let row = 0; row < count; row++)
    for (const [to, direction] of directions.entries()) {
      let sum = 0
      for (let k = 0; k < width; k++) sum += (rows[row * width + k] as number) * (direction[k] as number)
      result[row * directions.length + to] = sum
    }
  return result
}

/** Columns at right angles that span the same; fewer than there were where some say nothing new. */
function orthonormal(rows: Float64Array, width: number): { rows: Float64Array; width: number } {
  const axes = eigenvectors(gram(rows, width), width)
  const largest = axes[0]?.value ?? 0
  const directions = axes
    .filter(({ value }) => value > NOTHING * largest)
    .map(({ value, vector }) => vector.map((part) => part / Math.sqrt(value)))
  return { rows: turned(rows, width, directions), width: directions.length }
}

/** Begins at the columns that weigh most: no chance, and the order of the rows does not matter. */
function heaviestColumns({ columns, columnOf, values }: SparseMatrix, width: number): Float64Array {
  const weights = new Float64Array(columns)
  for (let index = 0; index < values.length; index++) {
    const column = columnOf[index] as number
    weights[column] = (weights[column] as number) + (values[index] as number) ** 2
  }
  const heaviest = [...weights.keys()]
    .sort((one, other) => (weights[other] as number) - (weights[one] as number) || one - other)
    .slice(0, width)
  const basis = new Float64Array(columns * width)
  for (const [k, column] of heaviest.entries()) basis[column * width + k] = 1
  return basis
}

const column = (rows: Float64Array, width: number, index: number, scale: number): Float64Array =>
  Float64Array.from(
    { length: rows.length / width },
    (_, row) => (rows[row * width + index] as number) * scale,
  )

/**
 * At most `count` singular triplets of a sparse matrix, the largest first, by subspace iteration (Halko, Martinsson,
 * Tropp 2011, algorithm 4.4). Without chance: the same matrix gives the same triplets.
 */
export function singularTriplets(matrix: SparseMatrix, count: number): SingularTriplet[] {
  const followed = Math.min(count + MORE, matrix.rows, matrix.columns)
  if (followed === 0) return []
  let basis = { rows: heaviestColumns(matrix, followed), width: followed }
  for (let round = 0; round < ROUNDS && basis.width > 0; round++) {
    const places = times(matrix, basis.rows, basis.width)
    basis = orthonormal(transposedTimes(matrix, places, basis.width), basis.width)
  }
  if (basis.width === 0) return []
  const places = times(matrix, basis.rows, basis.width)
  const axes = eigenvectors(gram(places, basis.width), basis.width)
    .slice(0, count)
    .filter(({ value }) => value > NOTHING)
  const directions = axes.map(({ vector }) => vector)
  const left = turned(places, basis.width, directions)
  const right = turned(basis.rows, basis.width, directions)
  return axes.map(({ value: squared }, index) => {
    const value = Math.sqrt(squared)
    return {
      value,
      left: column(left, directions.length, index, 1 / value),
      right: column(right, directions.length, index, 1),
    }
  })
}
