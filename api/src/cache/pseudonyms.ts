import { LRUCache } from 'lru-cache'
import { ProblemError } from '../domain/problem-error.ts'
import { subscriberPseudonym, voterPseudonym } from '../domain/readers/pseudonyms.ts'
import { atMost } from '../domain/remembered.ts'
import type { ConsultationRecord } from '../store/consultations.ts'

const REMEMBERED = 5000

/** Pseudonyms of voters. A reader votes a dozen times in a row; the keyed hash need not be computed each time. */
export class VoterPseudonyms {
  readonly #known = new LRUCache<string, Buffer>(atMost(REMEMBERED))
  /** A request that began before the sealing may still hold the secret. */
  readonly #sealed = new Set<string>()

  /** Throws the problem `votes-closed` if the consultation is sealed: it has no key left, and takes nothing more. */
  of(reader: string, consultation: ConsultationRecord): Buffer {
    return this.#remembered(reader, consultation, (secret) => voterPseudonym(secret, reader))
  }

  /** The same of a publisher's subscriber, by the mark in the session: one voter, whatever the device. */
  ofSubscriber(publisherId: string, mark: string, consultation: ConsultationRecord): Buffer {
    return this.#remembered(`${publisherId} ${mark}`, consultation, (secret) =>
      subscriberPseudonym(secret, publisherId, mark),
    )
  }

  #remembered(who: string, { id, secret }: ConsultationRecord, make: (secret: Uint8Array) => Buffer): Buffer {
    if (!secret || this.#sealed.has(id))
      throw new ProblemError('votes-closed', { detail: 'The consultation is sealed' })
    const name = `${id} ${who}`
    const known = this.#known.get(name)
    if (known) return known
    const pseudonym = make(secret)
    this.#known.set(name, pseudonym)
    return pseudonym
  }

  /** The consultation is sealed: forgets its voters' pseudonyms. */
  seal(consultationId: string): void {
    this.#sealed.add(consultationId)
    for (const name of this.#known.keys()) if (name.startsWith(`${consultationId} `)) this.#known.delete(name)
  }
}
