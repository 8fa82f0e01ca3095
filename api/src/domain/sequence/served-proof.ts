import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { atMost } from '../remembered.ts'

/** A draw as it was served. */
export interface ServedDraw {
  consultationId: string
  /** Milliseconds, right to the second. */
  drawnAt: number
  /** Of the draw: 0 is the fair one, the others are pages of all proposals. */
  number: number
  /** Ids, in the order in which they were served. */
  proposals: readonly string[]
}

/** What a proof says of one proposal. */
export interface Served {
  /** Milliseconds, right to the second. */
  drawnAt: number
  number: number
  /** Place of the proposal in the draw, from 0. */
  position: number
}

export interface ServedProofs {
  /** The proof of a draw: about 70 characters for eighteen proposals. */
  make(draw: ServedDraw): string
  /** When and at which place the proposal was served; null if the proof is none of this consultation that holds it. */
  read(proof: string, consultationId: string, proposalId: string): Served | null
  /**
   * Those of these proposals that were in the draw; seldom one that was not, since hashes are short. Some 2 microseconds for
   * each that is asked about.
   */
  listed(proof: string, consultationId: string, proposalIds: readonly string[]): string[]
}

const TIME_BYTES = 4
const NUMBER_BYTES = 2
const HEAD_BYTES = TIME_BYTES + NUMBER_BYTES
/** Keyed, so that nobody can look for a draw in which two proposals have the same. */
const HASH_BYTES = 2
const SEAL_BYTES = 10
/** Readers of the same seconds have the same proof: its seal need not be reckoned each time. */
const PROOFS_REMEMBERED = 2000

/**
 * Proofs that a proposal was served in a draw. A proof is the time of the draw (seconds, 4 bytes), its number (2), a hash of
 * each proposal under the time (2 each), and an HMAC-SHA-256 over these and the consultation (10), as base64url. Its key
 * follows from the session secret, so that each process reads the proofs of the others.
 */
export function servedProofs(secret: string): ServedProofs {
  const keyOf = (use: string): KeyObject => createSecretKey(createHmac('sha256', secret).update(use).digest())
  const [sealKey, hashKey] = [keyOf('served-proof'), keyOf('served-proposal')]
  const good = new LRUCache<string, Buffer>(atMost(PROOFS_REMEMBERED))

  const hashOf = (head: Uint8Array, proposalId: string): Buffer =>
    createHmac('sha256', hashKey).update(head).update(proposalId).digest().subarray(0, HASH_BYTES)
  const sealOf = (body: Uint8Array, consultationId: string): Buffer =>
    createHmac('sha256', sealKey).update(body).update(consultationId).digest().subarray(0, SEAL_BYTES)

  /** The proof without its seal; undefined if the seal is not ours. */
  function bodyOf(proof: string, consultationId: string): Buffer | undefined {
    const name = `${consultationId} ${proof}`
    const known = good.get(name)
    if (known) return known
    const bytes = Buffer.from(proof, 'base64url')
    if (bytes.length < HEAD_BYTES + SEAL_BYTES || bytes.toString('base64url') !== proof) return undefined
    const body = bytes.subarray(0, -SEAL_BYTES)
    if (!timingSafeEqual(sealOf(body, consultationId), bytes.subarray(-SEAL_BYTES))) return undefined
    good.set(name, body)
    return body
  }

  return {
    make({ consultationId, drawnAt, number, proposals }) {
      const head = Buffer.alloc(HEAD_BYTES)
      head.writeUInt32BE(Math.floor(drawnAt / 1000))
      head.writeUInt16BE(number, TIME_BYTES)
      const body = Buffer.concat([head, ...proposals.map((id) => hashOf(head, id))])
      return Buffer.concat([body, sealOf(body, consultationId)]).toString('base64url')
    },
    read(proof, consultationId, proposalId) {
      const body = bodyOf(proof, consultationId)
      if (!body) return null
      const hash = hashOf(body.subarray(0, HEAD_BYTES), proposalId).readUInt16BE()
      for (let at = HEAD_BYTES; at < body.length; at += HASH_BYTES) {
        if (body.readUInt16BE(at) !== hash) continue
        return {
          drawnAt: body.readUInt32BE() * 1000,
          number: body.readUInt16BE(TIME_BYTES),
          position: (at - HEAD_BYTES) / HASH_BYTES,
        }
      }
      return null
    },
    listed(proof, consultationId, proposalIds) {
      const body = bodyOf(proof, consultationId)
      if (!body) return []
      const head = body.subarray(0, HEAD_BYTES)
      const hashes = new Set<number>()
      for (let at = HEAD_BYTES; at < body.length; at += HASH_BYTES) hashes.add(body.readUInt16BE(at))
      return proposalIds.filter((id) => hashes.has(hashOf(head, id).readUInt16BE()))
    },
  }
}
