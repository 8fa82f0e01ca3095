import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { etagOf } from '../domain/etags.ts'

const compress = promisify(brotliCompress)
/** Higher ones take longer than they save: 5 is done in 3 ms. */
const QUALITY = 5
const MOST_BYTES = 32 * 1024 * 1024

/** A page as it is sent. */
export interface SentPage {
  html: Buffer
  br: Buffer
  etag: string
}

/** Pages of results as bytes, by all that they show: votes have ended, so the same page is asked for again and again. */
export class ResultPages {
  readonly #pages = new LRUCache<string, SentPage>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ html, br }) => html.length + br.length,
  })

  /** The page of a key; `render` makes it, where it is not there. */
  async get(key: string, render: () => string): Promise<SentPage> {
    const known = this.#pages.get(key)
    if (known) return known
    const page = await this.send(render())
    this.#pages.set(key, page)
    return page
  }

  /** A page that is not kept. */
  async send(text: string): Promise<SentPage> {
    const html = Buffer.from(text)
    const br = await compress(html, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } })
    return { html, br, etag: etagOf(html) }
  }
}
