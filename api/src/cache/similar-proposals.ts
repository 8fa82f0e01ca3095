import { setImmediate as otherWork } from 'node:timers/promises'
import { IdeaIndex, type Neighbour } from '../domain/text/text-similarity.ts'
import type { ModerationStore } from '../store/moderation.ts'
import type { ResultStore } from '../store/results.ts'
import type { TranslationRecord, TranslationStore } from '../store/translations.ts'

/** Texts are taken in so many at a time: to cut one into stems takes some microseconds, and votes wait meanwhile. */
const PORTION = 100

/** What is read of the store. */
type Texts = Pick<ModerationStore, 'textsSince' | 'find'> &
  Pick<ResultStore, 'submitted'> &
  Pick<TranslationStore, 'all' | 'ofText'>

/** In the index, a translation stands beside its original under a name of its own. */
const nameOf = (id: string, language: string): string => `${id} ${language}`
const proposalOf = (name: string): string => name.split(' ')[0] ?? name

class ConsultationIndex {
  readonly #store: Texts
  readonly #consultationId: string
  readonly #ideas = new IdeaIndex()
  readonly #known = new Set<string>()
  /** Names of the translations of each proposal. */
  readonly #translated = new Map<string, Set<string>>()
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

  async reread(ids: readonly string[]): Promise<void> {
    const known = ids.filter((id) => this.#known.has(id))
    for (const proposal of known.length > 0 ? await this.#store.find(known) : []) {
      if (!proposal) continue
      this.#ideas.add(proposal.id, proposal.text)
      // Those that were taken back or are out of date go with the others.
      for (const name of this.#translated.get(proposal.id) ?? []) this.#ideas.remove(name)
      this.#translated.delete(proposal.id)
      for (const translation of await this.#store.ofText(this.#consultationId, proposal.id))
        if (translation.source === proposal.text) this.#addTranslation(translation)
    }
  }

  #addTranslation({ textId, language, text }: TranslationRecord): void {
    const name = nameOf(textId, language)
    this.#ideas.add(name, text)
    const names = this.#translated.get(textId)
    if (names) names.add(name)
    else this.#translated.set(textId, new Set([name]))
  }

  /** The nearest proposals to any of these texts, which say the same in several languages; each once. */
  nearest(texts: readonly string[], count: number, languages: number): Neighbour[] {
    const best = new Map<string, number>()
    for (const text of texts)
      for (const { id: name, similarity } of this.#ideas.nearest(text, count * languages)) {
        const id = proposalOf(name)
        best.set(id, Math.max(similarity, best.get(id) ?? 0))
      }
    return [...best]
      .map(([id, similarity]) => ({ id, similarity }))
      .sort((one, other) => other.similarity - one.similarity)
      .slice(0, count)
  }

  async #catchUp(): Promise<void> {
    if ((await this.#store.submitted(this.#consultationId)) === this.#known.size) return
    // Those of the very last instant come once more: another one may have fallen into it since.
    const proposals = await this.#store.textsSince(this.#consultationId, this.#readUntil)
    const fresh = proposals.filter(({ id }) => !this.#known.has(id))
    const isFirst = this.#known.size === 0
    for (const [index, { id, text, createdAt }] of fresh.entries()) {
      if (index % PORTION === PORTION - 1) await otherWork()
      this.#ideas.add(id, text)
      this.#known.add(id)
      this.#readUntil = createdAt
    }
    await this.#readTranslations(fresh, isFirst)
  }

  /** At first those of all proposals at once; later there are few new ones. */
  async #readTranslations(fresh: readonly { id: string; text: string }[], isFirst: boolean): Promise<void> {
    const { all, ofText } = this.#store
    const found = isFirst
      ? await all(this.#consultationId)
      : (await Promise.all(fresh.map(({ id }) => ofText(this.#consultationId, id)))).flat()
    const texts = new Map(fresh.map(({ id, text }) => [id, text]))
    for (const [index, translation] of found.entries()) {
      if (index % PORTION === PORTION - 1) await otherWork()
      if (texts.get(translation.textId) === translation.source) this.#addTranslation(translation)
    }
  }
}

/** Finds proposals similar to a text, of any status, for moderators. */
export class SimilarProposals {
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
    const translated = await this.#store.ofText(consultationId, id)
    const valid = translated.filter(({ source }) => source === text)
    const texts = [text, ...valid.map((translation) => translation.text)]
    return index
      .nearest(texts, count + 1, texts.length)
      .filter((neighbour) => neighbour.id !== id)
      .slice(0, count)
  }

  /** Proposals among these may say something else now. */
  async reread(consultationId: string, ids: readonly string[]): Promise<void> {
    await this.#indexes.get(consultationId)?.reread(ids)
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
