import type { FirstVotes } from '../domain/articles/article-votes.ts'
import type { Vote } from '../wire/index.ts'
import type { Database, Statement } from './database.ts'
import type { CountingNode } from './processes.ts'
import { type Columns, each, rowsOf } from './sql-text.ts'

/** The votes on one proposal that came from an article, as counted and as last shown, among all votes on it. */
export interface ArticleVotesRow {
  proposalId: string
  text: string
  counted: FirstVotes
  shown: FirstVotes
  whole: FirstVotes
}

interface Row extends Record<`${'counted' | 'shown' | 'whole'}${'Agree' | 'Neutral' | 'Disagree'}`, number> {
  proposalId: string
  text: string
}

const addOne = (vote: Vote): string => `
  INSERT INTO article_votes (article_id, proposal_id, ${vote}) VALUES (:articleId, :proposalId, :votes)
  ON CONFLICT (article_id, proposal_id) DO UPDATE SET ${vote} = article_votes.${vote} + excluded.${vote}`
const VOTES = ['agree', 'neutral', 'disagree'] as const
const VOTES_BEFORE = VOTES.map((vote) => `${vote}Before`)
const PLACE: Columns = { articleId: 'TEXT', proposalId: 'TEXT' }
const addOneOfNode = (vote: Vote): string => `
  INSERT INTO article_votes AS a (article_id, proposal_id, node, ${vote})
  SELECT k."articleId", k."proposalId", k.node, k.votes
  FROM ${rowsOf({ articleId: 'TEXT', proposalId: 'TEXT', node: 'BIGINT', votes: 'BIGINT' })}
  ON CONFLICT (article_id, proposal_id, node) DO UPDATE SET ${vote} = a.${vote} + excluded.${vote}`
const ofEach = (add: (vote: Vote) => string): Readonly<Record<Vote, string>> => ({
  agree: add('agree'),
  neutral: add('neutral'),
  disagree: add('disagree'),
})
const ADD = { sqlite: ofEach(addOne), postgres: ofEach(addOneOfNode) }
const SHOW = {
  sqlite: `
    UPDATE article_votes SET shown_agree = :agree, shown_neutral = :neutral, shown_disagree = :disagree
    WHERE article_id = :articleId AND proposal_id = :proposalId`,
  // Of two processes that show at once, the second would show those few who voted in between.
  postgres: `
    UPDATE article_votes AS a SET shown_agree = k.agree, shown_neutral = k.neutral, shown_disagree = k.disagree
    FROM ${rowsOf({ ...PLACE, ...each(VOTES, 'BIGINT'), ...each(VOTES_BEFORE, 'BIGINT') })}
    WHERE a.article_id = k."articleId" AND a.proposal_id = k."proposalId" AND a.node = 0
      AND a.shown_agree = k."agreeBefore" AND a.shown_neutral = k."neutralBefore"
      AND a.shown_disagree = k."disagreeBefore"`,
}
const BEGIN_SHOWING = `
  INSERT INTO article_votes (article_id, proposal_id, node) SELECT k."articleId", k."proposalId", 0
  FROM ${rowsOf(PLACE)} ON CONFLICT (article_id, proposal_id, node) DO NOTHING`

function showing(articleId: string, proposalId: string, shown: FirstVotes, before: FirstVotes): Statement[] {
  const params = { articleId, proposalId }
  const key = `${articleId} ${proposalId}`
  const counts = {
    agree: shown.agree,
    neutral: shown.neutral,
    disagree: shown.disagree,
    agreeBefore: before.agree,
    neutralBefore: before.neutral,
    disagreeBefore: before.disagree,
  }
  return [
    { sql: BEGIN_SHOWING, params, multiRow: { key, isGuarded: false } },
    { sql: SHOW.postgres, params: { ...params, ...counts }, multiRow: { key, isGuarded: true } },
  ]
}
const COUNTS = ['agree', 'neutral', 'disagree', 'shown_agree', 'shown_neutral', 'shown_disagree']
const SUMS = COUNTS.map((name) => `CAST(sum(${name}) AS BIGINT) AS ${name}`).join(', ')
const ofArticle = (articleVotes: string): string => `
  SELECT a.proposal_id AS "proposalId", p.text,
    a.agree AS "countedAgree", a.neutral AS "countedNeutral", a.disagree AS "countedDisagree",
    a.shown_agree AS "shownAgree", a.shown_neutral AS "shownNeutral", a.shown_disagree AS "shownDisagree",
    t.agree AS "wholeAgree", t.neutral AS "wholeNeutral", t.disagree AS "wholeDisagree"
  FROM ${articleVotes} a
  JOIN proposals p ON p.id = a.proposal_id
  JOIN tallies t ON t.proposal_id = a.proposal_id
  WHERE a.article_id = :articleId AND p.consultation_id = :consultationId AND p.status = 'accepted'
    AND a.agree + a.neutral + a.disagree >= :least`
