import type { ArticleMerge } from '../domain/articles/article-merges.ts'
import type { Database, Params, Statement } from './database.ts'

/** What a page says about itself. */
export interface ArticleDescription {
  title: string | null
  section: string | null
  publishedAt: number | null
}

/** As its page describes it. */
export interface KnownArticle extends ArticleDescription {
  id: string
  /** Readers of two networks have reported the title. */
  isTitleConfirmed: boolean
}

export interface ArticleRecord extends ArticleDescription {
  id: string
  publisherId: string
  url: string
  createdAt: number
}

/** As it is shown to editors. */
export interface ListedArticle extends KnownArticle {
  url: string
  /** By the editors, who have the last word, else by its page. */
  title: string | null
  /** By its page, not by the editors. */
  reportedTitle: string | null
  /** The title is the editors', or readers of two networks have reported it. */
  isTitleConfirmed: boolean
}

const KNOWN = 'id, title, section, published_at AS "publishedAt", title_confirmed AS "isTitleConfirmed"'
const SHOWN = `
  id, url, coalesce(edited_title, title) AS title, title AS "reportedTitle", section, published_at AS "publishedAt",
  CASE WHEN edited_title IS NULL THEN title_confirmed ELSE 1 END AS "isTitleConfirmed"`
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
const DESCRIBE = `
  UPDATE articles SET
    title = coalesce(:title, title),
    section = coalesce(:section, section),
    published_at = coalesce(:publishedAt, published_at),
    title_confirmed = :isTitleConfirmed
  WHERE id = :id
  RETURNING ${KNOWN}`
const RENAME = 'UPDATE articles SET edited_title = :title WHERE id = :id'
const READDRESS = 'UPDATE articles SET url = :url WHERE id = :id'
const COUNT_SINCE =
  'SELECT count(*) AS count FROM articles WHERE publisher_id = :publisherId AND created_at >= :since'
const LISTED = {
  sqlite: `
    SELECT ${SHOWN} FROM articles
    WHERE publisher_id = :publisherId AND id IN (SELECT value FROM json_each(:ids))`,
  postgres: `
    SELECT ${SHOWN} FROM articles
    WHERE publisher_id = :publisherId AND id IN (SELECT jsonb_array_elements_text(CAST(:ids AS JSONB)))`,
}
const SEARCH = `
  SELECT ${SHOWN} FROM articles
  WHERE publisher_id = :publisherId
    AND (lower(coalesce(edited_title, title, '')) LIKE :pattern ESCAPE '!' OR lower(url) LIKE :pattern ESCAPE '!')
    AND NOT EXISTS (SELECT 1 FROM article_merges m WHERE m.article_id = articles.id)
  ORDER BY created_at DESC, id LIMIT :limit`
const PAGE = `
  SELECT a.id, a.url, a.created_at AS "createdAt", m.into_id AS "intoId", m.merged_by AS "mergedBy"
  FROM articles a LEFT JOIN article_merges m ON m.article_id = a.id
  WHERE a.publisher_id = :publisherId AND a.id > :after
  ORDER BY a.id LIMIT :limit`

/** An article's address, the article it was merged into, and by whom. */
export interface AddressedArticle {
  id: string
  url: string
  createdAt: number
  intoId: string | null
  /** Null: nobody, or the rule of addresses. */
  mergedBy: string | null
}

export interface ArticleStore {
  byAddress(publisherId: string, url: string): Promise<KnownArticle | undefined>
  /** Stores the article unless its address is known; gives what holds afterwards. */
  findOrCreate(article: ArticleRecord): Promise<KnownArticle>
  /** Fills in what was not known of an article; what was, stays. */
  complete(article: KnownArticle): Promise<KnownArticle>
  /** Puts what a page says of itself by now in the place of what it said; what it does not say, stays. */
  describe(article: KnownArticle): Promise<KnownArticle>
  /** A statement for one transaction. Null: as its page calls it. */
  renaming(id: string, title: string | null): Statement
  /** A statement for one transaction. ConstraintError if another article of the publisher has the address. */
  readdressing(id: string, url: string): Statement
  /** Articles of a publisher first met since an instant. */
  countSince(publisherId: string, since: number): Promise<number>
  /** Those of the articles that are the publisher's. */
  listed(publisherId: string, ids: readonly string[]): Promise<ListedArticle[]>
  /** Unmerged articles whose title or address holds a text, the newest first; letters beyond ASCII as they are written. */
  search(publisherId: string, text: string, limit: number): Promise<ListedArticle[]>
  /** All articles of a publisher by id, page by page. */
  page(publisherId: string, after: string, limit: number): Promise<AddressedArticle[]>
}

/** As a row holds it. */
type Stored<Article> = Omit<Article, 'isTitleConfirmed'> & { isTitleConfirmed: number }

const asStored = <Article extends { isTitleConfirmed: boolean }>(article: Article) => ({
  ...article,
  isTitleConfirmed: article.isTitleConfirmed ? 1 : 0,
})

function asRead<Article extends { isTitleConfirmed: boolean }>(row: Stored<Article>): Article {
  return { ...row, isTitleConfirmed: row.isTitleConfirmed === 1 } as Article
}

