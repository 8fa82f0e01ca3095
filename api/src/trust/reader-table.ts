const VOTER_BYTES = 16
const FIRST_ROOM = 256

function larger(column: Uint32Array, room: number): Uint32Array {
  const copy = new Uint32Array(room)
  copy.set(column)
  return copy
}

/**
 * Voters by number, in the order in which they were first seen, with the networks that they were first seen in: 40 bytes
 * each. Pseudonyms are as good as random, so their first bytes serve as their place in the table.
 */
export class ReaderTable {
  #voters = Buffer.alloc(FIRST_ROOM * VOTER_BYTES)
  #places = new Uint32Array(2 * FIRST_ROOM)
  /** Of each level of networks, the reader's. */
  networks: Uint32Array[]
  #room = FIRST_ROOM
  count = 0

  constructor(levels: number) {
    this.networks = Array.from({ length: levels }, () => new Uint32Array(FIRST_ROOM))
  }

  /** Pseudonym of a reader, as a copy. */
  voter(reader: number): Buffer {
    return Buffer.from(this.#voters.subarray(reader * VOTER_BYTES, (reader + 1) * VOTER_BYTES))
  }

  /** Undefined: not seen within the window. */
  find(voter: Uint8Array): number | undefined {
    const place = this.#placeOf(voter)
    const entry = this.#places[place] as number
    return entry === 0 ? undefined : entry - 1
  }

  /** Adds a reader who is not in the table; gives its number. `networks` by level. */
  add(voter: Uint8Array, networks: readonly number[]): number {
    if (this.count === this.#room) this.#grow()
    const reader = this.count++
    this.#voters.set(voter, reader * VOTER_BYTES)
    for (const [level, column] of this.networks.entries()) column[reader] = networks[level] ?? 0
    this.#places[this.#placeOf(voter)] = reader + 1
    return reader
  }

  /** Those alone whose new number is given, in its order. */
  keepOnly(kept: readonly number[]): void {
    const voters = kept.map((reader) => this.voter(reader))
    const networks = kept.map((reader) => this.networks.map((column) => column[reader] as number))
    this.#room = FIRST_ROOM
    while (this.#room < kept.length * 1.25) this.#room *= 2
    this.#voters = Buffer.alloc(this.#room * VOTER_BYTES)
    this.#places = new Uint32Array(2 * this.#room)
    this.networks = this.networks.map(() => new Uint32Array(this.#room))
    this.count = 0
    for (const [index, voter] of voters.entries()) this.add(voter, networks[index] ?? [])
  }

  /** Where the voter is, or would be put. */
  #placeOf(voter: Uint8Array): number {
    const mask = this.#places.length - 1
    const wanted = Buffer.from(voter.buffer, voter.byteOffset, VOTER_BYTES)
    let place = wanted.readUInt32LE(0) & mask
    for (;;) {
      const entry = this.#places[place] as number
      if (entry === 0) return place
      const start = (entry - 1) * VOTER_BYTES
      if (wanted.compare(this.#voters, start, start + VOTER_BYTES) === 0) return place
      place = (place + 1) & mask
    }
  }

  #grow(): void {
    this.#room *= 2
    const voters = Buffer.alloc(this.#room * VOTER_BYTES)
    voters.set(this.#voters)
    this.#voters = voters
    this.networks = this.networks.map((column) => larger(column, this.#room))
    this.#places = new Uint32Array(2 * this.#room)
    for (let reader = 0; reader < this.count; reader++)
      this.#places[this.#placeOf(this.#voters.subarray(reader * VOTER_BYTES))] = reader + 1
  }
}
