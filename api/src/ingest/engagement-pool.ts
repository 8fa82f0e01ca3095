import { type FirstVotes, NO_FIRST_VOTES, sumOf } from '../domain/articles/article-votes.ts'
import { UnavailableDatabaseError } from '../store/database.ts'
import { SMALLEST_CROWD, VOTES } from '../wire/constants.ts'
import type { Vote } from '../wire/index.ts'
import {
  type ArticleVotes,
  type CommitEntries,
  commitTogether,
  type Entry,
  faultsIn,
} from './commit-queue.ts'

/** A reader who was here a moment ago may vote the next moment, and would be known by it. */
const QUIET_MILLISECONDS = 60_000
/** How long acts wait at most for a crowd to come together. */
const LONGEST_MILLISECONDS = 600_000
/** Acts that are held at most: where so many come in a minute, each is in a crowd. */
const MOST_HELD = 1000
/** The shortest time between two looks; the longest is twice as long. */
const LOOK_MILLISECONDS = 300
const BATCH_SIZE = 1000

export interface EngagementPoolOptions {
  commit: CommitEntries
  /** Acts that may be held; what comes beyond is dropped, and reported. */
  capacity: number
  /** From 0 (included) to 1; not to be foreseen. */
  random(): number
  onFailure(error: unknown, lost: number): void
}

interface Held {
  entry: Entry
  number: number
  /** By a clock that only grows. */
  at: number
  /** It was to be written, and the database took nothing. */
  isOverdue: boolean
}

/** The reader of an act; undefined where readers are not told apart. */
const readerOf = ({ entry: { presence } }: Held): string | undefined =>
  presence && presence.reader !== null ? `${presence.day} ${presence.reader}` : undefined

function countVoters(held: readonly Held[]): number {
  const voters = new Set<string>()
  for (const one of held) {
    const reader = readerOf(one)
    const { act } = one.entry
    if (reader !== undefined && (act === 'vote' || act === 'proposal')) voters.add(reader)
  }
  return voters.size
}

/** Acts of readers who have been quiet since an instant, and acts without a reader. */
function quietSince(held: readonly Held[], instant: number): Held[] {
  const present = new Set(held.filter(({ at }) => at > instant).map(readerOf))
  return held.filter(
    (one) => one.at <= instant && (readerOf(one) === undefined || !present.has(readerOf(one))),
  )
}

/** Readers in any order, the acts of each in their own. */
function mixed(held: readonly Held[], random: () => number): Held[] {
  const places = new Map<string | undefined, number>()
  const placeOf = (one: Held): number => {
    const reader = readerOf(one)
    const place = (reader === undefined ? undefined : places.get(reader)) ?? random()
    if (reader !== undefined) places.set(reader, place)
    return place
  }
  return held
    .map((one) => ({ one, place: placeOf(one) }))
    .sort((first, second) => first.place - second.place || first.one.number - second.one.number)
    .map(({ one }) => one)
}

interface Pair {
  articleId: string
  proposalId: string
  firstVotes: FirstVotes
}

/** Articles times proposals that are held; some 10 MiB. The oldest give way: few ever become a crowd. */
const MOST_PAIRS = 50_000

const ofPair = ({ articleId, proposalId, firstVotes }: Pair): ArticleVotes[] =>
  VOTES.map((vote) => ({ articleId, proposalId, vote, votes: firstVotes[vote] })).filter(
    ({ votes }) => votes > 0,
  )

/**
 * First votes by article and proposal that are not on disk yet. They leave when a crowd of readers of an article has
 * voted on a proposal: a counter that moved with each vote would say from which article the vote came. A vote that is
 * changed later is not moved: nothing that is stored leads from it to the article.
 */
class HeldArticleVotes {
  readonly #crowd: number
  readonly #pairs = new Map<string, Pair>()
  /** Names of those that are a crowd. */
  readonly #crowds = new Set<string>()

