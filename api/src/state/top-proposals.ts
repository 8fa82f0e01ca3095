import { minus, NO_BALLOTS, nextShown, sumOf } from '../domain/article-votes.ts'
import type { ArticleVoteStore } from '../store/article-votes.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { type Database, StaleError, type Statement } from '../store/database.ts'
import type { TopProposalsAnswer } from '../wire/index.ts'

type TopProposal = TopProposalsAnswer['proposals'][number]

const SHOWN = 10
const MOST_TRIES = 5

const plus = (one: TopProposal, other: TopProposal): TopProposal => ({
  ...one,
  votes: one.votes + other.votes,
  agree: one.agree + other.agree,
  neutral: one.neutral + other.neutral,
  disagree: one.disagree + other.disagree,
})

/** What the readers of articles voted for most. */
export class TopProposals {
  readonly #articleVotes: ArticleVoteStore
  readonly #database: Database
  /** One answer after the other: what may be shown of an article depends on what is shown of others. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor({ articleVotes, database }: { articleVotes: ArticleVoteStore; database: Database }) {
    this.#articleVotes = articleVotes
    this.#database = database
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
        sums.set(proposal.id, known ? plus(known, proposal) : proposal)
      }
    }
    return [...sums.values()]
      .sort((one, other) => other.agree - one.agree || (one.id < other.id ? -1 : 1))
      .slice(0, SHOWN)
  }

  async #readUntilAlone(articleId: string, consultations: readonly ConsultationRecord[]) {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#read(articleId, consultations)
      } catch (error) {
        // Another process has shown something of the same consultation meanwhile.
        if (!(error instanceof StaleError) || tries >= MOST_TRIES) throw error
      }
    }
  }

  async #read(articleId: string, consultations: readonly ConsultationRecord[]): Promise<TopProposal[]> {
    const found: TopProposal[] = []
    const statements: Statement[] = []
    for (const { id, slug, settings } of consultations) {
      const least = { votes: settings.results.splitVotes, cell: settings.results.splitCell }
      const turn = await this.#articleVotes.turn(id)
      const rows = await this.#articleVotes.ofArticle(articleId, id, least.votes)
      const ids = rows.map(({ proposalId }) => proposalId)
      const elsewhere = await this.#articleVotes.shownElsewhere(articleId, ids)
      const shows: Statement[] = []
      for (const { proposalId, text, counted, shown: before, whole } of rows) {
        const unseen = minus(whole, elsewhere.get(proposalId) ?? NO_BALLOTS)
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
