import { NETWORK_LEVELS, type SeenDraw, type Sightings } from '../domain/trust-rules/sightings.ts'
import { VOTES } from '../wire/constants.ts'
import type { Vote } from '../wire/index.ts'
import { NetworkNumbers, type RotatingSalts } from './network-numbers.ts'
import { ReaderTable } from './reader-table.ts'

/** A draw as its proof tells of it. */
export interface NamedDraw {
  /** Tells it from all other draws of the consultation. */
  id: string
  /** When it was made, in milliseconds. */
  at: number
  /** Of its page; 0: the fair one. */
  number: number
  /** Null: not known, as where another process made it. */
  proposals: readonly string[] | null
}

/** A reader's first vote on a proposal. */
export interface SeenVote {
  proposalId: string
  voter: Uint8Array
  vote: Vote
  /** As `networkOf` writes it. */
  network: string
  draw: NamedDraw
}

interface Columns {
  reader: Uint32Array
  proposal: Uint32Array
  draw: Uint32Array
  /** The reader's vote before this one, counted from 1; 0: none. */
  before: Uint32Array
  at: Float64Array
  choice: Uint8Array
  /** 0: counted; else one more than the place of its rule. */
  rule: Uint8Array
}

interface KeptDraw extends SeenDraw {
  id: string
  isKnown: boolean
  /** When it was last heard of, by the clock that never goes back. */
  heardAt: number
}

const FIRST_ROOM = 256

const columnsOf = (room: number): Columns => ({
  reader: new Uint32Array(room),
  proposal: new Uint32Array(room),
  draw: new Uint32Array(room),
  before: new Uint32Array(room),
  at: new Float64Array(room),
  choice: new Uint8Array(room),
  rule: new Uint8Array(room),
})

/**
 * The first votes of one consultation that came within the window, in memory: 26 bytes for each vote and some 40 for each
 * reader, without address, browser or article.
 */
export class SightingLog {
  readonly #networks: NetworkNumbers
  readonly #readers = new ReaderTable(NETWORK_LEVELS.length)
  #columns = columnsOf(FIRST_ROOM)
  #room = FIRST_ROOM
  /** Of each reader their last vote, counted from 1. */
  #last = new Uint32Array(FIRST_ROOM)
  #draws: KeptDraw[] = []
  #drawNumbers = new Map<string, number>()
  #proposals: string[] = []
  readonly #proposalNumbers = new Map<string, number>()
  count = 0

  constructor(salts: RotatingSalts) {
    this.#networks = new NetworkNumbers(salts)
  }

