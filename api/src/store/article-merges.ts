import type { ArticleMerge } from '../domain/article-merges.ts'
import type { Database, Statement } from './database.ts'

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
const INSERT = `
  INSERT INTO article_merges (article_id, publisher_id, into_id, merged_at, merged_by)
  VALUES (:articleId, :publisherId, :intoId, :mergedAt, :mergedBy)
  ON CONFLICT (article_id) DO UPDATE SET
    into_id = excluded.into_id, merged_at = excluded.merged_at, merged_by = excluded.merged_by
  WHERE article_merges.merged_by IS NULL`
const DELETE = 'DELETE FROM article_merges WHERE article_id = :articleId'

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

export function articleMergeStore(database: Database): ArticleMergeStore {
  return {
    of: (publisherId) => database.all<ArticleMerge>(OF_PUBLISHER, { publisherId }),
    byHand: (publisherId, limit) => database.all<ListedMerge>(BY_HAND, { publisherId, limit }),
    into: (publisherId, intoId, limit) => database.all<ListedMerge>(INTO, { publisherId, intoId, limit }),
    insertion: (merge) => ({ sql: INSERT, params: { ...merge } }),
    deletion: (articleId) => ({ sql: DELETE, params: { articleId } }),
  }
}
