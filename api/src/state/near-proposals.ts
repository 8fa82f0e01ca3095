import { setImmediate as otherWork } from 'node:timers/promises'
import { IdeaIndex, type Neighbour } from '../domain/ideas.ts'
import type { ModerationStore } from '../store/moderation.ts'

/** Texts are taken in so many at a time: to cut one into stems takes some microseconds, and votes wait meanwhile. */
const PORTION = 200

class ConsultationIndex {
  readonly #store: ModerationStore
  readonly #consultationId: string
  readonly #ideas = new IdeaIndex()
  #readUntil = 0
  #reading: Promise<void> = Promise.resolve()

  constructor(store: ModerationStore, consultationId: string) {
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
    const fresh = await this.#store.textsSince(this.#consultationId, this.#readUntil)
    for (const [index, { id, text, createdAt }] of fresh.entries()) {
      if (index % PORTION === PORTION - 1) await otherWork()
      this.#ideas.add(id, text)
      this.#readUntil = createdAt
    }
  }
}

/** Finds proposals that say something near to a text, whatever their status, for those who moderate. */
export class NearProposals {
  readonly #store: ModerationStore
  readonly #indexes = new Map<string, ConsultationIndex>()

  constructor(store: ModerationStore) {
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
