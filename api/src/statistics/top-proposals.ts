import {
  type FirstVotes,
  minus,
  NO_FIRST_VOTES,
  nextShown,
  plus,
  sumOf,
} from '../domain/articles/article-votes.ts'
import type { ArticleVoteStore, ArticleVotesRow } from '../store/article-votes.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { type Database, StaleError, type Statement } from '../store/database.ts'
import type { TopProposalsAnswer } from '../wire/index.ts'

type TopProposal = Omit<TopProposalsAnswer['proposals'][number], 'language'>

const SHOWN = 10
/** Votes on a proposal that are counted for an article and not on disk yet. */
const MOST_HELD = 10
const MOST_TRIES = 5

const together = (one: TopProposal, other: TopProposal): TopProposal => ({
  ...one,
  ...plus(one, other),
  votes: one.votes + other.votes,
})

/** Never less than what was shown: a crash may have taken those that were held. */
function countedOf(
  { proposalId, counted, shown }: ArticleVotesRow,
  held: ReadonlyMap<string, FirstVotes>,
): FirstVotes {
  const { agree, neutral, disagree } = plus(counted, held.get(proposalId) ?? NO_FIRST_VOTES)
  return {
    agree: Math.max(agree, shown.agree),
    neutral: Math.max(neutral, shown.neutral),
    disagree: Math.max(disagree, shown.disagree),
  }
}

/** Where first votes by article wait until they are a crowd. */
export interface HeldVotes {
  readArticle<Result>(
    articleId: string,
    task: (held: ReadonlyMap<string, FirstVotes>) => Promise<Result>,
  ): Promise<Result>
}

export interface TopProposalsOptions {
  articleVotes: ArticleVoteStore
  database: Database
  held: HeldVotes
}

/** What the readers of articles voted for most. */
export class TopProposals {
  readonly #articleVotes: ArticleVoteStore
  readonly #database: Database
  readonly #held: HeldVotes
  /** One answer after the other: what may be shown of an article depends on what is shown of others. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor({ articleVotes, database, held }: TopProposalsOptions) {
    this.#articleVotes = articleVotes
    this.#database = database
    this.#held = held
  }

  /**
   * The accepted proposals that most readers of an article agreed with, of these consultations, the most first; only
   * those on which a crowd of its readers voted. What is newly shown is on disk as shown before anyone sees it. Of an
   * article with others merged into it (`articleIds`, all of them) it is the sum of what is shown of each: that gives
   * nobody away who was not given away before, and stays true when the merge is undone.
   */
  ofArticle(
    articleIds: readonly string[],
    consultations: readonly ConsultationRecord[],
  ): Promise<TopProposal[]> {
    const answer = this.#turn.then(() => this.#readAll(articleIds, consultations))
    this.#turn = answer.catch(() => undefined)
    return answer
  }

  async #readAll(articleIds: readonly string[], consultations: readonly ConsultationRecord[]) {
    const sums = new Map<string, TopProposal>()
    for (const articleId of articleIds) {
      for (const proposal of await this.#readUntilAlone(articleId, consultations)) {
        const known = sums.get(proposal.id)
        sums.set(proposal.id, known ? together(known, proposal) : proposal)
      }
    }
    return [...sums.values()]
      .sort((one, other) => other.agree - one.agree || (one.id < other.id ? -1 : 1))
      .slice(0, SHOWN)
  }

  async #readUntilAlone(articleId: string, consultations: readonly ConsultationRecord[]) {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#held.readArticle(articleId, (held) => this.#read(articleId, consultations, held))
      } catch (error) {
        // Another process has shown something of the same consultation meanwhile.
        if (!(error instanceof StaleError) || tries >= MOST_TRIES) throw error
      }
    }
  }

  async #read(
    articleId: string,
    consultations: readonly ConsultationRecord[],
    held: ReadonlyMap<string, FirstVotes>,
  ): Promise<TopProposal[]> {
    const found: TopProposal[] = []
    const statements: Statement[] = []
    for (const { id, slug, settings } of consultations) {
      const least = { votes: settings.results.splitVotes, cell: settings.results.splitCell }
      const turn = await this.#articleVotes.turn(id)
      // At most MOST_HELD votes are in memory, so a proposal that has enough with them has nearly enough without.
      const stored = await this.#articleVotes.ofArticle(articleId, id, Math.max(1, least.votes - MOST_HELD))
      const rows = stored
        .map((row) => ({ ...row, counted: countedOf(row, held) }))
        .filter(({ counted }) => sumOf(counted) >= least.votes)
      const ids = rows.map(({ proposalId }) => proposalId)
      const elsewhere = await this.#articleVotes.shownElsewhere(articleId, ids)
      const shows: Statement[] = []
      for (const { proposalId, text, counted, shown: before, whole } of rows) {
        const unseen = minus(whole, elsewhere.get(proposalId) ?? NO_FIRST_VOTES)
        const shown = nextShown(before, counted, unseen, least)
        if (shown === counted) shows.push(...this.#articleVotes.show(articleId, proposalId, shown, before))
        const votes = sumOf(shown)
        if (votes > 0) found.push({ id: proposalId, consultation: slug, text, votes, ...shown })
      }
      if (shows.length > 0) statements.push(...shows, ...this.#articleVotes.takeTurn(id, turn))
    }
    if (statements.length > 0) await this.#database.write(statements)
    return found
  }
}
