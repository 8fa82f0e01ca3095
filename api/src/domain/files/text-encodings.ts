import { isUtf8 } from 'node:buffer'
import type { Encoding } from '../../wire/index.ts'

/** How the bytes of a text are to be read. */
export interface DetectedEncoding {
  encoding: Encoding
  /** Bytes of the mark at the beginning that says so; 0 if there is none. */
  markBytes: number
}

const MARKS: readonly [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
const PROBE_BYTES = 4096
/** In UTF-16 every other byte of a European text is zero; this part of them tells it from a stray one. */
const ZEROS = 0.4

function markedEncoding(bytes: Uint8Array): DetectedEncoding | undefined {
  const found = MARKS.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte))
  return found && { encoding: found[0], markBytes: found[1].length }
}

function unmarkedUtf16(bytes: Uint8Array): Encoding | undefined {
  const probe = bytes.subarray(0, PROBE_BYTES & ~1)
  const zeros = [0, 0]
  for (const [place, byte] of probe.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros.map((count) => count / (probe.length / 2))
  if (odd > ZEROS && even < ZEROS / 4) return 'utf-16le'
  return even > ZEROS && odd < ZEROS / 4 ? 'utf-16be' : undefined
}

const HIGH = 0x80
const CONTINUATION_MASK = 0xc0

/** Bytes that a character of UTF-8 has which begins with this one; 0 if none does. */
function lengthOfCharacter(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0
}

/** True if most of what is beyond ASCII reads as UTF-8: then the rest is damage, and not another encoding. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  let good = 0
  let bad = 0
  for (let place = 0; place < bytes.length; place++) {
    const first = bytes[place] ?? 0
    if (first < HIGH) continue
    const length = lengthOfCharacter(first)
    let held = 1
    while (held < length && ((bytes[place + held] ?? 0) & CONTINUATION_MASK) === HIGH) held++
    if (length > 0 && held === length) {
      good++
      place += length - 1
    } else bad++
  }
  return good > bad
}

const COMMON = 3
const SELDOM = 1
const letters = (text: string, weight: number): [string, number][] =>
  [...text].map((letter) => [letter, weight])
/** What French, German, Spanish and English texts have beyond ASCII, and how much it speaks for a reading. */
const EXPECTED = new Map([
  ...letters('éèêàçùôîâûëïœäöüßñáíóú’«»\u00a0', COMMON),
  ...letters('ÉÈÀÇÊÄÖÜŒ“”‘„–—…°€', SELDOM),
])

const SINGLE_BYTE = ['windows-1252', 'macintosh'] as const

/** The reading that gives more letters as Europeans use them; Windows where both do. */
function singleByte(bytes: Uint8Array): Encoding {
  const counts = new Map<number, number>()
  for (const byte of bytes) if (byte >= HIGH) counts.set(byte, (counts.get(byte) ?? 0) + 1)
  const [windows = 0, macintosh = 0] = SINGLE_BYTE.map((encoding) => {
    let score = 0
    for (const [byte, count] of counts)
      score += count * (EXPECTED.get(decodeText(Uint8Array.of(byte), encoding)) ?? -1)
    return score
  })
  return macintosh > windows ? 'macintosh' : 'windows-1252'
}

/** How the bytes of a whole text are most likely meant: by its mark, or by what they would say. */
export function detectEncoding(bytes: Uint8Array): DetectedEncoding {
  const marked = markedEncoding(bytes)
  if (marked) return marked
  const wide = unmarkedUtf16(bytes)
  if (wide) return { encoding: wide, markBytes: 0 }
  const isUnicode = isUtf8(bytes) || isDamagedUtf8(bytes)
  return { encoding: isUnicode ? 'utf-8' : singleByte(bytes), markBytes: 0 }
}

/** Bytes of the mark that stands before a text of this encoding. */
export function markOf(bytes: Uint8Array, encoding: Encoding): number {
  const marked = markedEncoding(bytes)
  return marked?.encoding === encoding ? marked.markBytes : 0
}

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
