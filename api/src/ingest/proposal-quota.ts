import { ProblemError } from '../domain/problem-error.ts'
import type { ProposalRecord, ProposalStore } from '../store/proposals.ts'

const DAY = 86_400_000
/** Far more than a reader has ideas in a day. */
const PROPOSALS_A_DAY = 20
const RETRY_AFTER_SECONDS = 3600

/** How many proposals one author sends in a day. */
export class ProposalQuota {
  readonly #proposals: Pick<ProposalStore, 'sentSince'>
  /** Proposals that are on their way to the disk, by author: many at once would else all find none before them. */
  readonly #onTheirWay = new Map<string, number>()

  constructor(proposals: Pick<ProposalStore, 'sentSince'>) {
    this.#proposals = proposals
  }

  /** Writes a proposal, unless its author has sent enough for a day. */
  async within(record: ProposalRecord, author: Uint8Array, write: () => Promise<void>): Promise<void> {
    const { consultationId, createdAt } = record
    const name = `${consultationId} ${Buffer.from(author).toString('base64url')}`
    const before = this.#onTheirWay.get(name) ?? 0
    this.#onTheirWay.set(name, before + 1)
    try {
      const sent = await this.#proposals.sentSince(consultationId, author, createdAt - DAY)
      if (sent + before >= PROPOSALS_A_DAY)
        throw new ProblemError('too-many-proposals', {
          detail: `One reader can send ${PROPOSALS_A_DAY} proposals in 24 hours`,
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        })
      await write()
    } finally {
      const left = (this.#onTheirWay.get(name) ?? 1) - 1
      if (left > 0) this.#onTheirWay.set(name, left)
      else this.#onTheirWay.delete(name)
    }
  }
}
