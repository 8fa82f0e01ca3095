/** A matrix of which most entries are zero: those that are not, row after row. */
export interface SparseMatrix {
  rows: number
  columns: number
  /** Where the entries of each row begin; one more for the end. */
  starts: Uint32Array
  columnOf: Uint32Array
  values: Float64Array
}

/** Adds `value` times a row of one to a row of the other. */
function addRow(
  to: Float64Array,
  toStart: number,
  from: Float64Array,
  fromStart: number,
  width: number,
  value: number,
): void {
  for (let k = 0; k < width; k++)
    to[toStart + k] = (to[toStart + k] as number) + value * (from[fromStart + k] as number)
}

/** The matrix times `right`, which has a row of `width` numbers for each column of the matrix. */
export function times(matrix: SparseMatrix, right: Float64Array, width: number): Float64Array {
  const { rows, starts, columnOf, values } = matrix
  const product = new Float64Array(rows * width)
  for (let row = 0; row < rows; row++) {
    const end = starts[row + 1] as number
    for (let index = starts[row] as number; index < end; index++)
      addRow(product, row * width, right, (columnOf[index] as number) * width, width, values[index] as number)
  }
  return product
}

/** The transposed matrix times `right`, which has a row of `width` numbers for each row of the matrix. */
export function transposedTimes(matrix: SparseMatrix, right: Float64Array, width: number): Float64Array {
  const { rows, columns, starts, columnOf, values } = matrix
  const product = new Float64Array(columns * width)
  for (let row = 0; row < rows; row++) {
    const end = starts[row + 1] as number
    for (let index = starts[row] as number; index < end; index++)
      addRow(product, (columnOf[index] as number) * width, right, row * width, width, values[index] as number)
  }
  return product
}

/** Products of the columns of `rows` with each other: a symmetric matrix of `width` times `width`. */
export function gram(rows: Float64Array, width: number): Float64Array {
  const products = new Float64Array(width * width)
  for (let row = 0; row < rows.length; row += width)
    for (let i = 0; i < width; i++) {
      const value = rows[row + i] as number
      if (value === 0) continue
      for (let j = 0; j <= i; j++)
        products[i * width + j] = (products[i * width + j] as number) + value * (rows[row + j] as number)
    }
  for (let i = 0; i < width; i++)
    for (let j = 0; j < i; j++) products[j * width + i] = products[i * width + j] as number
  return products
}
