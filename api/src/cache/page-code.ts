import { encode } from 'uqr'

const codes = new Map<string, string>()

/**
 * The QR code of an address as the widget draws it on paper, in base64: a bit for each square, row by row, from the
 * lowest bit of the first byte on; dark is 1.
 */
export function pageCode(address: string): string {
  let code = codes.get(address)
  if (code === undefined) {
    const squares = encode(address, { ecc: 'L', border: 0 }).data.flat()
    const bytes = new Uint8Array(Math.ceil(squares.length / 8))
    squares.forEach((isDark, index) => {
      if (isDark) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7))
    })
    code = Buffer.from(bytes).toString('base64')
    codes.set(address, code)
  }
  return code
}
