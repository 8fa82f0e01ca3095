import { setImmediate as otherWork } from 'node:timers/promises'
import type { ServedProofs } from '../domain/sequence/served-proof.ts'

interface Sources {
  /** The accepted proposals of a consultation. */
  accepted(consultationId: string): Promise<readonly { id: string }[]>
  proofs: Pick<ServedProofs, 'listed'>
}

/** Some two milliseconds of work. */
const AT_ONCE = 1000

/** Gives what was in a draw that another process made, by its proof: a proof holds hashes of its proposals, not their ids. */
export function contentsOf({ accepted, proofs }: Sources) {
  return async (consultationId: string, proof: string): Promise<string[]> => {
    const all = await accepted(consultationId)
    const found: string[] = []
    for (let start = 0; start < all.length; start += AT_ONCE) {
      const ids = all.slice(start, start + AT_ONCE).map(({ id }) => id)
      found.push(...proofs.listed(proof, consultationId, ids))
      await otherWork()
    }
    return found
  }
}
