import { createHmac } from 'node:crypto'

const KEY_BYTES = 32
const TAG_BYTES = 9
const KEY_MILLISECONDS = 86_400_000

export interface NetworkTagOptions {
  bytes(count: number): Uint8Array
  /** Milliseconds that only grow. */
  monotonic(): number
}

/**
 * Names of networks for the memory of this process: under a key that is drawn here, kept nowhere else and replaced each day.
 * The names of two days say nothing of each other.
 */
export class NetworkTags {
  readonly #options: NetworkTagOptions
  #key: Uint8Array
  #drawnAt: number
  #number = 0

  constructor(options: NetworkTagOptions) {
    this.#options = options
    this.#key = options.bytes(KEY_BYTES)
    this.#drawnAt = options.monotonic()
  }

  /** Name of a network under the key of now: the same for a day at most. */
  tagOf(network: string): string {
    const now = this.#options.monotonic()
    if (now - this.#drawnAt >= KEY_MILLISECONDS) {
      this.#key = this.#options.bytes(KEY_BYTES)
      this.#drawnAt = now
      this.#number += 1
    }
    const tag = createHmac('sha256', this.#key).update(network).digest().subarray(0, TAG_BYTES)
    return `${this.#number}.${tag.toString('base64url')}`
  }
}
