/** Where somebody has just seen the widget, voted or proposed. */
interface Sighting {
  publisherId: string
  articleId: string | null
}

export interface LiveCount {
  /** Readers who saw the widget or took part in the last five minutes. */
  now: number
  lastHalfHour: number
  /** Those of now, by the article on which they were last; the most read first. */
  articles: { articleId: string; readers: number }[]
}

const SECOND = 1000
const NOW_MILLISECONDS = 5 * 60_000
const KEPT_MILLISECONDS = 30 * 60_000
const MOST_READERS = 200_000
/** One count serves all who look. */
const FRESH_MILLISECONDS = 2000

/** One for all readers who came to an article in the same second: there may be many, and they are kept for long. */
interface Kept {
  /** The beginning of the second. */
  readonly at: number
  readonly articleId: string | null
}

/**
 * A reader as a number of 32 bits, which a map holds in a third of the memory of their hash. Of 200,000 readers some five
 * are taken for others.
 */
function numberOf(reader: string): number {
  let number = 0
  for (let index = 0; index < reader.length; index++)
    number = (Math.imul(number, 31) + reader.charCodeAt(index)) | 0
  return number
}

/**
 * Forgets those who came first, where that is half an hour ago or they are too many. To be called once in a while and not
 * for each reader: on its way to the first who is left, a map passes over all that were deleted since it last grew.
 */
function forgetThoseBefore(now: number, readers: Map<number, Kept>): void {
  for (const [reader, { at }] of readers) {
    if (now - at < KEPT_MILLISECONDS && readers.size <= MOST_READERS) return
    readers.delete(reader)
  }
}

/** Who reads now: in the memory of this process alone, for half an hour, never on disk. */
export class LiveReaders {
  readonly #now: () => number
  readonly #publishers = new Map<string, Map<number, Kept>>()
  readonly #counts = new Map<string, { at: number; count: LiveCount }>()
  /** Those of the second, by article. */
  readonly #latest = new Map<string | null, Kept>()
  #second = 0

  /** `monotonic`: milliseconds by a clock that never goes back. */
  constructor(monotonic: () => number) {
    this.#now = monotonic
  }

  /** `readerHash`: that of the day. */
  note({ publisherId, articleId }: Sighting, readerHash: string): void {
    const reader = numberOf(readerHash)
    let readers = this.#publishers.get(publisherId)
    if (!readers) {
      readers = new Map()
      this.#publishers.set(publisherId, readers)
    }
    const now = this.#now()
    const kept = this.#keptAt(now, articleId)
    if (readers.get(reader) === kept) return
    // Deleted and set again, so that the map stays in order of arrival.
    readers.delete(reader)
    readers.set(reader, kept)
  }

  #keptAt(now: number, articleId: string | null): Kept {
    const second = Math.floor(now / SECOND) * SECOND
    if (second !== this.#second) {
      this.#second = second
      this.#latest.clear()
      // Whether or not anybody looks, no more are kept than came in half an hour.
      for (const readers of this.#publishers.values()) forgetThoseBefore(now, readers)
    }
    let kept = this.#latest.get(articleId)
    if (!kept) {
      kept = { at: second, articleId }
      this.#latest.set(articleId, kept)
    }
    return kept
  }

  /** Readers in memory, of all publishers. */
  get size(): number {
    return [...this.#publishers.values()].reduce((sum, readers) => sum + readers.size, 0)
  }

  /** Readers of a publisher now, counted again every two seconds at most. */
  of(publisherId: string): LiveCount {
    const now = this.#now()
    const known = this.#counts.get(publisherId)
    if (known && now - known.at < FRESH_MILLISECONDS) return known.count
    const count = this.#count(publisherId, now)
    this.#counts.set(publisherId, { at: now, count })
    return count
  }

  #count(publisherId: string, now: number): LiveCount {
    const readers = this.#publishers.get(publisherId) ?? new Map<number, Kept>()
    forgetThoseBefore(now, readers)
    const present = [...readers.values()].filter(({ at }) => now - at < NOW_MILLISECONDS)
    const articles = new Map<string, number>()
    for (const { articleId } of present)
      if (articleId !== null) articles.set(articleId, (articles.get(articleId) ?? 0) + 1)
    return {
      now: present.length,
      lastHalfHour: readers.size,
      articles: [...articles]
        .map(([articleId, count]) => ({ articleId, readers: count }))
        .sort((one, other) => other.readers - one.readers),
    }
  }
}
