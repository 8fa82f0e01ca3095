import { type SingularTriplet, singularTriplets } from './singular-vectors.ts'
import { gram, type SparseMatrix, times, transposedTimes } from './sparse-matrix.ts'

/** A matrix of rows and columns as a product of two that are nowhere negative. */
export interface Factors {
  /** How many parts there are; fewer than were asked for where the matrix has no more. */
  width: number
  /** How much of each part each row holds: `width` numbers a row. */
  ofRows: Float64Array
  /** How much each column belongs to each part: `width` numbers a column. */
  ofColumns: Float64Array
}

const MOST_SWEEPS = 150
/** Of the squared error, from one sweep to the next. */
const SETTLED = 1e-5
const NOTHING = 1e-12

const lengthOf = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0))

/** The larger of the two halves of a singular triplet that are of one sign, as vectors that are nowhere negative. */
function largerHalf({ left, right }: SingularTriplet) {
  const halves = [1, -1].map((sign) => {
    const side = (values: Float64Array) => values.map((value) => Math.max(0, sign * value))
    const [up, across] = [side(left), side(right)]
    return { up, across, upLength: lengthOf(up), acrossLength: lengthOf(across) }
  }) as [Half, Half]
  const weight = ({ upLength, acrossLength }: Half) => upLength * acrossLength
  return weight(halves[0]) >= weight(halves[1]) ? halves[0] : halves[1]
}

interface Half {
  up: Float64Array
  across: Float64Array
  upLength: number
  acrossLength: number
}

/** Where the search begins: NNDSVD (Boutsidis, Gallopoulos 2008, Pattern Recognition 41:1350), which takes no chance. */
function beginning(matrix: SparseMatrix, count: number): Factors {
  const triplets = singularTriplets(matrix, count)
  const width = triplets.length
  const ofRows = new Float64Array(matrix.rows * width)
  const ofColumns = new Float64Array(matrix.columns * width)
  for (const [part, triplet] of triplets.entries()) {
    const { up, across, upLength, acrossLength } = largerHalf(triplet)
    const scale = Math.sqrt(triplet.value * upLength * acrossLength)
    for (let row = 0; row < up.length; row++)
      ofRows[row * width + part] = (scale * (up[row] as number)) / Math.max(NOTHING, upLength)
    for (let column = 0; column < across.length; column++)
      ofColumns[column * width + part] =
        (scale * (across[column] as number)) / Math.max(NOTHING, acrossLength)
  }
  return { width, ofRows, ofColumns }
}

/** The best `side` for the other side as it stands, one part after the other (Cichocki, Phan 2009, HALS). */
function improve(side: Float64Array, products: Float64Array, others: Float64Array, width: number): void {
  for (let row = 0; row < side.length; row += width)
    for (let part = 0; part < width; part++) {
      const own = others[part * width + part] as number
      if (own < NOTHING) continue
      let rest = products[row + part] as number
      for (let k = 0; k < width; k++) rest -= (side[row + k] as number) * (others[part * width + k] as number)
      side[row + part] = Math.max(0, (side[row + part] as number) + rest / own)
    }
}

const inner = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, index) => sum + value * (other[index] as number), 0)

/**
 * Non-negative matrix factorisation (Lee, Seung 1999, Nature 401:788): of texts by their words, the parts are themes.
 * Nothing is drawn: the same matrix gives the same factors. Zeros take no time.
 */
export function factorise(matrix: SparseMatrix, count: number): Factors {
  const factors = beginning(matrix, count)
  const { width, ofRows, ofColumns } = factors
  if (width === 0) return factors
  const total = inner(matrix.values, matrix.values)
  let error = Number.POSITIVE_INFINITY
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    improve(ofRows, times(matrix, ofColumns, width), gram(ofColumns, width), width)
    const [products, ofParts] = [transposedTimes(matrix, ofRows, width), gram(ofRows, width)]
    improve(ofColumns, products, ofParts, width)
    const before = error
    error = total - 2 * inner(products, ofColumns) + inner(ofParts, gram(ofColumns, width))
    if (before - error < SETTLED * total) break
  }
  return factors
}
