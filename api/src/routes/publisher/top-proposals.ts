import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Directory } from '../../cache/directory.ts'
import { mergedArticles } from '../../domain/article-merges.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { type HeldVotes, TopProposals } from '../../statistics/top-proposals.ts'
import type { Store } from '../../store/index.ts'
import { problem } from '../../wire/problems.ts'
import { topProposalsAnswer, topProposalsParameters } from '../../wire/top-proposals.ts'

interface TopProposalsOptions {
  store: Store
  held: HeldVotes
  directory: Directory
}

/** What readers of an article voted for most. */
export const topProposalRoutes: FastifyPluginAsyncZod<TopProposalsOptions> = async (
  app,
  { store, directory, held },
) => {
  const top = new TopProposals({ ...store, held })
  app.get(
    '/v1/publisher/stats/top-proposals',
    {
      schema: {
        tags: ['publisher'],
        summary: 'What the readers of an article agreed with most, since it carries the widget',
        security: [{ apiKey: [] }],
        querystring: topProposalsParameters,
        response: { 200: topProposalsAnswer, '4xx': problem },
      },
    },
    async ({ publisher, query: { article, consultation: slug } }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      const [found] = await store.articles.listed(publisher.id, [article])
      if (!found) throw new ProblemError('unknown-article')
      const consultation = slug === undefined ? undefined : directory.consultationBySlug(slug)
      if (slug !== undefined && !consultation) throw new ProblemError('unknown-consultation')
      const consultations = consultation ? [consultation] : directory.consultations()
      const { rootOf, membersOf } = mergedArticles(await store.articleMerges.of(publisher.id))
      return { proposals: await top.ofArticle(membersOf(rootOf(article)), consultations) }
    },
  )
}
