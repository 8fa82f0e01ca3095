import { LRUCache } from 'lru-cache'
import { articleAddress } from '../domain/article-url.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import type { ArticleDescription, ArticleStore, KnownArticle } from '../store/articles.ts'
import type { Article } from '../wire/index.ts'
import type { Publisher } from './directory.ts'

const cleanText = (text = ''): string | null => normaliseText(text.toWellFormed()) || null

const SAID = ['title', 'section', 'publishedAt'] as const

const described = ({ title, section, publishedAt }: Article): ArticleDescription => ({
  title: cleanText(title),
  section: cleanText(section),
  publishedAt: publishedAt === undefined ? null : Date.parse(publishedAt),
})

const REMEMBERED = 50_000
/** Addresses as pages send them; they may be long, and anybody may invent some. */
const ADDRESSES_REMEMBERED = 2000
/** What pages say otherwise than before, each waiting for a second reader. */
const CORRECTIONS_REMEMBERED = 5000
const DAY = 86_400_000

/** What one reader's page says otherwise than is stored. */
interface Correction {
  said: string
  /** Daily reader hash; null where readers are not told apart. */
  reader: string | null
}

export interface ArticleCatalogueOptions {
  articles: ArticleStore
  freshId(): string
  /** New articles that a publisher may have in a day: a script must not fill the table with invented addresses. */
  dailyLimit: number
}

/** Finds the article a reader is on, and stores it when it is met for the first time. */
export class ArticleCatalogue {
  readonly #options: ArticleCatalogueOptions
  readonly #known = new LRUCache<string, KnownArticle>({ max: REMEMBERED })
  readonly #addresses = new LRUCache<string, { publisher: Publisher; address: string | null }>({
    max: ADDRESSES_REMEMBERED,
  })
  readonly #corrections = new LRUCache<string, Correction>({ max: CORRECTIONS_REMEMBERED })

  constructor(options: ArticleCatalogueOptions) {
    this.#options = options
  }

  /**
   * The article with its section, as `reader` (daily hash; null where readers are not told apart) reports it; null if its address is not the publisher's,
   * or too many new ones came today.
   */
  async find(
    publisher: Publisher,
    article: Article,
    now: number,
    reader: string | null = null,
  ): Promise<KnownArticle | null> {
    const url = this.#addressOf(article.url, publisher)
    if (url === null) return null
    const name = `${publisher.id} ${url}`
    const remembered = this.#known.get(name)
    const known = remembered ?? (await this.#findOrStore(publisher.id, url, article, now))
    if (known === null) return null
    const whole = await this.#update(known, article, reader)
    if (whole === remembered) return whole
    this.#known.set(name, whole)
    return whole
  }

  /** All readers of an article send the same address: it need not be taken apart for each. */
  #addressOf(sent: string, publisher: Publisher): string | null {
    const name = `${publisher.id} ${sent}`
    const known = this.#addresses.get(name)
    if (known?.publisher === publisher) return known.address
    const address = articleAddress(sent, publisher.origins, publisher.parameters)
    this.#addresses.set(name, { publisher, address })
    return address
  }

  async #findOrStore(
    publisherId: string,
    url: string,
    article: Article,
    now: number,
  ): Promise<KnownArticle | null> {
    const { articles, freshId, dailyLimit } = this.#options
    const stored = await articles.byAddress(publisherId, url)
    if (stored !== undefined) return stored
    if ((await articles.countSince(publisherId, now - DAY)) >= dailyLimit) return null
    return articles.findOrCreate({
      id: freshId(),
      publisherId,
      url,
      ...described(article),
      createdAt: now,
    })
  }

  /**
   * The loader knows only the address; later reports fill in the rest. A report that differs replaces the stored one only
   * when the next reader's page says the same, so that the first report of an address, or a script alone, cannot name an
   * article.
   */
  async #update(known: KnownArticle, article: Article, reader: string | null): Promise<KnownArticle> {
    const { articles } = this.#options
    const said = described(article)
    const isNews = SAID.some((field) => known[field] === null && said[field] !== null)
    const whole = isNews ? await articles.complete({ ...said, id: known.id }) : known
    if (!SAID.some((field) => said[field] !== null && said[field] !== whole[field])) {
      if (said.title !== null) this.#corrections.delete(known.id)
      return whole
    }
    return this.#isConfirmed(known.id, JSON.stringify(said), reader)
      ? articles.describe({ ...said, id: known.id })
      : whole
  }

  /** True if the report before, of another reader, said the same. */
  #isConfirmed(articleId: string, said: string, reader: string | null): boolean {
    const before = this.#corrections.get(articleId)
    const isConfirmed = before?.said === said && (reader === null || before.reader !== reader)
    if (isConfirmed) this.#corrections.delete(articleId)
    else if (before?.said !== said) this.#corrections.set(articleId, { said, reader })
    return isConfirmed
  }
}
