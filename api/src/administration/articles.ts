import type { z } from 'zod'
import { mergedArticles } from '../domain/articles/article-merges.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { ListedArticle } from '../store/articles.ts'
import type { Store } from '../store/index.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import { changedArticle } from '../wire/articles.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

type Owner = Pick<PublisherRecord, 'id'>

/** An article of this publisher. Throws `unknown-article`. */
export async function articleOf(store: Store, publisher: Owner, id: string): Promise<ListedArticle> {
  const [article] = await store.articles.listed(publisher.id, [id])
  if (!article) throw new ProblemError('unknown-article')
  return article
}

/**
 * Gives an article a title that no page's report replaces; null: as its page calls it. Throws the problem `invalid-request`
 * if the title is empty.
 */
export async function renameArticle(
  context: AdminContext,
  publisher: Owner,
  id: string,
  input: z.input<typeof changedArticle>,
): Promise<ListedArticle> {
  const { store } = context
  const before = await articleOf(store, publisher, id)
  const { title: given } = checkedInput(changedArticle, input)
  const title = given === null ? null : normaliseText(given)
  if (title === '') throw wrongField('title', 'is empty', 'empty')
  await perform(context, [store.articles.renaming(id, title)], {
    act: 'article.rename',
    subject: id,
    before: { publisher: publisher.id, title: before.title },
    after: { title: title ?? before.reportedTitle },
  })
  return articleOf(store, publisher, id)
}

/**
 * Counts an article, with all that was merged into it, as another from now on and for all the time before. What was counted
 * is not touched. Throws `merged-already` if they are one already, or the article was merged elsewhere.
 */
export async function mergeArticle(
  context: AdminContext,
  publisher: Owner,
  id: string,
  intoId: string,
): Promise<void> {
  const { store, runtime, actor } = context
  const [article, into] = await Promise.all([
    articleOf(store, publisher, id),
    articleOf(store, publisher, intoId).catch(() => {
      throw wrongField('into', 'is not an article of this publisher', 'unknown-article')
    }),
  ])
  const { rootOf } = mergedArticles(await store.articleMerges.of(publisher.id))
  const target = rootOf(into.id)
  if (rootOf(id) !== id || target === id) throw new ProblemError('merged-already')
  const merge = {
    articleId: id,
    intoId: target,
    publisherId: publisher.id,
    mergedAt: runtime.now(),
    mergedBy: actor.name,
  }
  await perform(context, [store.articleMerges.insertion(merge)], {
    act: 'article.merge',
    subject: id,
    after: { publisher: publisher.id, into: target, url: article.url },
  })
}

/** Counts an article by itself again, as if it had never been merged. Throws `not-merged`. */
export async function unmergeArticle(context: AdminContext, publisher: Owner, id: string): Promise<void> {
  const { store } = context
  const article = await articleOf(store, publisher, id)
  const merge = (await store.articleMerges.of(publisher.id)).find(({ articleId }) => articleId === id)
  if (!merge) throw new ProblemError('not-merged')
  await perform(context, [store.articleMerges.deletion(id)], {
    act: 'article.unmerge',
    subject: id,
    before: { publisher: publisher.id, into: merge.intoId, url: article.url },
  })
}
