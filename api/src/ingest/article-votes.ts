import type { FirstVotes } from '../domain/articles/article-votes.ts'
import { NO_FIRST_VOTES, sumOf } from '../domain/articles/article-votes.ts'
import { VOTES } from '../wire/constants.ts'
import type { Vote } from '../wire/index.ts'
import type { ArticleVotes } from './entries.ts'

interface Pair {
  articleId: string
  proposalId: string
  firstVotes: FirstVotes
}

/** Articles times proposals that are held; some 10 MiB. The oldest give way: few ever become a crowd. */
const MOST_PAIRS = 50_000

const ofPair = ({ articleId, proposalId, firstVotes }: Pair): ArticleVotes[] =>
  VOTES.map((vote) => ({ articleId, proposalId, vote, votes: firstVotes[vote] })).filter(
    ({ votes }) => votes > 0,
  )

/**
 * First votes by article and proposal that are not on disk yet. They leave when a crowd of readers of an article has
 * voted on a proposal: a counter that moved with each vote would say from which article the vote came. A vote that is
 * changed later is not moved: nothing that is stored leads from it to the article.
 */
export class HeldArticleVotes {
  readonly #crowd: number
  readonly #pairs = new Map<string, Pair>()
  /** Names of those that are a crowd. */
  readonly #crowds = new Set<string>()

  constructor(crowd: number) {
    this.#crowd = crowd
  }

  add(articleId: string, proposalId: string, vote: Vote): void {
    const name = `${articleId} ${proposalId}`
    const before = this.#pairs.get(name)?.firstVotes ?? NO_FIRST_VOTES
    const firstVotes = { ...before, [vote]: before[vote] + 1 }
    this.#pairs.set(name, { articleId, proposalId, firstVotes })
    if (sumOf(firstVotes) >= this.#crowd) this.#crowds.add(name)
    const [oldest] = this.#pairs.keys()
    if (this.#pairs.size > MOST_PAIRS && oldest !== undefined) this.#pairs.delete(oldest)
  }

  /** Those of crowds, which are held no more. */
  takeCrowds(): ArticleVotes[] {
    return this.#take(this.#crowds)
  }

  takeAll(): ArticleVotes[] {
    return this.#take(this.#pairs.keys())
  }

  /** What is held of an article, by proposal. */
  of(articleId: string): Map<string, FirstVotes> {
    const pairs = [...this.#pairs.values()].filter((pair) => pair.articleId === articleId)
    return new Map(pairs.map(({ proposalId, firstVotes }) => [proposalId, firstVotes]))
  }

  #take(names: Iterable<string>): ArticleVotes[] {
    const taken = [...names].flatMap((name) => {
      const pair = this.#pairs.get(name)
      this.#pairs.delete(name)
      return pair ? ofPair(pair) : []
    })
    this.#crowds.clear()
    return taken
  }
}
