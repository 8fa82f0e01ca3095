import { articleOf, mergeArticle, renameArticle, unmergeArticle } from '../../administration/articles.ts'
import type { Publisher } from '../../cache/directory.ts'
import { mergedArticles } from '../../domain/articles/article-merges.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { presentArticle, presentMerge } from '../../presenters/articles.ts'
import {
  articleDetails,
  articleMergesAnswer,
  articleParams,
  articleSearch,
  articlesFound,
  changedArticle,
  newArticleMerge,
} from '../../wire/articles.ts'
import { holderOfKey } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

const MOST_FOUND = 20
const MOST_MERGES = 100

/** A publisher's articles: found by title, renamed, made one and parted again. What changes them needs an API key. */
export const articleRoutes: Routes = async (app, { services }) => {
  const { store } = services

  async function detailsOf(publisher: Pick<Publisher, 'id'>, id: string) {
    const article = await articleOf(store, publisher, id)
    const rootId = mergedArticles(await store.articleMerges.of(publisher.id)).rootOf(id)
    return {
      article: presentArticle(article),
      mergedInto: rootId === id ? null : presentArticle(await articleOf(store, publisher, rootId)),
      merges: (await store.articleMerges.into(publisher.id, id, MOST_MERGES)).map(presentMerge),
    }
  }

  app.get(
    '/v1/publisher/articles',
    {
      schema: {
        summary: 'Articles by a part of their title or address',
        querystring: articleSearch,
        response: { 200: articlesFound },
      },
    },
    async ({ publisher, query: { search } }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      const found = await store.articles.search(publisher.id, search.trim(), MOST_FOUND)
      return { articles: found.map(presentArticle) }
    },
  )

  app.get(
    '/v1/publisher/articles/:article',
    {
      schema: {
        summary: 'An article, with the addresses that were merged into it',
        params: articleParams,
        response: { 200: articleDetails },
      },
    },
    async ({ publisher, params }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      return detailsOf(publisher, params.article)
    },
  )

  app.patch(
    '/v1/publisher/articles/:article',
    {
      schema: {
        summary: 'Renames an article, or goes back to the title of its page',
        params: articleParams,
        body: changedArticle,
        response: { 200: articleDetails },
      },
    },
    async (request) => {
      const { publisher, context } = holderOfKey(request, services)
      await renameArticle(context, publisher, request.params.article, request.body)
      return detailsOf(publisher, request.params.article)
    },
  )

  app.get(
    '/v1/publisher/article-merges',
    {
      schema: {
        summary: 'The latest merges of articles that people made',
        response: { 200: articleMergesAnswer },
      },
    },
    async ({ publisher }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      return { merges: (await store.articleMerges.byHand(publisher.id, MOST_MERGES)).map(presentMerge) }
    },
  )

  app.put(
    '/v1/publisher/articles/:article/merge',
    {
      schema: {
        summary: 'Merges an article into another: from now on and for all the time before they are one',
        params: articleParams,
        body: newArticleMerge,
        response: { 200: articleDetails },
      },
    },
    async (request) => {
      const { publisher, context } = holderOfKey(request, services)
      await mergeArticle(context, publisher, request.params.article, request.body.into)
      return detailsOf(publisher, request.params.article)
    },
  )

  app.delete(
    '/v1/publisher/articles/:article/merge',
    {
      schema: {
        summary: 'Undoes a merge: all figures are as if it had never been',
        params: articleParams,
        response: { 200: articleDetails },
      },
    },
    async (request) => {
      const { publisher, context } = holderOfKey(request, services)
      await unmergeArticle(context, publisher, request.params.article)
      return detailsOf(publisher, request.params.article)
    },
  )
}
