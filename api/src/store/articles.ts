import type { Database } from './database.ts'

export interface ArticleRecord {
  id: string
  publisherId: string
  url: string
  title: string | null
  section: string | null
  publishedAt: number | null
  createdAt: number
}

const ID = 'SELECT id FROM articles WHERE publisher_id = :publisherId AND url = :url'
const INSERT = `
  INSERT INTO articles (id, publisher_id, url, title, section, published_at, created_at)
  VALUES (:id, :publisherId, :url, :title, :section, :publishedAt, :createdAt)
  ON CONFLICT (publisher_id, url) DO NOTHING`
const COUNT_SINCE =
  'SELECT count(*) AS count FROM articles WHERE publisher_id = :publisherId AND created_at >= :since'

export interface ArticleStore {
  idOf(publisherId: string, url: string): Promise<string | undefined>
  /** Stores the article unless its address is known; gives the id that holds afterwards. */
  findOrCreate(article: ArticleRecord): Promise<string>
  /** Articles of a publisher first met since an instant. */
  countSince(publisherId: string, since: number): Promise<number>
}

export function articleStore(database: Database): ArticleStore {
  const idOf = async (publisherId: string, url: string) =>
    (await database.get<{ id: string }>(ID, { publisherId, url }))?.id

  return {
    idOf,
    async findOrCreate(article) {
      await database.write([{ sql: INSERT, params: { ...article } }])
      return (await idOf(article.publisherId, article.url)) ?? article.id
    },
    countSince: async (publisherId, since) =>
      (await database.get<{ count: number }>(COUNT_SINCE, { publisherId, since }))?.count ?? 0,
  }
}