/** Lower case in ASCII alone, as both engines have it here. */
const lowered = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** Articles of publishers, by canonical address. */
export function articleStore(database: Database): ArticleStore {
  const byAddress = async (publisherId: string, url: string) => {
    const row = await database.get<Stored<KnownArticle>>(BY_ADDRESS, { publisherId, url })
    return row && asRead<KnownArticle>(row)
  }
  const change = async (sql: string, article: KnownArticle) => {
    const [written] = await database.write([{ sql, params: asStored(article) }])
    const row = written?.row as Stored<KnownArticle> | undefined
    return row ? asRead<KnownArticle>(row) : article
  }
  const list = async (sql: string, params: Params): Promise<ListedArticle[]> =>
    (await database.all<Stored<ListedArticle>>(sql, params)).map((row) => asRead<ListedArticle>(row))

  return {
    byAddress,
    async findOrCreate(article) {
      await database.write([{ sql: INSERT, params: { ...article } }])
      return (await byAddress(article.publisherId, article.url)) ?? { ...article, isTitleConfirmed: false }
    },
    complete: (article) => change(COMPLETE, article),
    describe: (article) => change(DESCRIBE, article),
    renaming: (id, title) => ({ sql: RENAME, params: { id, title } }),
    readdressing: (id, url) => ({ sql: READDRESS, params: { id, url } }),
    countSince: async (publisherId, since) =>
      (await database.get<{ count: number }>(COUNT_SINCE, { publisherId, since }))?.count ?? 0,
    listed: (publisherId, ids) =>
      list(LISTED[database.engine], {
        publisherId, // PostgreSQL's JSON cannot hold the character 0, nor half a character, and no id has them.
        ids: JSON.stringify(ids.filter((id) => !id.includes('\0') && id.isWellFormed())),
      }),
    search: (publisherId, text, limit) =>
      list(SEARCH, {
        publisherId,
        pattern: `%${lowered(text.toWellFormed().replaceAll('\0', '')).replace(/[!%_]/g, '!$&')}%`,
        limit,
      }),
    page: (publisherId, after, limit) => database.all<AddressedArticle>(PAGE, { publisherId, after, limit }),
  }
}

export interface ArticleMergeRecord extends ArticleMerge {
  publisherId: string
  mergedAt: number
  /** Name of who merged them; null: the rule of addresses. */
  mergedBy: string | null
}

/** A merge beside what is to be known of the merged address. */
export interface ListedMerge extends ArticleMergeRecord {
  url: string
  title: string | null
  intoTitle: string | null
  intoUrl: string
}

const OF_PUBLISHER = `
  SELECT article_id AS "articleId", into_id AS "intoId" FROM article_merges WHERE publisher_id = :publisherId`
const listed = (rule: string) => `
  SELECT m.article_id AS "articleId", m.publisher_id AS "publisherId", m.into_id AS "intoId",
    m.merged_at AS "mergedAt", m.merged_by AS "mergedBy", a.url, coalesce(a.edited_title, a.title) AS title,
    coalesce(i.edited_title, i.title) AS "intoTitle", i.url AS "intoUrl"
  FROM article_merges m JOIN articles a ON a.id = m.article_id JOIN articles i ON i.id = m.into_id
  WHERE m.publisher_id = :publisherId AND ${rule}
  ORDER BY m.merged_at DESC, m.article_id LIMIT :limit`
const BY_HAND = listed('m.merged_by IS NOT NULL')
const INTO = listed('m.into_id = :intoId')
// Those made by hand stand above the rule.
const INSERT_MERGE = `
  INSERT INTO article_merges (article_id, publisher_id, into_id, merged_at, merged_by)
  VALUES (:articleId, :publisherId, :intoId, :mergedAt, :mergedBy)
  ON CONFLICT (article_id) DO UPDATE SET
    into_id = excluded.into_id, merged_at = excluded.merged_at, merged_by = excluded.merged_by
  WHERE article_merges.merged_by IS NULL`
const DELETE_MERGE = 'DELETE FROM article_merges WHERE article_id = :articleId'

export interface ArticleMergeStore {
  /** All merges of a publisher, as bare pairs. */
  of(publisherId: string): Promise<ArticleMerge[]>
  /** The latest that people made. */
  byHand(publisherId: string, limit: number): Promise<ListedMerge[]>
  /** The latest that were made into an article itself, by people or by the rule. */
  into(publisherId: string, intoId: string, limit: number): Promise<ListedMerge[]>
  /** A statement for one transaction; it changes nothing where somebody has merged the article already. */
  insertion(merge: ArticleMergeRecord): Statement
  /** A statement for one transaction. */
  deletion(articleId: string): Statement
}

/** Which articles are one and the same; both stay stored, so that a merge can be undone. */
export function articleMergeStore(database: Database): ArticleMergeStore {
  return {
    of: (publisherId) => database.all<ArticleMerge>(OF_PUBLISHER, { publisherId }),
    byHand: (publisherId, limit) => database.all<ListedMerge>(BY_HAND, { publisherId, limit }),
    into: (publisherId, intoId, limit) => database.all<ListedMerge>(INTO, { publisherId, intoId, limit }),
    insertion: (merge) => ({ sql: INSERT_MERGE, params: { ...merge } }),
    deletion: (articleId) => ({ sql: DELETE_MERGE, params: { articleId } }),
  }
}
