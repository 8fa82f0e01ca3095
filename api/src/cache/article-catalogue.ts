import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { articleAddress } from '../domain/articles/article-url.ts'
import { areTwoNetworks } from '../domain/readers/network.ts'
import { atMost } from '../domain/remembered.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
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
/** What pages say, each waiting for a second network. */
const CORRECTIONS_REMEMBERED = 5000
/** What networks said of an article, the latest; of one network so many different things. */
const WORDS_HEARD = 15
const WORDS_OF_NETWORK = 3
const HASH_LETTERS = 11
const DAY = 86_400_000

/** What one network's readers say, of which others must say the same. */
interface Word {
  said: string
  /** As its tag. */
  network: string
}

export interface ArticleCatalogueOptions {
  articles: ArticleStore
  freshId(): string
  /** Whether an unknown address becomes an article; `today`: how many did in the last day. */
  admits(publisherId: string, url: string, network: string, today: number): boolean
}

/** Finds the article a reader is on, and stores it when it is met for the first time. */
export class ArticleCatalogue {
  readonly #options: ArticleCatalogueOptions
  readonly #known = new LRUCache<string, KnownArticle>(atMost(REMEMBERED))
  readonly #addresses = new LRUCache<string, { publisher: Publisher; address: string | null }>({
    max: ADDRESSES_REMEMBERED,
  })
  /** What pages say otherwise than is stored. */
  readonly #corrections = new LRUCache<string, Word>(atMost(CORRECTIONS_REMEMBERED))
  readonly #heard = new LRUCache<string, readonly string[]>(atMost(CORRECTIONS_REMEMBERED))
  /** Who said first what is stored. */
  readonly #first = new LRUCache<string, Word>(atMost(CORRECTIONS_REMEMBERED))

  constructor(options: ArticleCatalogueOptions) {
    this.#options = options
  }

  /**
   * The article with its section, as a reader in `network` (a tag) reports it; null if its address is not the publisher's,
   * or too many new ones came today, from there or from everywhere.
   */
  async find(
    publisher: Publisher,
    article: Article,
    now: number,
    network: string,
  ): Promise<KnownArticle | null> {
    const url = this.#addressOf(article.url, publisher)
    if (url === null) return null
    const name = `${publisher.id} ${url}`
    const remembered = this.#known.get(name)
    const known = remembered ?? (await this.#findOrStore(publisher.id, url, article, now, network))
    if (known === null) return null
    const whole = await this.#update(known, article, network)
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
    network: string,
  ): Promise<KnownArticle | null> {
    const { articles, freshId, admits } = this.#options
    const stored = await articles.byAddress(publisherId, url)
    if (stored !== undefined) return stored
    const today = await articles.countSince(publisherId, now - DAY)
    if (!admits(publisherId, url, network, today)) return null
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
   * when the next one from another network says the same; a title is confirmed once two networks have said it. So neither
   * the first report of an address nor a script alone can name an article for good.
   */
  async #update(known: KnownArticle, article: Article, network: string): Promise<KnownArticle> {
    const { articles } = this.#options
    const said = described(article)
    const isNews = SAID.some((field) => known[field] === null && said[field] !== null)
    const whole = isNews ? await articles.complete({ ...known, ...said }) : known
    const isSame = SAID.every((field) => said[field] === null || said[field] === whole[field])
    const isFinal = whole.isTitleConfirmed && !this.#corrections.has(known.id)
    if (isSame && (isFinal || said.title === null)) return whole
    const word = { said: JSON.stringify(said), network }
    if (this.#isRepeated(known.id, word)) return whole
    if (isSame) {
      this.#corrections.delete(known.id)
      const isConfirmed = !whole.isTitleConfirmed && this.#isSaidAgain(this.#first, known.id, word)
      return isConfirmed ? articles.describe({ ...whole, isTitleConfirmed: true }) : whole
    }
    if (!this.#isSaidAgain(this.#corrections, known.id, word)) return whole
    const isTitleConfirmed = said.title !== null || whole.isTitleConfirmed
    return articles.describe({ ...said, id: known.id, isTitleConfirmed })
  }

  /** True if a network has said this of the article before, or says one thing after the other: it is heard once. */
  #isRepeated(articleId: string, { said, network }: Word): boolean {
    const heard = this.#heard.get(articleId) ?? []
    const word = `${network} ${hash('sha256', said, 'base64url').slice(0, HASH_LETTERS)}`
    const ofNetwork = heard.filter((one) => one.startsWith(`${network} `))
    if (ofNetwork.includes(word) || ofNetwork.length >= WORDS_OF_NETWORK) return true
    this.#heard.set(articleId, [...heard.slice(-WORDS_HEARD), word])
    return false
  }

  /** True if the word before, from another network, was the same. */
  #isSaidAgain(words: LRUCache<string, Word>, articleId: string, word: Word): boolean {
    const before = words.get(articleId)
    const isAgain = before?.said === word.said && areTwoNetworks(before.network, word.network)
    if (isAgain) words.delete(articleId)
    else words.set(articleId, word)
    return isAgain
  }
}
