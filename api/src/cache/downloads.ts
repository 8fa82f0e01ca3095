import { buffer } from 'node:stream/consumers'
import { LRUCache } from 'lru-cache'
import { etagOf } from '../domain/etags.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { cacheOptions } from './options.ts'

/** So long nobody asks whether something changed. */
const FRESH_MILLISECONDS = 2000
const MOST_BYTES = 64 * 1024 * 1024

/** A file that is offered for download, whole. */
export interface Download {
  bytes: Buffer
  /** The same file has the same. */
  etag: string
}

interface Versioned extends Download {
  /** Of what it was made of. */
  version: string
}

type MakeDownload = () => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>

export interface DownloadCacheOptions {
  /** Changes with the content of the consultation's downloads. */
  versionOf(consultation: ConsultationRecord): Promise<string>
  monotonic(): number
}

/**
 * Downloads of a consultation, made once for each change, by one caller while the others wait for it. Those asked for last
 * are kept in memory, up to a bound: of 15,000 proposals one takes four megabytes, and 400 ms to be made.
 */
export class DownloadCache {
  readonly #files: LRUCache<string, Versioned, { consultation: ConsultationRecord; make: MakeDownload }>

  constructor({ versionOf, monotonic }: DownloadCacheOptions) {
    this.#files = new LRUCache({
      ...cacheOptions(monotonic, FRESH_MILLISECONDS),
      maxSize: MOST_BYTES,
      sizeCalculation: ({ bytes }) => Math.max(1, bytes.length),
      fetchMethod: async (_name, before, { context: { consultation, make } }) => {
        // Before it is made: what changes meanwhile makes it old.
        const version = await versionOf(consultation)
        if (before?.version === version) return before
        const bytes = await buffer(asBytes(await make()))
        return { bytes, etag: etagOf(bytes), version }
      },
    })
  }

  /** The download in one of its forms; `make` writes it, where it is not there as things stand now. */
  get(consultation: ConsultationRecord, form: string, make: MakeDownload): Promise<Download> {
    return this.#files.forceFetch(`${consultation.id} ${form}`, { context: { consultation, make } })
  }

  /** The next caller gets a new file. */
  drop(consultationId: string): void {
    for (const name of this.#files.keys()) if (name.startsWith(`${consultationId} `)) this.#files.delete(name)
  }
}

/** Texts and bytes as bytes. */
async function* asBytes(parts: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : (part as Buffer)
}
