import { articleAddress } from '../domain/article-url.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import type { ArticleStore } from '../store/articles.ts'
import type { Article } from '../wire/index.ts'
import type { Publisher } from './directory.ts'

const cleanText = (text = ''): string | null => normaliseText(text.toWellFormed()) || null

const REMEMBERED = 50_000
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
  readonly #known = new Map<string, string>()

  constructor(options: ArticleCatalogueOptions) {
    this.#options = options
  }

  /** Id of the article; null if its address is not the publisher's, or too many new ones came today. */
  async idOf(publisher: Publisher, article: Article, now: number): Promise<string | null> {
    const url = articleAddress(article.url, publisher.origins)
    if (url === null) return null
    const name = `${publisher.id} ${url}`
    const remembered = this.#known.get(name)
    if (remembered !== undefined) return remembered
    const id = await this.#find(publisher.id, url, article, now)
    if (id === null) return null
    if (this.#known.size >= REMEMBERED) this.#known.clear()
    this.#known.set(name, id)
    return id
  }

  async #find(publisherId: string, url: string, article: Article, now: number): Promise<string | null> {
    const { articles, freshId, dailyLimit } = this.#options
    const stored = await articles.idOf(publisherId, url)
    if (stored !== undefined) return stored
    if ((await articles.countSince(publisherId, now - DAY)) >= dailyLimit) return null
    return articles.findOrCreate({
      id: freshId(),
      publisherId,
      url,
      title: cleanText(article.title),
      section: cleanText(article.section),
      publishedAt: article.publishedAt === undefined ? null : Date.parse(article.publishedAt),
      createdAt: now,
    })
  }
}