const OF_ARTICLE = {
  sqlite: ofArticle('article_votes'),
  postgres: ofArticle(`(
    SELECT article_id, proposal_id, ${SUMS} FROM article_votes WHERE article_id = :articleId
    GROUP BY article_id, proposal_id)`),
}

const shownElsewhere = (listed: string): string => `
  SELECT proposal_id AS "proposalId", CAST(sum(shown_agree) AS BIGINT) AS agree,
    CAST(sum(shown_neutral) AS BIGINT) AS neutral, CAST(sum(shown_disagree) AS BIGINT) AS disagree
  FROM article_votes
  WHERE proposal_id IN (${listed}) AND article_id <> :articleId
    AND shown_agree + shown_neutral + shown_disagree > 0
  GROUP BY proposal_id`
const SHOWN_ELSEWHERE = {
  sqlite: shownElsewhere('SELECT value FROM json_each(:proposalIds)'),
  postgres: shownElsewhere('SELECT jsonb_array_elements_text(CAST(:proposalIds AS JSONB))'),
}
const TURN = 'SELECT turn FROM showing_turns WHERE consultation_id = :consultationId'
// Gathered, as what rests upon it: or the turns of all would be taken behind the beginning of the first.
const BEGIN_TURNS = `
  INSERT INTO showing_turns (consultation_id, turn) SELECT k."consultationId", 0
  FROM ${rowsOf({ consultationId: 'TEXT' })} ON CONFLICT (consultation_id) DO NOTHING`
const TAKE_TURN = `
  UPDATE showing_turns SET turn = showing_turns.turn + 1
  FROM ${rowsOf({ consultationId: 'TEXT', turn: 'BIGINT' })}
  WHERE showing_turns.consultation_id = k."consultationId" AND showing_turns.turn = k.turn`

export interface ArticleVoteStore {
  /** A statement for one transaction. */
  add(articleId: string, proposalId: string, vote: Vote, votes: number): Statement
  /** Keeps what is shown from now on. Where several processes show, StaleError if it is not what it was before. */
  show(articleId: string, proposalId: string, shown: FirstVotes, before: FirstVotes): Statement[]
  /** The accepted proposals with at least so many votes from the article. */
  ofArticle(articleId: string, consultationId: string, least: number): Promise<ArticleVotesRow[]>
  /** How often something of the consultation was shown, where several processes show. */
  turn(consultationId: string): Promise<number>
  /** Statements for the transaction that shows: StaleError if it is not the turn that was read. */
  takeTurn(consultationId: string, turn: number): Statement[]
  /** What is shown of each proposal by all other articles together; those without are left out. */
  shownElsewhere(articleId: string, proposalIds: readonly string[]): Promise<Map<string, FirstVotes>>
}

/** First votes by article and proposal, and what of them has been shown. On PostgreSQL each `node` counts in rows of its own. */
export function articleVoteStore(database: Database, node: CountingNode): ArticleVoteStore {
  const { engine } = database
  return {
    add(articleId, proposalId, vote, votes) {
      const params = { articleId, proposalId, votes }
      if (engine === 'sqlite') return { sql: ADD.sqlite[vote], params }
      const multiRow = { key: `${articleId} ${proposalId}`, isGuarded: false }
      return { sql: ADD.postgres[vote], params: { ...params, node: node.number }, multiRow }
    },
    show: (articleId, proposalId, shown, before) =>
      engine === 'sqlite'
        ? [{ sql: SHOW.sqlite, params: { articleId, proposalId, ...shown } }]
        : showing(articleId, proposalId, shown, before),
    async ofArticle(articleId, consultationId, least) {
      const rows = await database.all<Row>(OF_ARTICLE[engine], { articleId, consultationId, least })
      return rows.map((row) => ({
        proposalId: row.proposalId,
        text: row.text,
        counted: { agree: row.countedAgree, neutral: row.countedNeutral, disagree: row.countedDisagree },
        shown: { agree: row.shownAgree, neutral: row.shownNeutral, disagree: row.shownDisagree },
        whole: { agree: row.wholeAgree, neutral: row.wholeNeutral, disagree: row.wholeDisagree },
      }))
    },
    turn: async (consultationId) =>
      engine === 'sqlite' ? 0 : ((await database.get<{ turn: number }>(TURN, { consultationId }))?.turn ?? 0),
    takeTurn(consultationId, turn) {
      if (engine === 'sqlite') return []
      const key = consultationId
      return [
        { sql: BEGIN_TURNS, params: { consultationId }, multiRow: { key, isGuarded: false } },
        { sql: TAKE_TURN, params: { consultationId, turn }, multiRow: { key, isGuarded: true } },
      ]
    },
    async shownElsewhere(articleId, proposalIds) {
      const rows = await database.all<FirstVotes & { proposalId: string }>(SHOWN_ELSEWHERE[engine], {
        articleId,
        proposalIds: JSON.stringify(proposalIds),
      })
      return new Map(rows.map(({ proposalId, ...shown }) => [proposalId, shown]))
    },
  }
}
