const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/**
 * HalfSipHash-2-4 of a short text of ASCII, as 32 bits without a sign: the keyed hash that its authors made for tables
 * in memory whose places nobody is to foresee (Aumasson and Bernstein, https://github.com/veorq/SipHash).
 *
 * @param key two words of 32 bits
 */
export function halfSipHash(text: string, [low, high]: readonly [number, number]): number {
  let [v0, v1, v2, v3] = [low, high, 0x6c796765 ^ low, 0x74656462 ^ high]
  const round = (): void => {
    v0 = (v0 + v1) | 0
    v1 = rotate(v1, 5) ^ v0
    v0 = rotate(v0, 16)
    v2 = (v2 + v3) | 0
    v3 = rotate(v3, 8) ^ v2
    v0 = (v0 + v3) | 0
    v3 = rotate(v3, 7) ^ v0
    v2 = (v2 + v1) | 0
    v1 = rotate(v1, 13) ^ v2
    v2 = rotate(v2, 16)
  }
  const take = (word: number): void => {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }
  const whole = text.length & ~3
  for (let at = 0; at < whole; at += 4)
    take(
      text.charCodeAt(at) |
        (text.charCodeAt(at + 1) << 8) |
        (text.charCodeAt(at + 2) << 16) |
        (text.charCodeAt(at + 3) << 24),
    )
  let last = text.length << 24
  for (let at = whole; at < text.length; at++) last |= text.charCodeAt(at) << (8 * (at - whole))
  take(last)
  v2 ^= 0xff
  for (let count = 0; count < 4; count++) round()
  return (v1 ^ v3) >>> 0
}
