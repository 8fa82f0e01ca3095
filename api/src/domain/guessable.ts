/** Bits that even a weak attacker would have to go through; random texts of 32 characters have twice as many. */
const LEAST_BITS = 48

/** The shortest beginning whose repetition is the whole text. */
function withoutRepetition(text: string): string {
  const period = (text + text).indexOf(text, 1)
  return text.slice(0, period)
}

/** Characters that are not the same as the one before, or its neighbour in the alphabet. */
function freshCharacters(text: string): number {
  let fresh = 1
  for (let index = 1; index < text.length; index++)
    if (Math.abs(text.charCodeAt(index) - text.charCodeAt(index - 1)) > 1) fresh++
  return fresh
}

/** Bits that each character carries, by how often the characters of the text occur in it. */
function bitsOfCharacter(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/**
 * True if a secret was plainly not drawn at random: one character again and again, a word repeated, the alphabet. It
 * cannot know a phrase from a song.
 */
export function isGuessable(secret: string): boolean {
  const text = withoutRepetition(secret)
  return freshCharacters(text) * bitsOfCharacter(text) < LEAST_BITS
}
