import { LRUCache } from 'lru-cache'
import { ProblemError } from '../domain/problem-error.ts'
import { voterPseudonym } from '../domain/pseudonyms.ts'
import type { ConsultationRecord } from '../store/consultations.ts'

const REMEMBERED = 5000

/** Pseudonyms of voters. A reader votes a dozen times in a row; the keyed hash need not be computed each time. */
export class VoterPseudonyms {
  readonly #known = new LRUCache<string, Buffer>({ max: REMEMBERED })
  /** A request that began before the sealing may still hold the secret. */
  readonly #sealed = new Set<string>()

  /** Throws the problem `votes-closed` if the consultation is sealed: it has no key left, and takes nothing more. */
  of(reader: string, { id, secret }: ConsultationRecord): Buffer {
    if (!secret || this.#sealed.has(id))
      throw new ProblemError('votes-closed', { detail: 'The consultation is sealed' })
    const name = `${id} ${reader}`
    const known = this.#known.get(name)
    if (known) return known
    const pseudonym = voterPseudonym(secret, reader)
    this.#known.set(name, pseudonym)
    return pseudonym
  }

  /** The consultation is sealed: forgets its voters' pseudonyms. */
  seal(consultationId: string): void {
    this.#sealed.add(consultationId)
    for (const name of this.#known.keys()) if (name.startsWith(`${consultationId} `)) this.#known.delete(name)
  }
}
