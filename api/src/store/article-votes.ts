import type { Ballots } from '../domain/article-votes.ts'
import type { Vote } from '../wire/index.ts'
import type { Database, Statement } from './database.ts'

/** The votes on one proposal that came from an article, as counted and as last shown, among all votes on it. */
export interface ArticleVotesRow {
  proposalId: string
  text: string
  counted: Ballots
  shown: Ballots
  whole: Ballots
}

interface Row extends Record<`${'counted' | 'shown' | 'whole'}${'Agree' | 'Neutral' | 'Disagree'}`, number> {
  proposalId: string
  text: string
}

const addOne = (vote: Vote): string => `
  INSERT INTO article_votes (article_id, proposal_id, ${vote}) VALUES (:articleId, :proposalId, :votes)
  ON CONFLICT (article_id, proposal_id) DO UPDATE SET ${vote} = article_votes.${vote} + excluded.${vote}`
const ADD: Readonly<Record<Vote, string>> = {
  agree: addOne('agree'),
  neutral: addOne('neutral'),
  disagree: addOne('disagree'),
}
const SHOW = `
  UPDATE article_votes SET shown_agree = :agree, shown_neutral = :neutral, shown_disagree = :disagree
  WHERE article_id = :articleId AND proposal_id = :proposalId`
const OF_ARTICLE = `
  SELECT a.proposal_id AS "proposalId", p.text,
    a.agree AS "countedAgree", a.neutral AS "countedNeutral", a.disagree AS "countedDisagree",
    a.shown_agree AS "shownAgree", a.shown_neutral AS "shownNeutral", a.shown_disagree AS "shownDisagree",
    t.agree AS "wholeAgree", t.neutral AS "wholeNeutral", t.disagree AS "wholeDisagree"
  FROM article_votes a
  JOIN proposals p ON p.id = a.proposal_id
  JOIN tallies t ON t.proposal_id = a.proposal_id
  WHERE a.article_id = :articleId AND p.consultation_id = :consultationId AND p.status = 'accepted'
    AND a.agree + a.neutral + a.disagree >= :least`

const SHOWN_ELSEWHERE = `
  SELECT proposal_id AS "proposalId", CAST(sum(shown_agree) AS BIGINT) AS agree,
    CAST(sum(shown_neutral) AS BIGINT) AS neutral, CAST(sum(shown_disagree) AS BIGINT) AS disagree
  FROM article_votes
  WHERE proposal_id IN (SELECT value FROM json_each(:proposalIds)) AND article_id <> :articleId
    AND shown_agree + shown_neutral + shown_disagree > 0
  GROUP BY proposal_id`

export interface ArticleVoteStore {
  /** A statement for one transaction. */
  add(articleId: string, proposalId: string, vote: Vote, votes: number): Statement
  /** Keeps what is shown from now on. */
  show(articleId: string, proposalId: string, shown: Ballots): Statement
  /** The accepted proposals with at least so many votes from the article. */
  ofArticle(articleId: string, consultationId: string, least: number): Promise<ArticleVotesRow[]>
  /** What is shown of each proposal by all other articles together; those without are left out. */
  shownElsewhere(articleId: string, proposalIds: readonly string[]): Promise<Map<string, Ballots>>
}

export function articleVoteStore(database: Database): ArticleVoteStore {
  return {
    add: (articleId, proposalId, vote, votes) => ({
      sql: ADD[vote],
      params: { articleId, proposalId, votes },
    }),
    show: (articleId, proposalId, shown) => ({ sql: SHOW, params: { articleId, proposalId, ...shown } }),
    async ofArticle(articleId, consultationId, least) {
      const rows = await database.all<Row>(OF_ARTICLE, { articleId, consultationId, least })
      return rows.map((row) => ({
        proposalId: row.proposalId,
        text: row.text,
        counted: { agree: row.countedAgree, neutral: row.countedNeutral, disagree: row.countedDisagree },
        shown: { agree: row.shownAgree, neutral: row.shownNeutral, disagree: row.shownDisagree },
        whole: { agree: row.wholeAgree, neutral: row.wholeNeutral, disagree: row.wholeDisagree },
      }))
    },
    async shownElsewhere(articleId, proposalIds) {
      const rows = await database.all<Ballots & { proposalId: string }>(SHOWN_ELSEWHERE, {
        ...{ articleId, proposalIds: JSON.stringify(proposalIds) },
      })
      return new Map(rows.map(({ proposalId, ...shown }) => [proposalId, shown]))
    },
  }
}
