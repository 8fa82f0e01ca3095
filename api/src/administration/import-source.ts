import { ProblemError } from '../domain/problem-error.ts'
import type { FileProblemCode } from '../wire/import-problems.ts'
import type { FieldProblem } from '../wire/index.ts'

/** Larger files are refused; a consultation's proposals are a few megabytes. */
export const MAX_IMPORT_BYTES = 50_000_000

export type ImportSource = AsyncIterable<Uint8Array | string>

/** The problem of a file that is too large. */
export function tooLarge(): ProblemError {
  return new ProblemError('body-too-large', {
    detail: `The file is larger than ${MAX_IMPORT_BYTES / 1e6} MB; split it`,
  })
}

const ROWS_NAMED = 10

/** Why a file cannot be imported: in words, by its stable name, and with the rows where that shows. */
export interface FileProblem {
  detail: string
  code: FileProblemCode
  values?: FieldProblem['values']
  rows?: readonly number[]
}

/** The problem of a file that cannot be trusted as a whole: it names the rows where that shows, else the file. */
export function invalidImport({ detail, code, values, rows = [] }: FileProblem): ProblemError {
  const pointers = rows.length === 0 ? ['/file'] : rows.map((row) => `/rows/${row}`)
  const errors = pointers.map((pointer) => ({ pointer, detail, code, ...(values ? { values } : {}) }))
  const first = rows.slice(0, ROWS_NAMED).join(', ')
  const more = rows.length > ROWS_NAMED ? ` and ${rows.length - ROWS_NAMED} more` : ''
  const place = rows.length === 0 ? '' : `${rows.length === 1 ? 'row' : 'rows'} ${first}${more}: `
  return new ProblemError('invalid-import', {
    detail: `The file cannot be imported: ${place}${detail}`,
    errors,
  })
}

/**
 * The whole file: how its bytes are meant shows only when all of them are there, and the table of a workbook stands at
 * its end. Throws the problem of a file that is too large as soon as it is.
 */
export async function readWhole(
  source: ImportSource,
  onBytes?: (bytes: number) => void,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of source) {
    const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    bytes += piece.byteLength
    if (bytes > MAX_IMPORT_BYTES) throw tooLarge()
    onBytes?.(bytes)
    chunks.push(piece)
  }
  return Buffer.concat(chunks)
}
