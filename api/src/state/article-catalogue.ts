import { articleAddress } from '../domain/article-url.ts'
import type { OriginList } from '../domain/origins.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import type { ArticleDescription, ArticleStore, KnownArticle } from '../store/articles.ts'
import type { Article } from '../wire/index.ts'
import type { Publisher } from './directory.ts'

const cleanText = (text = ''): string | null => normaliseText(text.toWellFormed()) || null

const FILLED_IN = ['title', 'section', 'publishedAt'] as const

const described = ({ title, section, publishedAt }: Article): ArticleDescription => ({
  title: cleanText(title),
  section: cleanText(section),
  publishedAt: publishedAt === undefined ? null : Date.parse(publishedAt),
})

const REMEMBERED = 50_000
/** Addresses as pages send them; they may be long, and anybody may invent some. */
const ADDRESSES_REMEMBERED = 2000
const DAY = 86_400_000

export interface ArticleCatalogueOptions {
  articles: ArticleStore
  freshId(): string
  /** New articles that a publisher may have in a day: a script must not fill the table with invented addresses. */
  dailyLimit: number
}

/** Finds the article a reader is on, and stores it when it is met for the first time. */
export class ArticleCatalogue {
  readonly #options: ArticleCatalogueOptions
  readonly #known = new Map<string, KnownArticle>()
  readonly #addresses = new Map<string, { origins: OriginList; address: string | null }>()

  constructor(options: ArticleCatalogueOptions) {
    this.#options = options
  }

  /** The article with its section; null if its address is not the publisher's, or too many new ones came today. */
  async find(publisher: Publisher, article: Article, now: number): Promise<KnownArticle | null> {
    const url = this.#addressOf(article.url, publisher)
    if (url === null) return null
    const name = `${publisher.id} ${url}`
    const remembered = this.#known.get(name)
    const known = remembered ?? (await this.#findOrStore(publisher.id, url, article, now))
    if (known === null) return null
    const whole = await this.#complete(known, article)
    if (whole === remembered) return whole
    if (this.#known.size >= REMEMBERED) this.#known.clear()
    this.#known.set(name, whole)
    return whole
  }

  /** All readers of an article send the same address: it need not be taken apart for each. */
  #addressOf(sent: string, { id, origins }: Publisher): string | null {
    const name = `${id} ${sent}`
    const known = this.#addresses.get(name)
    if (known?.origins === origins) return known.address
    const address = articleAddress(sent, origins)
    if (this.#addresses.size >= ADDRESSES_REMEMBERED) this.#addresses.clear()
    this.#addresses.set(name, { origins, address })
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

  /** The loader knows no more than the address; what a later report says about the page is filled in, once. */
  async #complete(known: KnownArticle, article: Article): Promise<KnownArticle> {
    if (!FILLED_IN.some((field) => known[field] === null && article[field] !== undefined)) return known
    const said = described(article)
    const isNews = FILLED_IN.some((field) => known[field] === null && said[field] !== null)
    return isNews ? this.#options.articles.complete({ ...said, id: known.id }) : known
  }
}
