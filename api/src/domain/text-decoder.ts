import type { Encoding } from '../wire/index.ts'

/** Characters of windows-1252 from 0x80 to 0x9f, where Latin-1 has controls; what it leaves open stays a control. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const FIRST = 0x80
const CONTROLS = /[\u0080-\u009f]/g

const fromWindows = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(CONTROLS, (control) => WINDOWS[control.charCodeAt(0) - FIRST] ?? control)

/**
 * A function that reads the pieces of a text in an encoding, one after the other; characters may be cut between two of
 * them. A mark at the beginning stays. What the encoding does not have becomes U+FFFD.
 */
export function textDecoder(encoding: Encoding): (piece: Uint8Array, isLast: boolean) => string {
  // Not the one of Node, which takes windows-1252 for Latin-1 up to version 22: no euro, no apostrophe.
  if (encoding === 'windows-1252') return fromWindows
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  return (piece, isLast) => decoder.decode(piece, { stream: !isLast })
}

/** A whole text in an encoding. */
export const decodeText = (bytes: Uint8Array, encoding: Encoding): string =>
  textDecoder(encoding)(bytes, true)
