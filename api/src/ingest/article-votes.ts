import type { ArticleVoteStore } from '../store/article-votes.ts'
import type { Statement } from '../store/database.ts'
import type { Vote } from '../wire/index.ts'
import type { Entry } from './entries.ts'
import type { VoteOutcome } from './fold-votes.ts'

interface Sum {
  articleId: string
  proposalId: string
  vote: Vote
  votes: number
}

/**
 * The statements that count, for the article they came from, the first votes of a batch. A vote that is changed later
 * is not moved: nothing that is stored leads from it to the article.
 */
export function articleVoteStatements(
  store: ArticleVoteStore,
  entries: readonly Entry[],
  outcomes: readonly (readonly VoteOutcome[])[],
): Statement[] {
  const sums = new Map<string, Sum>()
  for (const [index, { votes, presence }] of entries.entries()) {
    const [outcome] = outcomes[index] ?? []
    const vote = outcome?.after?.vote
    const proposalId = votes[0]?.key.proposalId
    if (!presence?.articleId || !vote || proposalId === undefined || outcome.before !== undefined) continue
    const { articleId } = presence
    const name = `${articleId} ${proposalId} ${vote}`
    const sum = sums.get(name) ?? { articleId, proposalId, vote, votes: 0 }
    sums.set(name, { ...sum, votes: sum.votes + 1 })
  }
  return [...sums.values()].map(({ articleId, proposalId, vote, votes }) =>
    store.add(articleId, proposalId, vote, votes),
  )
}
