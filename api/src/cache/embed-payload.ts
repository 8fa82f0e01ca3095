import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { encode } from 'uqr'
import type { EmbedPayload } from '../wire/index.ts'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

const BROTLI_QUALITY = 9

/** A payload in every form in which it is served. */
export interface EncodedPayload {
  identity: Buffer
  gzip: Buffer
  br: Buffer
}

/** The payload as bytes, compressed once for all readers. */
export async function encodePayload(payload: EmbedPayload): Promise<EncodedPayload> {
  const identity = Buffer.from(JSON.stringify(payload))
  const [br, gzip] = await Promise.all([
    compressBrotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    compressGzip(identity),
  ])
  return { identity, gzip, br }
}

const CODES_REMEMBERED = 500

/** Each takes milliseconds to be computed. */
const codes = new LRUCache<string, string>({
  max: CODES_REMEMBERED,
  memoMethod(address) {
    const squares = encode(address, { ecc: 'L', border: 0 }).data.flat()
    const bytes = new Uint8Array(Math.ceil(squares.length / 8))
    squares.forEach((isDark, index) => {
      if (isDark) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7))
    })
    return Buffer.from(bytes).toString('base64')
  },
})

/**
 * The QR code of an address as the widget draws it on paper, in base64: a bit for each square, row by row, from the
 * lowest bit of the first byte on; dark is 1.
 */
export const pageCode = (address: string): string => codes.memo(address)
