import { createHash } from 'node:crypto'
import { randomExponential, randomLogNormal } from 'd3-random'
import type { MadeDraw } from '../../../api/src/cache/draws.ts'
import type { Random } from '../../../api/src/domain/random.ts'
import { drawSequence, pageOf } from '../../../api/src/domain/sequence/sequence.ts'
import type { SequenceCandidate } from '../../../api/src/domain/sequence/sequence-choice.ts'
import { TALLY_KEYS, type TallyKey } from '../../../api/src/domain/votes/votes.ts'
import { type SetAside, VoteWatch } from '../../../api/src/trust/vote-watch.ts'
import type { Vote } from '../../../api/src/wire/index.ts'
import type { Public } from '../public.ts'
import { SETTINGS } from '../strategies.ts'

/** As cache/draws.ts makes and keeps them. */
const DRAW = 18
const FRESH_SECONDS = 5
const FRESH_SERVINGS = 20
const SHORTEST_SECONDS = 1
const LOOK_SECONDS = 60

export type Party = 'honest' | 'school' | 'fake'

export interface Cast {
  party: Party
  proposal: string
  isCounted: boolean
}

type Tally = SequenceCandidate & Record<TallyKey, number>

/** Somebody who does one thing after the other; yields the seconds until the next. */
export type Actor = Generator<number, void>

interface Process {
  watch: VoteWatch
  draw: MadeDraw | undefined
  madeAt: number
  servings: number
}

export interface HourOptions {
  people: Public
  random: Random
  processes: number
  /** Of readers who get their draw from a cache before the server. */
  throughCache: number
}

/** A consultation while readers vote, on a clock that nobody waits for, with the API's own draws and its watch. */
export class Hour {
  /** Seconds. */
  now = 0
  readonly random: Random
  readonly votes: Cast[] = []
  /** Seconds after the start at which a rule first set something aside. */
  firstAlarm: number | null = null
  firstFake: number | null = null
  readonly #options: HourOptions
  readonly #tallies: Tally[]
  readonly #byId: Map<string, Tally>
  readonly #processes: Process[]
  readonly #turns: Actor[][] = []
  readonly #kept = new Map<string, Cast>()
  #cached: { at: number; draw: MadeDraw } | undefined
  #drawCount = 0
  /** Told of each draw that is made. */
  onDraw: (draw: MadeDraw) => void = () => undefined

  constructor(options: HourOptions) {
    this.#options = options
    this.random = options.random
    this.#tallies = options.people.proposals.map(({ id, text, truth }) => {
      // As if the consultation had been open for a while: most proposals are tested, some are new.
      const votes =
        options.random() < 0.15 ? Math.floor(10 * options.random()) : Math.floor(20 + 200 * options.random())
      const counts = Object.fromEntries(TALLY_KEYS.map((key) => [key, Math.round(votes * truth[key])]))
      return { ...(counts as Record<TallyKey, number>), id, text, author: null }
    })
    this.#byId = new Map(this.#tallies.map((tally) => [tally.id, tally]))
    this.#processes = Array.from({ length: options.processes }, () => ({
      watch: new VoteWatch({
        monotonic: () => this.now * 1000,
        bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(256 * options.random())),
        setAside: async (votes) => this.#setAside(votes),
        onAlarm: () => {
          this.firstAlarm ??= this.now
        },
      }),
      draw: undefined,
      madeAt: 0,
      servings: 0,
    }))
  }

  /** Seconds that a person thinks: half of them less than `median`. */
  thinking(median: number): number {
    return Math.max(1, randomLogNormal.source(this.random)(Math.log(median), 0.7)())
  }

  /** Seconds until the next arrival of a Poisson process: exponential with this mean. */
  gap(mean: number): number {
    return randomExponential.source(this.random)(1 / mean)()
  }

  /** Has an actor begin at `at`, in seconds of the hour. */
  begin(at: number, actor: Actor): void {
    const second = Math.floor(at)
    this.#turns[second] ??= []
    this.#turns[second].push(actor)
  }

  /** The draw that a reader gets; a numbered one is a page of the whole list. */
  draw(number = 0, isDirect = false): MadeDraw | undefined {
    if (number > 0) {
      const { items } = pageOf(this.#tallies, number, DRAW)
      if (items.length === 0) return undefined
      const at = Math.floor(this.now / FRESH_SECONDS) * FRESH_SECONDS * 1000
      return { id: `${number} ${at}`, at, number, proposals: items.map(({ id }) => id) }
    }
    if (isDirect || this.random() >= this.#options.throughCache) return this.#served()
    if (!this.#cached || this.now - this.#cached.at >= FRESH_SECONDS)
      this.#cached = { at: this.now, draw: this.#served() }
    return this.#cached.draw
  }

  #served(): MadeDraw {
    const process = this.#processes[Math.floor(this.#processes.length * this.random())] as Process
    const age = this.now - process.madeAt
    const isStale = age >= FRESH_SECONDS || (process.servings >= FRESH_SERVINGS && age >= SHORTEST_SECONDS)
    if (!process.draw || isStale) {
      const items = drawSequence({
        proposals: this.#tallies,
        settings: SETTINGS,
        size: DRAW,
        random: this.random,
      })
      const id = `${this.#drawCount++}`
      process.draw = { id, at: this.now * 1000, number: 0, proposals: items.map((item) => item.id) }
      process.madeAt = this.now
      process.servings = 0
      process.watch.noteDraw('c', process.draw)
      this.onDraw(process.draw)
    }
    process.servings++
    return process.draw
  }

  /** `reader` and `proposal` together once only. */
  vote(party: Party, reader: string, network: string, draw: MadeDraw, proposal: string, vote: Vote): void {
    const process = this.#processes[Math.floor(this.#processes.length * this.random())] as Process
    const voter = createHash('sha256').update(reader).digest().subarray(0, 16)
    const seen = { proposalId: proposal, voter, vote, network, draw }
    const isCounted = process.watch.note('c', seen) === null
    if (party === 'fake') this.firstFake ??= this.now
    const cast = { party, proposal, isCounted }
    this.votes.push(cast)
    if (isCounted) this.#kept.set(`${proposal} ${voter.toString('latin1')}`, cast)
    const tally = this.#byId.get(proposal) as Tally
    if (isCounted) tally[vote] += 1
  }

  #setAside({ votes }: SetAside): void {
    for (const { key } of votes) {
      const cast = this.#kept.get(`${key.proposalId} ${Buffer.from(key.voter).toString('latin1')}`)
      if (cast) cast.isCounted = false
    }
  }

  /** Lets everybody act until `until` (seconds). */
  async run(until: number): Promise<void> {
    for (; this.now < until; this.now++) {
      const actors = this.#turns[this.now] ?? []
      delete this.#turns[this.now]
      for (const actor of actors) {
        const { done, value } = actor.next()
        if (!done) this.begin(Math.max(this.now + 1, this.now + value), actor)
      }
      if (this.now % LOOK_SECONDS === 0) for (const { watch } of this.#processes) await watch.look()
    }
  }
}