  /** A draw that was made here, whether or not somebody votes on it. */
  noteDraw(draw: NamedDraw, now: number): number {
    let number = this.#drawNumbers.get(draw.id)
    if (number === undefined) {
      number = this.#draws.length
      this.#drawNumbers.set(draw.id, number)
      const proposals = Uint32Array.from(draw.proposals ?? [], (id) => this.proposalNumber(id))
      const isKnown = draw.proposals !== null
      this.#draws.push({ id: draw.id, at: draw.at, number: draw.number, proposals, isKnown, heardAt: now })
    } else (this.#draws[number] as KeptDraw).heardAt = now
    return number
  }

  /** Draws that were named and whose proposals are not known, the latest first. */
  unknownDraws(most: number): string[] {
    return this.#draws
      .filter(({ isKnown }) => !isKnown)
      .slice(-most)
      .map(({ id }) => id)
      .reverse()
  }

  /** What was in a draw that was named. */
  tellDraw(id: string, proposals: readonly string[]): void {
    const draw = this.#draws[this.#drawNumbers.get(id) ?? -1]
    if (!draw) return
    draw.proposals = Uint32Array.from(proposals, (proposal) => this.proposalNumber(proposal))
    draw.isKnown = true
  }

  /** The row of the vote; that of the one before, if it is known already. */
  add(seen: SeenVote, now: number): number {
    const proposal = this.proposalNumber(seen.proposalId)
    let reader = this.#readers.find(seen.voter)
    if (reader === undefined) reader = this.#addReader(seen)
    for (let row = this.#last[reader] as number; row > 0; row = this.#columns.before[row - 1] as number)
      if (this.#columns.proposal[row - 1] === proposal) return row - 1
    if (this.count === this.#room) this.#grow(this.#room * 2)
    const row = this.count++
    const columns = this.#columns
    columns.reader[row] = reader
    columns.proposal[row] = proposal
    columns.draw[row] = this.noteDraw(seen.draw, now)
    columns.before[row] = this.#last[reader] as number
    columns.at[row] = now
    columns.choice[row] = VOTES.indexOf(seen.vote)
    columns.rule[row] = 0
    this.#last[reader] = row + 1
    return row
  }

  /** Number of the rule that named the vote; 0 for none. */
  ruleOf(row: number): number {
    return this.#columns.rule[row] as number
  }

  setRule(row: number, rule: number): void {
    this.#columns.rule[row] = rule
  }

  /** The networks of the reader of a row, by level. */
  networksOf(row: number): number[] {
    const reader = this.#columns.reader[row] as number
    return this.#readers.networks.map((column) => column[reader] as number)
  }

  /** Number of the draw that the vote named. */
  drawOf(row: number): number {
    return this.#columns.draw[row] as number
  }

  /** When the vote arrived, in milliseconds of a clock that only grows. */
  atOf(row: number): number {
    return this.#columns.at[row] as number
  }

  /** The vote as it is found in the store. */
  keyOf(row: number): { proposalId: string; voter: Uint8Array } {
    return {
      proposalId: this.#proposals[this.#columns.proposal[row] as number] as string,
      voter: this.#readers.voter(this.#columns.reader[row] as number),
    }
  }

  /** Number of a proposal in this log, given at its first mention. */
  proposalNumber(id: string): number {
    let number = this.#proposalNumbers.get(id)
    if (number === undefined) {
      number = this.#proposals.push(id) - 1
      this.#proposalNumbers.set(id, number)
    }
    return number
  }

  /** All of it as it is now; votes that come later change nothing of it, until `keepFrom` is called. */
  sightings(now: number): Sightings {
    const { count } = this
    const { reader, proposal, draw, choice, at, rule } = this.#columns
    const readers = this.#readers.count
    return {
      votes: count,
      reader: reader.subarray(0, count),
      proposal: proposal.subarray(0, count),
      draw: draw.subarray(0, count),
      choice: choice.subarray(0, count),
      at: at.subarray(0, count),
      // A copy: votes that come meanwhile may be set aside at once.
      rule: rule.slice(0, count),
      readers,
      networks: this.#readers.networks.map((column) => column.subarray(0, readers)),
      proposals: this.#proposals.length,
      draws: this.#draws.slice(),
      now,
    }
  }

  /** Forgets all votes before a moment, and the readers, networks and draws known from them alone. */
  keepFrom(moment: number): void {
    const old = this.#columns
    let first = 0
    while (first < this.count && (old.at[first] as number) < moment) first++
    if (first === 0 && this.#draws.every(({ heardAt }) => heardAt >= moment)) return
    const kept = this.count - first
    const readers = new Map<number, number>()
    for (let row = first; row < this.count; row++) {
      const reader = old.reader[row] as number
      if (!readers.has(reader)) readers.set(reader, readers.size)
    }
    const draws = new Map<number, number>()
    for (const [number, { heardAt }] of this.#draws.entries())
      if (heardAt >= moment) draws.set(number, draws.size)
    this.#readers.keepOnly([...readers.keys()])
    this.#networks.keepOnly(this.#readers.networks.map((column) => column.subarray(0, this.#readers.count)))
    this.#draws = [...draws.keys()].map((number) => this.#draws[number] as KeptDraw)
    this.#drawNumbers = new Map(this.#draws.map(({ id }, number) => [id, number]))
    this.#room = FIRST_ROOM
    while (this.#room < kept * 1.25) this.#room *= 2
    const fresh = columnsOf(this.#room)
    this.#last = new Uint32Array(this.#room)
    for (let row = 0; row < kept; row++) {
      const from = first + row
      const reader = readers.get(old.reader[from] as number) as number
      fresh.reader[row] = reader
      fresh.proposal[row] = old.proposal[from] as number
      fresh.draw[row] = draws.get(old.draw[from] as number) as number
      fresh.before[row] = this.#last[reader] as number
      fresh.at[row] = old.at[from] as number
      fresh.choice[row] = old.choice[from] as number
      fresh.rule[row] = old.rule[from] as number
      this.#last[reader] = row + 1
    }
    this.#columns = fresh
    this.count = kept
  }

  /** Bytes of its columns. */
  get bytes(): number {
    const { reader, at, choice } = this.#columns
    return this.#room * (4 * reader.BYTES_PER_ELEMENT + at.BYTES_PER_ELEMENT + 2 * choice.BYTES_PER_ELEMENT)
  }

  #addReader({ voter, network }: SeenVote): number {
    const reader = this.#readers.add(voter, this.#networks.of(network))
    if (reader >= this.#last.length) {
      const last = new Uint32Array(this.#last.length * 2)
      last.set(this.#last)
      this.#last = last
    }
    this.#last[reader] = 0
    return reader
  }

  #grow(room: number): void {
    const fresh = columnsOf(room)
    for (const name of Object.keys(fresh) as (keyof Columns)[]) fresh[name].set(this.#columns[name])
    this.#columns = fresh
    this.#room = room
  }
}
