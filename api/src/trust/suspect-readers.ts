import { LRUCache } from 'lru-cache'
import type { Counters, ReaderAct } from '../domain/engagement/engagement.ts'
import { isInstant } from '../domain/engagement/suspicion.ts'
import { TRACE_NETWORK_LETTERS } from '../domain/readers/pseudonyms.ts'
import type { Entry, Presence } from '../ingest/commit-queue.ts'
import { SMALLEST_CROWD } from '../wire/constants.ts'
import { NetworksOfDay } from './networks-of-day.ts'

/** Publishers times days. */
const DAYS_REMEMBERED = 200
/** Acts of readers who might turn out to be suspect, of all networks, the latest. */
const MOST_HELD = 30_000
const KEPT = 25_000
const MOST_HELD_OF_NETWORK = 5000

/** An act that is counted, and might turn out to be a suspect reader's. */
interface SeenAct {
  presence: Presence
  act: ReaderAct
  /** Views that were counted with it. */
  views: number
}

interface HeldAct extends SeenAct {
  browser: string
  isInstantly: boolean
}

/** Acts of the readers of votes that one rule set apart. */
interface HeldCohort {
  readers: Set<string>
  acts: SeenAct[]
}

export interface SuspectReadersOptions {
  /** Counts an act once more, as one of a suspect reader. */
  mark(entry: Entry): void
}

/**
 * Tells which readers look like a program, while they read. An act that was counted before its reader became suspect is
 * marked afterwards, in the hour in which it counted. Nobody is refused for it, and nothing but a sum by hour and part of
 * the site comes of it. What is needed to tell them is in the memory of this process, under the day's salts.
 */
export class SuspectReaders {
  readonly #mark: SuspectReadersOptions['mark']
  readonly #days = new LRUCache<string, NetworksOfDay>({ max: DAYS_REMEMBERED })
  /** By network, the one that was active last at the end. */
  readonly #held = new Map<string, HeldAct[]>()
  #heldCount = 0
  readonly #cohorts = new LRUCache<string, HeldCohort>({ max: DAYS_REMEMBERED })

  constructor({ mark }: SuspectReadersOptions) {
    this.#mark = mark
  }

  /** An act has been counted. `cohort`: that of a vote which is not counted. */
  note(presence: Presence, act: ReaderAct, counters: Partial<Counters>, cohort: string | null = null): void {
    const { trace, reader } = presence
    if (trace === undefined || reader === null || act === 'load') return
    const seen: SeenAct = { presence, act, views: counters.views ?? 0 }
    if (cohort !== null) this.#holdOfCohort(cohort, seen, reader)
    this.#compare(seen, trace, reader)
  }

  /** Forgets days whose salts are dropped: all before `day`. */
  forgetBefore(day: string): void {
    for (const name of [...this.#days.keys()]) if (name < day) this.#days.delete(name)
    for (const name of [...this.#cohorts.keys()]) if (name < day) this.#cohorts.delete(name)
    for (const [name, { length }] of this.#held) {
      if (name >= day) continue
      this.#held.delete(name)
      this.#heldCount -= length
    }
  }

  #compare(seen: SeenAct, trace: string, reader: string): void {
    const { presence, act, views } = seen
    const name = `${presence.day} ${presence.place.publisherId}`
    const network = trace.slice(0, TRACE_NETWORK_LETTERS)
    const browser = trace.slice(TRACE_NETWORK_LETTERS)
    const day = this.#dayOf(name)
    if (views > 0) day.view(network, browser)
    const hasEngaged = act === 'vote' || act === 'proposal'
    const isInstantly = hasEngaged && isInstant(presence.secondsSinceView)
    if (hasEngaged) day.engage(network, reader, isInstantly)
    const isLone = day.isLone(network, browser)
    if (!isLone && !isInstantly) return
    const hasLoneExcess = isLone && day.hasLoneExcess(network)
    const hasInstantExcess = isInstantly && day.hasInstantExcess(network)
    this.#hold(`${name} ${network}`, { ...seen, browser, isInstantly })
    if (!hasLoneExcess && !hasInstantExcess) return
    this.#release(
      `${name} ${network}`,
      (one) => (hasLoneExcess && day.isLone(network, one.browser)) || (hasInstantExcess && one.isInstantly),
    )
  }

  #dayOf(name: string): NetworksOfDay {
    let day = this.#days.get(name)
    if (!day) {
      day = new NetworksOfDay()
      this.#days.set(name, day)
    }
    return day
  }

  #hold(name: string, act: HeldAct): void {
    const acts = this.#held.get(name) ?? []
    this.#held.delete(name)
    this.#held.set(name, acts)
    acts.push(act)
    this.#heldCount += 1
    if (acts.length > MOST_HELD_OF_NETWORK) this.#heldCount -= acts.splice(0, acts.length / 2).length
    if (this.#heldCount > MOST_HELD) this.#forgetOldest()
  }

  /** Many at once: on its way to the first that is left, a map passes over all that were deleted since it last grew. */
  #forgetOldest(): void {
    for (const [oldest, { length }] of this.#held) {
      if (this.#heldCount <= KEPT) return
      this.#held.delete(oldest)
      this.#heldCount -= length
    }
  }

  /** Marks those of a network's acts that are suspect, each once. */
  #release(name: string, isSuspect: (act: HeldAct) => boolean): void {
    const acts = this.#held.get(name) ?? []
    const suspect: HeldAct[] = []
    const others: HeldAct[] = []
    for (const one of acts) (isSuspect(one) ? suspect : others).push(one)
    this.#heldCount -= suspect.length
    this.#held.set(name, others)
    for (const one of suspect) this.#count(one)
  }

  /** A single reader marked beside a single vote set apart would be tied to it: they are marked in crowds. */
  #holdOfCohort(cohort: string, seen: SeenAct, reader: string): void {
    const name = `${seen.presence.day} ${seen.presence.place.publisherId} ${cohort}`
    const held = this.#cohorts.get(name) ?? { readers: new Set(), acts: [] }
    this.#cohorts.set(name, held)
    held.readers.add(reader)
    held.acts.push(seen)
    if (held.readers.size < SMALLEST_CROWD) {
      if (held.acts.length > MOST_HELD_OF_NETWORK) held.acts.shift()
      return
    }
    this.#cohorts.delete(name)
    for (const one of held.acts) this.#count(one)
  }

  #count({ presence, act, views }: SeenAct): void {
    const counters = views > 0 ? { viewsSuspect: views } : {}
    this.#mark({ presence, act, counters, isSuspect: true })
  }
}
