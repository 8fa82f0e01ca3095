import type { Database } from './database.ts'

/** What a page says about itself. */
export interface ArticleDescription {
  title: string | null
  section: string | null
  publishedAt: number | null
}

export interface KnownArticle extends ArticleDescription {
  id: string
}

export interface ArticleRecord extends KnownArticle {
  publisherId: string
  url: string
  createdAt: number
}

export type ListedArticle = KnownArticle & Pick<ArticleRecord, 'url'>

const KNOWN = 'id, title, section, published_at AS "publishedAt"'
const BY_ADDRESS = `SELECT ${KNOWN} FROM articles WHERE publisher_id = :publisherId AND url = :url`
const INSERT = `
  INSERT INTO articles (id, publisher_id, url, title, section, published_at, created_at)
  VALUES (:id, :publisherId, :url, :title, :section, :publishedAt, :createdAt)
  ON CONFLICT (publisher_id, url) DO NOTHING`
const COMPLETE = `
  UPDATE articles SET
    title = coalesce(title, :title),
    section = coalesce(section, :section),
    published_at = coalesce(published_at, :publishedAt)
  WHERE id = :id
  RETURNING ${KNOWN}`
const COUNT_SINCE =
  'SELECT count(*) AS count FROM articles WHERE publisher_id = :publisherId AND created_at >= :since'
const LISTED = {
  sqlite: `
    SELECT ${KNOWN}, url FROM articles
    WHERE publisher_id = :publisherId AND id IN (SELECT value FROM json_each(:ids))`,
  postgres: `
    SELECT ${KNOWN}, url FROM articles
    WHERE publisher_id = :publisherId AND id IN (SELECT jsonb_array_elements_text(CAST(:ids AS JSONB)))`,
}

export interface ArticleStore {
  byAddress(publisherId: string, url: string): Promise<KnownArticle | undefined>
  /** Stores the article unless its address is known; gives what holds afterwards. */
  findOrCreate(article: ArticleRecord): Promise<KnownArticle>
  /** Fills in what was not known of an article; what was, stays. */
  complete(article: KnownArticle): Promise<KnownArticle>
  /** Articles of a publisher first met since an instant. */
  countSince(publisherId: string, since: number): Promise<number>
  /** Those of the articles that are the publisher's. */
  listed(publisherId: string, ids: readonly string[]): Promise<ListedArticle[]>
}

export function articleStore(database: Database): ArticleStore {
  const byAddress = (publisherId: string, url: string) =>
    database.get<KnownArticle>(BY_ADDRESS, { publisherId, url })

  return {
    byAddress,
    async findOrCreate(article) {
      await database.write([{ sql: INSERT, params: { ...article } }])
      return (await byAddress(article.publisherId, article.url)) ?? article
    },
    async complete(article) {
      const [written] = await database.write([{ sql: COMPLETE, params: { ...article } }])
      return (written?.row as KnownArticle | undefined) ?? article
    },
    countSince: async (publisherId, since) =>
      (await database.get<{ count: number }>(COUNT_SINCE, { publisherId, since }))?.count ?? 0,
    listed: (publisherId, ids) =>
      database.all<ListedArticle>(LISTED[database.engine], {
        publisherId, // PostgreSQL's JSON cannot hold the character 0, nor half a character, and no id has them.
        ids: JSON.stringify(ids.filter((id) => !id.includes('\0') && id.isWellFormed())),
      }),
  }
}
