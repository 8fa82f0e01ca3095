import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { ConsultationRecord } from '../store/consultations.ts'

/** So long nobody asks whether something changed. */
const FRESH_MILLISECONDS = 2000
const MOST_BYTES = 64 * 1024 * 1024

/** A file that is offered for download, whole. */
export interface Download {
  bytes: Buffer
  /** The same file has the same. */
  etag: string
}

interface Kept extends Download {
  consultationId: string
  /** Of what it was made of. */
  version: string
  lookedAt: number
}

export interface DownloadCacheOptions {
  /** Changes with whatever stands in a download of the consultation. */
  versionOf(consultation: ConsultationRecord): Promise<string>
  now(): number
}

const tagOf = (bytes: Buffer): string =>
  `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`

/**
 * Downloads of a consultation, made once for each change, by one caller while the others wait for it. Those asked for last
 * are kept in memory, up to a bound: of 15,000 proposals one takes four megabytes, and 400 ms to be made.
 */
export class DownloadCache {
  readonly #options: DownloadCacheOptions
  /** The one asked for last stands last. */
  readonly #kept = new Map<string, Kept>()
  readonly #making = new Map<string, Promise<Kept>>()

  constructor(options: DownloadCacheOptions) {
    this.#options = options
  }

  /** The download in one of its forms; `make` writes it, where it is not there as things stand now. */
  async get(
    consultation: ConsultationRecord,
    form: string,
    make: () => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>,
  ): Promise<Download> {
    const name = `${consultation.id} ${form}`
    const kept = this.#kept.get(name)
    if (kept && (await this.#isCurrent(kept, consultation))) {
      this.#kept.delete(name)
      this.#kept.set(name, kept)
      return kept
    }
    let making = this.#making.get(name)
    if (!making) {
      making = this.#make(consultation, name, make).finally(() => this.#making.delete(name))
      this.#making.set(name, making)
    }
    return making
  }

  /** The next caller finds out whether something changed. */
  async drop(consultationId: string): Promise<void> {
    await Promise.allSettled(this.#making.values())
    for (const kept of this.#kept.values())
      if (kept.consultationId === consultationId) kept.lookedAt = Number.NEGATIVE_INFINITY
  }

  async #isCurrent(kept: Kept, consultation: ConsultationRecord): Promise<boolean> {
    const now = this.#options.now()
    if (Math.abs(now - kept.lookedAt) < FRESH_MILLISECONDS) return true
    if ((await this.#options.versionOf(consultation)) !== kept.version) return false
    kept.lookedAt = now
    return true
  }

  async #make(
    consultation: ConsultationRecord,
    name: string,
    make: () => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>,
  ): Promise<Kept> {
    const lookedAt = this.#options.now()
    // Before it is made: what changes meanwhile makes it old.
    const version = await this.#options.versionOf(consultation)
    const bytes = await buffer(asBytes(await make()))
    const kept = { bytes, etag: tagOf(bytes), consultationId: consultation.id, version, lookedAt }
    this.#kept.delete(name)
    this.#kept.set(name, kept)
    this.#forgetOldest()
    return kept
  }

  #forgetOldest(): void {
    let total = 0
    for (const { bytes } of this.#kept.values()) total += bytes.length
    for (const [name, { bytes }] of this.#kept) {
      if (total <= MOST_BYTES || this.#kept.size === 1) return
      this.#kept.delete(name)
      total -= bytes.length
    }
  }
}

/** Texts and bytes as bytes. */
async function* asBytes(parts: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : (part as Buffer)
}
