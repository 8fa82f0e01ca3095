import { invalidImport } from './import-source.ts'

const END_BYTES = 22
const END_SIGNATURE = 0x06054b50
const ENTRY_BYTES = 46
const ENTRY_SIGNATURE = 0x02014b50
/** What says that a number stands elsewhere, in records for archives of more than 4 GB. */
const ELSEWHERE = 0xffffffff
const MAX_ENTRIES = 2000
const MAX_UNPACKED_BYTES = 200_000_000
/** What packing makes of nothing. */
const PACKED_NOTHING = 2

const notWritten = () =>
  invalidImport({
    detail: 'it is not a valid .xlsx file; save it again as .xlsx',
    code: 'not-a-workbook',
  })

/**
 * Refuses a workbook that would unpack to too much, by its table of contents. Code that unpacks an entry must
 * stop at the size given there. Throws the problem of a file that cannot be imported.
 */
export function checkUnpackedSize(file: Buffer): void {
  const end = file.length - END_BYTES
  if (end < 0 || file.readUInt32LE(end) !== END_SIGNATURE) throw notWritten()
  const entries = file.readUInt16LE(end + 10)
  let place = file.readUInt32LE(end + 16)
  if (entries > MAX_ENTRIES) throw notWritten()
  let unpacked = 0
  for (let entry = 0; entry < entries; entry++) {
    if (place + ENTRY_BYTES > end || file.readUInt32LE(place) !== ENTRY_SIGNATURE) throw notWritten()
    const [packedSize, size] = [file.readUInt32LE(place + 20), file.readUInt32LE(place + 24)]
    // An unpacked size of nothing would be no limit to who unpacks.
    const isLimited = size > 0 ? packedSize > 0 : packedSize <= PACKED_NOTHING
    if (packedSize === ELSEWHERE || size === ELSEWHERE || !isLimited) throw notWritten()
    unpacked += size
    const [name, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(place + offset))
    place += ENTRY_BYTES + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  if (unpacked > MAX_UNPACKED_BYTES)
    throw invalidImport({
      detail: `it would unpack to more than ${MAX_UNPACKED_BYTES / 1e6} MB; keep only the sheet with the proposals, or save it as CSV`,
      code: 'workbook-too-large',
      values: { megabytes: MAX_UNPACKED_BYTES / 1e6 },
    })
}
