import type { ParameterRules } from '../domain/articles/article-url.ts'
import { type OriginList, originList } from '../domain/articles/origins.ts'
import { joinedWords } from '../domain/consultations/own-words.ts'
import { phaseAt } from '../domain/consultations/phases.ts'
import type { ReaderKey } from '../domain/readers/reader-keys.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import { OWN_PUBLISHER_KEY } from '../wire/constants.ts'
import type { OwnWords } from '../wire/index.ts'

export interface Publisher extends Omit<PublisherRecord, 'origins' | 'parameters'> {
  /** Of its pages, which may also frame ours. */
  origins: OriginList
  /** From where its widgets may speak: its pages, and ours that stand for them. */
  accepted: OriginList
  /** By which it vouches for its readers; null: it does not. The same list until it changes. */
  readerKeys: readonly ReaderKey[] | null
  /** By which addresses of its articles are told apart. */
  parameters: ParameterRules
}

interface Snapshot {
  publishersByKey: Map<string, Publisher>
  publishersById: Map<string, Publisher>
  consultationsBySlug: Map<string, ConsultationRecord>
  consultationsById: Map<string, ConsultationRecord>
  /** By publisher or consultation. */
  words: ReadonlyMap<string, OwnWords>
}

const EMPTY: Snapshot = {
  publishersByKey: new Map(),
  publishersById: new Map(),
  consultationsBySlug: new Map(),
  consultationsById: new Map(),
  words: new Map(),
}

/**
 * Publishers and consultations, held in memory: they are few, every request needs them, and they change when a
 * person changes them. Renewed every second, so a switched-off publisher is off a second later.
 */
export class Directory {
  readonly #store: Store
  readonly #ownOrigin: string
  #snapshot = EMPTY

  /** `publicUrl`: where we are reached; our own pages, which carry widgets for others in frames, stand there. */
  constructor(store: Store, publicUrl: string) {
    this.#store = store
    this.#ownOrigin = new URL(publicUrl).origin
  }

  /** Reads everything again, and replaces all of it at once. */
  async refresh(): Promise<void> {
    const [publishers, readerKeys, consultations, words] = await Promise.all([
      this.#store.publishers.all(),
      this.#store.readerKeys.all(),
      this.#store.consultations.all(),
      this.#store.ownWords.all(),
    ])
    const held = publishers.map(
      (record): Publisher => ({
        ...record,
        origins: originList(record.origins),
        parameters: { ignored: new Set(record.parameters.ignored), kept: new Set(record.parameters.kept) },
        accepted: originList([...record.origins, this.#ownOrigin]),
        readerKeys: this.#sameKeys(
          record.id,
          readerKeys.find(({ publisherId }) => publisherId === record.id)?.keys ?? null,
        ),
      }),
    )
    this.#snapshot = {
      publishersByKey: new Map(held.map((publisher) => [publisher.publicKey, publisher])),
      publishersById: new Map(held.map((publisher) => [publisher.id, publisher])),
      consultationsBySlug: new Map(consultations.map((consultation) => [consultation.slug, consultation])),
      consultationsById: new Map(consultations.map((consultation) => [consultation.id, consultation])),
      words,
    }
  }

  /** Keys that did not change stay the same list, for those who made something of them. */
  #sameKeys(publisherId: string, keys: readonly ReaderKey[] | null): readonly ReaderKey[] | null {
    const before = this.publisherById(publisherId)?.readerKeys ?? null
    return JSON.stringify(before) === JSON.stringify(keys) ? before : keys
  }

  publisherByKey(publicKey: string): Publisher | undefined {
    return this.#snapshot.publishersByKey.get(publicKey)
  }

  publisherById(id: string): Publisher | undefined {
    return this.#snapshot.publishersById.get(id)
  }

  consultationBySlug(slug: string): ConsultationRecord | undefined {
    return this.#snapshot.consultationsBySlug.get(slug)
  }

  /** All of them, the newest first. */
  consultations(): ConsultationRecord[] {
    return [...this.#snapshot.consultationsById.values()].sort(
      (one, other) => other.createdAt - one.createdAt,
    )
  }

  /** Those that began, the newest first: what the team still prepares is not for everybody who holds a key. */
  openedConsultations(now: number): ConsultationRecord[] {
    return this.consultations().filter((consultation) => phaseAt(consultation, now) !== 'upcoming')
  }

  /** What widget and pages say in other words than usual: those of the consultation, before those of the publisher. */
  wordsFor(consultationId: string, publisherId: string): OwnWords | undefined {
    const { words } = this.#snapshot
    return joinedWords(words.get(publisherId), words.get(consultationId))
  }

  /** For whom a page or picture of ours speaks, by the public key in its address; without an enabled one there, for us. */
  referrer(publicKey: string | undefined): Publisher | undefined {
    const named = publicKey === undefined ? undefined : this.publisherByKey(publicKey)
    return named?.enabled ? named : this.publisherByKey(OWN_PUBLISHER_KEY)
  }

  /** The same words, by the public key in the address of a page or picture of ours. */
  wordsUnder(consultationId: string, publicKey: string | undefined): OwnWords | undefined {
    return this.wordsFor(consultationId, this.referrer(publicKey)?.id ?? '')
  }

  consultationById(id: string): ConsultationRecord | undefined {
    return this.#snapshot.consultationsById.get(id)
  }
}
