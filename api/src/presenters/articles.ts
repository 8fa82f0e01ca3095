import { foreignPlaceOf } from '../domain/articles/foreign-places.ts'
import type { ListedArticle, ListedMerge } from '../store/articles.ts'
import { type AskedOriginRecord, OTHER_ORIGINS } from '../store/asked-origins.ts'
import type { ArticleMerge, ArticleOfPublisher, ForeignOrigin } from '../wire/index.ts'
import { instant } from './instants.ts'

/** An article as its publisher reads it; instants as ISO 8601. */
export const presentArticle = (article: ListedArticle): ArticleOfPublisher => ({
  id: article.id,
  url: article.url,
  title: article.title,
  reportedTitle: article.reportedTitle,
  isTitleConfirmed: article.isTitleConfirmed,
  section: article.section,
  publishedAt: article.publishedAt === null ? null : instant(article.publishedAt),
})

/** A merge as its publisher reads it; `mergedBy` is null where the rule of addresses made it. */
export const presentMerge = (merge: ListedMerge): ArticleMerge => ({
  article: { id: merge.articleId, url: merge.url, title: merge.title },
  into: { id: merge.intoId, url: merge.intoUrl, title: merge.intoTitle },
  mergedAt: instant(merge.mergedAt),
  mergedBy: merge.mergedBy,
})

const SHOWN = 20

/** Origins that asked, each with its days, the most often first and all others together last. */
export async function presentForeignOrigins(
  records: readonly AskedOriginRecord[],
  origins: Iterable<string>,
): Promise<ForeignOrigin[]> {
  // Large, and wanted by few.
  const { getDomain } = await import('tldts')
  const registered = (host: string) => getDomain(host, { allowPrivateDomains: true })
  const listed = [...origins]
  const found = new Map<string, ForeignOrigin>()
  for (const { origin, role, day, asked, lastAskedAt } of records) {
    const isOther = origin === OTHER_ORIGINS
    const name = `${role} ${origin}`
    const known = found.get(name) ?? {
      origin: isOther ? null : origin,
      role,
      place: isOther ? null : foreignPlaceOf(origin, listed, registered),
      asked: 0,
      lastAskedAt: '',
      days: [],
    }
    known.asked += asked
    known.days.push({ day, asked })
    const last = instant(lastAskedAt)
    if (last > known.lastAskedAt) known.lastAskedAt = last
    found.set(name, known)
  }
  const sorted = [...found.values()].sort(
    (one, other) => Number(one.origin === null) - Number(other.origin === null) || other.asked - one.asked,
  )
  const others = sorted.filter(({ origin }) => origin === null)
  return [...sorted.filter(({ origin }) => origin !== null).slice(0, SHOWN), ...others]
}
