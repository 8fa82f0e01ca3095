import type { ListedArticle, ListedMerge } from '../store/articles.ts'
import type { ArticleMerge, ArticleOfPublisher } from '../wire/index.ts'

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()

export const presentArticle = (article: ListedArticle): ArticleOfPublisher => ({
  id: article.id,
  url: article.url,
  title: article.title,
  reportedTitle: article.reportedTitle,
  section: article.section,
  publishedAt: article.publishedAt === null ? null : instant(article.publishedAt),
})

export const presentMerge = (merge: ListedMerge): ArticleMerge => ({
  article: { id: merge.articleId, url: merge.url, title: merge.title },
  into: { id: merge.intoId, url: merge.intoUrl, title: merge.intoTitle },
  mergedAt: instant(merge.mergedAt),
  mergedBy: merge.mergedBy,
})
