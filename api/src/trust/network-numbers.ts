import { NETWORK_LEVELS } from '../domain/trust-rules/sightings.ts'
import { halfSipHash } from './half-sip-hash.ts'

const ROTATED_MILLISECONDS = 3_600_000

type Salt = readonly [number, number]

/** The secret salts under which networks are known for an hour or two, in the memory of this process alone. */
export class RotatingSalts {
  readonly #bytes: (count: number) => Uint8Array
  readonly #monotonic: () => number
  #drawnAt: number
  #current: Salt
  #previous: Salt

  constructor({ bytes, monotonic }: { bytes(count: number): Uint8Array; monotonic(): number }) {
    this.#bytes = bytes
    this.#monotonic = monotonic
    this.#drawnAt = monotonic()
    this.#current = this.#draw()
    this.#previous = this.#draw()
  }

  #draw(): Salt {
    const bytes = Buffer.from(this.#bytes(8))
    return [bytes.readInt32LE(0), bytes.readInt32LE(4)]
  }

  /** The one in use and the one before; a new one each hour. */
  now(): { current: Salt; previous: Salt } {
    const age = this.#monotonic() - this.#drawnAt
    if (age >= ROTATED_MILLISECONDS) {
      this.#previous = age >= 2 * ROTATED_MILLISECONDS ? this.#draw() : this.#current
      this.#current = this.#draw()
      this.#drawnAt = this.#monotonic()
    }
    return { current: this.#current, previous: this.#previous }
  }
}

/** The prefixes of a network, by level; empty where its kind of address has none. */
function prefixesOf(network: string): readonly string[] {
  if (!network.includes('.')) return [network, network.slice(0, 14), network.slice(0, 12)]
  return [network, '', network.slice(0, network.lastIndexOf('.'))]
}

/**
 * Small numbers in place of networks: the same for the same one as long as it is seen, told by its hash alone. A network
 * that is known under the salt before keeps its number under the new one.
 */
export class NetworkNumbers {
  readonly #salts: RotatingSalts
  readonly #known = NETWORK_LEVELS.map(() => new Map<number, number>())
  readonly #before = NETWORK_LEVELS.map(() => new Map<number, number>())
  #salt: Salt | undefined
  #last = 0

  constructor(salts: RotatingSalts) {
    this.#salts = salts
  }

  /** For each level; 0: none. `network`: as `networkOf` writes it. */
  of(network: string): number[] {
    const { current, previous } = this.#salts.now()
    if (current !== this.#salt) this.#turn(current)
    return prefixesOf(network).map((prefix, level) =>
      prefix === '' ? 0 : this.#numberOf(prefix, level, current, previous),
    )
  }

  #turn(salt: Salt): void {
    this.#salt = salt
    for (const [level, known] of this.#known.entries()) {
      this.#before[level] = known
      this.#known[level] = new Map()
    }
  }

  #numberOf(prefix: string, level: number, current: Salt, previous: Salt): number {
    const known = this.#known[level] as Map<number, number>
    const hash = halfSipHash(prefix, current)
    let number = known.get(hash)
    if (number === undefined) {
      number = this.#before[level]?.get(halfSipHash(prefix, previous)) ?? ++this.#last
      known.set(hash, number)
    }
    return number
  }

  /** Renumbers those that are still needed from 1 on, and forgets the others; `columns` of numbers are changed. */
  keepOnly(columns: readonly Uint32Array[]): void {
    this.#last = 0
    for (const [level, column] of columns.entries()) {
      const renumbered = new Map<number, number>([[0, 0]])
      for (let row = 0; row < column.length; row++) {
        const before = column[row] as number
        let number = renumbered.get(before)
        if (number === undefined) {
          number = ++this.#last
          renumbered.set(before, number)
        }
        column[row] = number
      }
      for (const known of [this.#known[level], this.#before[level]])
        for (const [hash, before] of known ?? []) {
          const number = renumbered.get(before)
          if (number === undefined) known?.delete(hash)
          else known?.set(hash, number)
        }
    }
  }
}
