import { LRUCache } from 'lru-cache'
import { Translations } from '../domain/consultations/translations.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { TranslationStore } from '../store/translations.ts'
import { cacheOptions } from './options.ts'

const FRESH_MILLISECONDS = 5000

type Known = Pick<ConsultationRecord, 'id' | 'language' | 'otherLanguages'>

/** The translations of each consultation, held in memory for some seconds. Consultations in one language cost nothing. */
export class TranslationCatalogue {
  readonly #known: LRUCache<string, Translations, Known>

  constructor(store: TranslationStore, monotonic: () => number) {
    this.#known = new LRUCache({
      ...cacheOptions(monotonic, FRESH_MILLISECONDS),
      fetchMethod: async (_id, _before, { context: { id, language } }) =>
        new Translations(language, await store.writtenIn(id), await store.all(id)),
    })
  }

  /** Undefined for a consultation in one language. */
  async of(consultation: Known): Promise<Translations | undefined> {
    if (consultation.otherLanguages.length === 0) return undefined
    return this.#known.forceFetch(consultation.id, { context: consultation })
  }

  /** A document for the team: each proposal as it is written, with its language where the consultation has several. */
  async originals<Document>(consultation: Known, document: Document): Promise<Document> {
    return (await this.of(consultation))?.originals(document) ?? document
  }

  /** The team changed one. */
  drop(consultationId: string): void {
    this.#known.delete(consultationId)
  }
}
