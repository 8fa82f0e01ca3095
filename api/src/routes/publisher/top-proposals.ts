import { mergedArticles } from '../../domain/articles/article-merges.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { TopProposals } from '../../statistics/top-proposals.ts'
import { topProposalsAnswer, topProposalsParameters } from '../../wire/top-proposals.ts'
import type { Routes } from '../shared/routes.ts'

/** What readers of an article voted for most. */
export const topProposalRoutes: Routes = async (app, { services }) => {
  const { store, directory, recorder, translations } = services
  const top = new TopProposals({ ...store, held: recorder.pool })

  /** A proposal with the language in which it is written. */
  async function withLanguage<Proposal extends { id: string; consultation: string }>(proposal: Proposal) {
    const consultation = directory.consultationBySlug(proposal.consultation)
    if (!consultation) throw new ProblemError('unknown-consultation')
    const known = await translations.of(consultation)
    return { ...proposal, language: known?.languageOf(proposal.id) ?? consultation.language }
  }

  app.get(
    '/v1/publisher/stats/top-proposals',
    {
      schema: {
        summary: 'What the readers of an article agreed with most, since it carries the widget',
        querystring: topProposalsParameters,
        response: { 200: topProposalsAnswer },
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
      const proposals = await top.ofArticle(membersOf(rootOf(article)), consultations)
      return { proposals: await Promise.all(proposals.map(withLanguage)) }
    },
  )
}
