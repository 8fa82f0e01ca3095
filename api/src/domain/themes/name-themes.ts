import { type ReadWord, readWords } from '../text/read-words.ts'
import type { ThemeProfile } from './find-themes.ts'

const TELLING_STEMS = 8
/** "transports en commun": so many words that say nothing may stand between two that tell. */
const MOST_BETWEEN = 2
/** A phrase names a theme if it stands in this part of its texts at least; else its two first words do. */
const LEAST_PART = 0.1
const FEWEST_TIMES = 3
const LONGEST_NAME = 60

/** How often something was written, and in which words. */
class Writings {
  readonly #counts = new Map<string, Map<string, number>>()

  add(key: string, written: string): void {
    const counts = this.#counts.get(key) ?? new Map<string, number>()
    counts.set(written, (counts.get(written) ?? 0) + 1)
    this.#counts.set(key, counts)
  }

  count(key: string): number {
    let sum = 0
    for (const count of this.#counts.get(key)?.values() ?? []) sum += count
    return sum
  }

  keys(): string[] {
    return [...this.#counts.keys()]
  }

  /** The words that were used most; of equals, the first by the alphabet. */
  usual(key: string): string {
    const [usual] = [...(this.#counts.get(key) ?? [])].sort(
      ([one, count], [other, next]) => next - count || (one < other ? -1 : 1),
    )
    return usual?.[0] ?? ''
  }
}

/** Two telling words with at most two empty ones between them, as they stand in the text. */
function* phrasesOf(words: readonly ReadWord[]): Generator<{ stems: [string, string]; written: string }> {
  for (const [begin, first] of words.entries()) {
    if (first.kind !== 'telling') continue
    for (let end = begin + 1; end <= begin + 1 + MOST_BETWEEN && end < words.length; end++) {
      const last = words[end] as ReadWord
      if (!/^['’\s]+$/.test(last.before)) break
      if (last.kind === 'empty') continue
      if (last.kind === 'telling' && last.stem !== first.stem) {
        const rest = words.slice(begin + 1, end + 1).map(({ before, written }) => before + written)
        yield { stems: [first.stem, last.stem], written: first.written + rest.join('') }
      }
      break
    }
  }
}

interface Candidate {
  stems: readonly string[]
  written: string
}

/** Possible names of a theme, the best first. */
function candidates(profile: ThemeProfile, texts: readonly string[]): Candidate[] {
  const telling = new Map([...profile].slice(0, TELLING_STEMS))
  const single = new Writings()
  const phrases = new Writings()
  for (const text of texts) {
    const words = readWords(text)
    for (const { stem, written } of words) if (telling.has(stem)) single.add(stem, written)
    const seen = new Set<string>()
    for (const { stems, written } of phrasesOf(words)) {
      const key = stems.join(' ')
      if (seen.has(key) || !stems.every((stem) => telling.has(stem))) continue
      seen.add(key)
      phrases.add(key, written)
    }
  }
  const weight = (key: string) => {
    const [first = '', last = ''] = key.split(' ')
    return phrases.count(key) * ((telling.get(first) ?? 0) + (telling.get(last) ?? 0))
  }
  const ofPhrases = phrases
    .keys()
    .filter((key) => phrases.count(key) >= Math.max(FEWEST_TIMES, LEAST_PART * texts.length))
    .sort((one, other) => weight(other) - weight(one) || (one < other ? -1 : 1))
    .map((key) => ({ stems: key.split(' '), written: phrases.usual(key) }))
  const ofWords = [...telling.keys()].map((stem) => ({ stems: [stem], written: single.usual(stem) || stem }))
  return ofPhrases.concat(ofWords)
}

const capital = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1)

/** The first candidate, and behind it the first that says something else where the first is one word. */
function nameFrom(all: readonly Candidate[]): string {
  const [first, ...others] = all
  if (!first) return ''
  if (first.stems.length > 1) return first.written
  const next = others.find(({ stems }) => stems.every((stem) => !first.stems.includes(stem)))
  return next ? `${first.written}, ${next.written}` : first.written
}

/**
 * Names for themes, in the words that people used most ("Transports en commun"): a phrase of two telling words where one
 * is common, else the two words that tell most. No two are the same, nor one of those `taken` already.
 *
 * @param themes the profile of each, and the texts in it
 */
export function nameThemes(
  themes: readonly { profile: ThemeProfile; texts: readonly string[] }[],
  taken: Iterable<string> = [],
): string[] {
  const used = new Set([...taken].map((name) => name.toLowerCase()))
  return themes.map(({ profile, texts }) => {
    const all = candidates(profile, texts)
    let name = ''
    for (let from = 0; name === '' && from < all.length; from++) {
      const tried = nameFrom(all.slice(from)).slice(0, LONGEST_NAME)
      if (!used.has(tried)) name = tried
    }
    for (let number = 2; name === ''; number++) {
      const tried = `${nameFrom(all).slice(0, LONGEST_NAME)} ${number}`.trim()
      if (!used.has(tried)) name = tried
    }
    used.add(name)
    return capital(name)
  })
}
