import { setImmediate as otherWork } from 'node:timers/promises'
import { IdeaIndex, type Neighbour } from '../domain/ideas.ts'
import type { ModerationStore } from '../store/moderation.ts'
import type { ResultStore } from '../store/results.ts'

/** Texts are taken in so many at a time: to cut one into stems takes some microseconds, and votes wait meanwhile. */
const PORTION = 100

/** What is read of the store. */
type Texts = Pick<ModerationStore, 'textsSince'> & Pick<ResultStore, 'submitted'>

class ConsultationIndex {
  readonly #store: Texts
  readonly #consultationId: string
  readonly #ideas = new IdeaIndex()
  readonly #known = new Set<string>()
  #readUntil = 0
  #reading: Promise<void> = Promise.resolve()

  constructor(store: Texts, consultationId: string) {
    this.#store = store
    this.#consultationId = consultationId
  }

  /** Takes in what came since; one after the other, so that nothing is read twice. */
  caughtUp(): Promise<void> {
    this.#reading = this.#reading.catch(() => undefined).then(() => this.#catchUp())
    return this.#reading
  }

  put(id: string, text: string): void {
    this.#ideas.add(id, text)
  }

  nearest(text: string, count: number): Neighbour[] {
    return this.#ideas.nearest(text, count)
  }

  async #catchUp(): Promise<void> {
    if ((await this.#store.submitted(this.#consultationId)) === this.#known.size) return
    // Those of the very last instant come once more: another one may have fallen into it since.
    const proposals = await this.#store.textsSince(this.#consultationId, this.#readUntil)
    const fresh = proposals.filter(({ id }) => !this.#known.has(id))
    for (const [index, { id, text, createdAt }] of fresh.entries()) {
      if (index % PORTION === PORTION - 1) await otherWork()
      this.#ideas.add(id, text)
      this.#known.add(id)
      this.#readUntil = createdAt
    }
  }
}

/** Finds proposals that say something near to a text, whatever their status, for those who moderate. */
export class NearProposals {
  readonly #store: Texts
  readonly #indexes = new Map<string, ConsultationIndex>()

  constructor(store: Texts) {
    this.#store = store
  }

  /** The `count` nearest other proposals of the consultation, the most similar first. */
  async of(
    consultationId: string,
    { id, text }: { id: string; text: string },
    count: number,
  ): Promise<Neighbour[]> {
    const index = this.#indexOf(consultationId)
    await index.caughtUp()
    return index
      .nearest(text, count + 1)
      .filter((neighbour) => neighbour.id !== id)
      .slice(0, count)
  }

  /** Notes that a proposal says something else now. */
  corrected(consultationId: string, id: string, text: string): void {
    this.#indexes.get(consultationId)?.put(id, text)
  }

  #indexOf(consultationId: string): ConsultationIndex {
    let index = this.#indexes.get(consultationId)
    if (!index) {
      index = new ConsultationIndex(this.#store, consultationId)
      this.#indexes.set(consultationId, index)
    }
    return index
  }
}