  constructor(crowd: number) {
    this.#crowd = crowd
  }

  add(articleId: string, proposalId: string, vote: Vote): void {
    const name = `${articleId} ${proposalId}`
    const before = this.#pairs.get(name)?.firstVotes ?? NO_FIRST_VOTES
    const firstVotes = { ...before, [vote]: before[vote] + 1 }
    this.#pairs.set(name, { articleId, proposalId, firstVotes })
    if (sumOf(firstVotes) >= this.#crowd) this.#crowds.add(name)
    const [oldest] = this.#pairs.keys()
    if (this.#pairs.size > MOST_PAIRS && oldest !== undefined) this.#pairs.delete(oldest)
  }

  /** Those of crowds, which are held no more. */
  takeCrowds(): ArticleVotes[] {
    return this.#take(this.#crowds)
  }

  takeAll(): ArticleVotes[] {
    return this.#take(this.#pairs.keys())
  }

  /** What is held of an article, by proposal. */
  of(articleId: string): Map<string, FirstVotes> {
    const pairs = [...this.#pairs.values()].filter((pair) => pair.articleId === articleId)
    return new Map(pairs.map(({ proposalId, firstVotes }) => [proposalId, firstVotes]))
  }

  #take(names: Iterable<string>): ArticleVotes[] {
    const taken = [...names].flatMap((name) => {
      const pair = this.#pairs.get(name)
      this.#pairs.delete(name)
      return pair ? ofPair(pair) : []
    })
    this.#crowds.clear()
    return taken
  }
}

/**
 * Holds what is counted of readers apart from what they voted. A vote goes to disk at once; who read, and where, goes
 * there later, together with what others did: once a crowd of those who took part has been quiet for a minute, or, where
 * none comes together, after ten minutes. So the log, with each commit of it, does not tell which of them cast
 * which vote.
 */
export class EngagementPool {
  readonly #options: EngagementPoolOptions
  #held: Held[] = []
  /** Those held, in order; undefined since one came or went. */
  #entries: readonly Entry[] | undefined
  readonly #articleVotes = new HeldArticleVotes(SMALLEST_CROWD)
  /** Votes from articles that may be written, and are not yet. */
  #released: ArticleVotes[] = []
  #arrived = 0
  #lost = 0
  #timer: NodeJS.Timeout | undefined
  #leaving: Promise<void> | undefined
  #reading = 0
  #onUnread: (() => void) | undefined

  constructor(options: EngagementPoolOptions) {
    this.#options = options
  }

  /** The place of an act in the order of arrival, taken before it is known whether it counts. */
  nextNumber(): number {
    return this.#arrived++
  }

  /** Holds an act. Beyond the capacity it is dropped, and reported with the next write. */
  add(entry: Entry, number = this.nextNumber()): void {
    if (this.#held.length >= this.#options.capacity) {
      this.#lost += 1
      return
    }
    this.#held.push({ entry, number, at: performance.now(), isOverdue: false })
    this.#entries = undefined
    this.#schedule()
  }

  /** Counts a first vote for the article that it came from. */
  addArticleVote(articleId: string, proposalId: string, vote: Vote): void {
    this.#articleVotes.add(articleId, proposalId, vote)
  }

  /**
   * Reads what is counted: what is on disk does not change while `task` runs, and what is not yet there is handed to
   * it, in order; the same list as long as it is the same.
   */
  async read<Result>(task: (held: readonly Entry[]) => Promise<Result>): Promise<Result> {
    // Under load a reading waits for a short write, and has less to add up.
    if (this.#held.length >= MOST_HELD) await this.#release(this.#held)
    while (this.#leaving) await this.#leaving
    this.#reading += 1
    try {
      this.#entries ??= this.#inOrder().map(({ entry }) => entry)
      return await task(this.#entries)
    } finally {
      this.#reading -= 1
      if (this.#reading === 0) this.#onUnread?.()
    }
  }

  /** The same of the votes that came from an article: what is held of them, by proposal; never a crowd. */
  async readArticle<Result>(
    articleId: string,
    task: (held: ReadonlyMap<string, FirstVotes>) => Promise<Result>,
  ): Promise<Result> {
    await this.#leaving
    await this.#release([])
    return this.read(() => task(this.#articleVotes.of(articleId)))
  }

  /** Writes all, held back or not. */
  async flush(): Promise<void> {
    this.#released.push(...this.#articleVotes.takeAll())
    await this.close()
  }

  /** Writes all but the votes from an article that are no crowd. */
  async close(): Promise<void> {
    await this.#leaving
    await this.#release(this.#held)
    if (this.#held.length > 0) return
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Those that may go now. */
  #ripe(): Held[] {
    if (this.#held.length >= MOST_HELD) return this.#held
    const overdue = this.#held.filter(({ isOverdue }) => isOverdue)
    if (overdue.length > 0) return overdue
    const now = performance.now()
    const quiet = quietSince(this.#held, now - QUIET_MILLISECONDS)
    const isLate = quiet.some(({ at }) => at <= now - LONGEST_MILLISECONDS)
    return isLate || countVoters(quiet) >= SMALLEST_CROWD ? quiet : []
  }

  #schedule(): void {
    const wait = LOOK_MILLISECONDS * (1 + this.#options.random())
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const ripe = this.#ripe()
      const turn = ripe.length > 0 ? this.#release(ripe) : Promise.resolve()
      void turn.then(() => {
        if (this.#held.length > 0) this.#schedule()
      })
    }, wait).unref()
  }

  #inOrder(): Held[] {
    return this.#held.sort((one, other) => one.number - other.number)
  }

  /** Writes acts, and the votes from articles that have become a crowd. */
  #release(batch: readonly Held[]): Promise<void> {
    this.#leaving ??= this.#write(batch).finally(() => {
      this.#leaving = undefined
    })
    return this.#leaving
  }

  async #write(batch: readonly Held[]): Promise<void> {
    if (this.#reading > 0)
      await new Promise<void>((resolve) => {
        this.#onUnread = resolve
      })
    this.#onUnread = undefined
    this.#released.push(...this.#articleVotes.takeCrowds())
    const articleVotes = this.#released
    if (articleVotes.length > 0 && (await this.#commit([{ articleVotes }]))) this.#released = []
    const acts = mixed(batch, this.#options.random)
    while (acts.length > 0) {
      const part = acts.splice(0, BATCH_SIZE)
      if (!(await this.#commit(part.map(({ entry }) => entry)))) {
        for (const one of [...part, ...acts]) one.isOverdue = true
        this.#schedule()
        break
      }
      const written = new Set(part)
      this.#held = this.#held.filter((one) => !written.has(one))
      this.#entries = undefined
    }
    this.#reportLost()
  }

  /** False if the database takes nothing now: the entries stay for the next time. */
  async #commit(entries: readonly Entry[]): Promise<boolean> {
    const { commit, onFailure } = this.#options
    const outcomes = await commitTogether(entries, commit)
    const faults = [...faultsIn(outcomes)]
    for (const fault of faults) onFailure(fault, 0)
    const refused = outcomes.filter(({ status }) => status === 'rejected').length
    // What may be on disk already, or is there in part, must not be counted twice.
    const isUnknown = faults.some(
      (fault) => fault instanceof UnavailableDatabaseError && fault.isOutcomeUnknown,
    )
    if (refused === entries.length && faults.length > 0 && !isUnknown) return false
    this.#lost += refused
    return true
  }

  #reportLost(): void {
    if (this.#lost === 0) return
    const { onFailure } = this.#options
    onFailure(
      new Error('Loads and views were dropped: too many were waiting, or one was refused'),
      this.#lost,
    )
    this.#lost = 0
  }
}
