import { nextShown, sumOf } from '../domain/article-votes.ts'
import type { ArticleVoteStore } from '../store/article-votes.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { type Database, StaleError } from '../store/database.ts'
import type { TopProposalsAnswer } from '../wire/index.ts'

const SHOWN = 10
const MOST_TRIES = 5

interface Stores {
  articleVotes: ArticleVoteStore
  database: Database
}

/**
 * The accepted proposals that most readers of an article agreed with, of these consultations, the most first; only
 * those on which a crowd of its readers voted. What is newly shown is on disk as shown before anyone sees it.
 */
export async function topProposals(
  stores: Stores,
  articleId: string,
  consultations: readonly ConsultationRecord[],
): Promise<TopProposalsAnswer['proposals']> {
  for (let tries = 1; ; tries++) {
    try {
      return await showOnce(stores, articleId, consultations)
    } catch (error) {
      // Another process has shown some of them meanwhile.
      if (!(error instanceof StaleError) || tries >= MOST_TRIES) throw error
    }
  }
}

async function showOnce(
  { articleVotes, database }: Stores,
  articleId: string,
  consultations: readonly ConsultationRecord[],
): Promise<TopProposalsAnswer['proposals']> {
  const found = []
  const statements = []
  for (const { id, slug, settings } of consultations) {
    const least = { votes: settings.results.splitVotes, cell: settings.results.splitCell }
    for (const row of await articleVotes.ofArticle(articleId, id, least.votes)) {
      const shown = nextShown(row.shown, row.counted, row.whole, least)
      if (shown === row.counted)
        statements.push(...articleVotes.show(articleId, row.proposalId, shown, row.shown))
      if (sumOf(shown) > 0)
        found.push({ id: row.proposalId, consultation: slug, text: row.text, votes: sumOf(shown), ...shown })
    }
  }
  if (statements.length > 0) await database.write(statements)
  return found.sort((one, other) => other.agree - one.agree || (one.id < other.id ? -1 : 1)).slice(0, SHOWN)
}
