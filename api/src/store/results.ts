import { setImmediate as otherWork } from 'node:timers/promises'
import { TALLY_KEYS, type TallyKey } from '../domain/votes/votes.ts'
import type { Tallies } from '../wire/index.ts'
import type { Database, Params, Statement } from './database.ts'
import { type Columns, column, rowsOf } from './sql-text.ts'

export interface TalliedProposal {
  id: string
  text: string
  authorName: string | null
  authorAge: number | null
  externalId: string | null
  tallies: Tallies
}

/** Voters of one part of the public on one proposal; `segmentId` '': those of no part that is shown. */
export interface SplitRow {
  proposalId: string
  segmentId: string
  agree: number
  others: number
}

/** A part, and all voters on the proposal at the same moment. */
export interface CurrentSplitRow extends SplitRow {
  wholeAgree: number
  wholeOthers: number
}

type Row = Omit<TalliedProposal, 'tallies'> & Record<TallyKey, number>

const TALLIED = `
  SELECT p.id, p.text, p.author_name AS "authorName", p.author_age AS "authorAge", p.external_id AS "externalId",
    ${TALLY_KEYS.map((key) => `t.${column(key)} AS "${key}"`).join(', ')}
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id
  WHERE p.consultation_id = :consultationId AND p.status = 'accepted' AND p.id > :after
  ORDER BY p.id LIMIT :limit`
/** One text that holds them all: to make a JavaScript object of each row takes longer than to find it. */
const NAMES = ['id', 'text', 'authorName', 'authorAge', 'externalId', ...TALLY_KEYS] as const
const PACKED = `
  SELECT json_group_array(json_array(${NAMES.map((name) => `q."${name}"`).join(', ')})) AS packed FROM (${TALLIED}) q`
/** Each page looks through the index of all proposals, so few are quicker; a larger one keeps votes waiting. */
const PAGE = 4000
/** Checksums follow every vote; what is left of the division can be added up without end. */
const VERSION = `
  SELECT count(*) AS count, CAST(coalesce(sum(t.checksum % 1000003), 0) AS BIGINT) AS votes,
    CAST(coalesce(sum(p.revision), 0) AS BIGINT) AS revisions,
    (SELECT CAST(coalesce(sum(c.revision), 0) AS BIGINT) FROM cohorts c WHERE c.consultation_id = :consultationId)
      AS decisions,
    coalesce((SELECT s.revision FROM theme_states s WHERE s.consultation_id = :consultationId), 0) AS themes
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id
  WHERE p.consultation_id = :consultationId AND p.status = 'accepted'`
const SUBMITTED = 'SELECT count(*) AS count FROM proposals WHERE consultation_id = :consultationId'
// One statement: parts and whole of two moments would be out by the votes between them.
const SPLITS = `
  SELECT t.proposal_id AS "proposalId", t.segment_id AS "segmentId", t.agree, t.disagree + t.neutral AS others,
    w.agree AS "wholeAgree", w.disagree + w.neutral AS "wholeOthers"
  FROM proposals p
  JOIN tallies w ON w.proposal_id = p.id
  JOIN segment_tallies t ON t.proposal_id = p.id
  WHERE p.id BETWEEN :from AND :to AND p.consultation_id = :consultationId AND p.status = 'accepted'
    AND w.agree + w.disagree + w.neutral >= :splitVotes`
const PUBLISHED = `
  SELECT s.proposal_id AS "proposalId", s.segment_id AS "segmentId", s.agree, s.others
  FROM published_splits s JOIN proposals p ON p.id = s.proposal_id
  WHERE s.proposal_id BETWEEN :from AND :to AND p.consultation_id = :consultationId`
const PUBLISH = `
  INSERT INTO published_splits (proposal_id, segment_id, agree, others)
  VALUES (:proposalId, :segmentId, :agree, :others)
  ON CONFLICT (proposal_id, segment_id) DO UPDATE SET agree = excluded.agree, others = excluded.others`
// Two processes that publish at once: the second of them would show those few who voted in between.
const SPLIT: Columns = { proposalId: 'TEXT', segmentId: 'TEXT', agree: 'BIGINT', others: 'BIGINT' }
const PUBLISH_FIRST = `
  INSERT INTO published_splits (proposal_id, segment_id, agree, others)
  SELECT k."proposalId", k."segmentId", k.agree, k.others FROM ${rowsOf(SPLIT)}
  ON CONFLICT (proposal_id, segment_id) DO NOTHING`
const PUBLISH_NEXT = `
  UPDATE published_splits AS s SET agree = k.agree, others = k.others
  FROM ${rowsOf({ ...SPLIT, agreeBefore: 'BIGINT', othersBefore: 'BIGINT' })}
  WHERE s.proposal_id = k."proposalId" AND s.segment_id = k."segmentId"
    AND s.agree = k."agreeBefore" AND s.others = k."othersBefore"`

function publication(row: SplitRow, before: SplitRow | undefined): Statement {
  const multiRow = { key: `${row.proposalId} ${row.segmentId}`, isGuarded: true }
  if (!before) return { sql: PUBLISH_FIRST, params: { ...row }, multiRow }
  const params = { ...row, agreeBefore: before.agree, othersBefore: before.others }
  return { sql: PUBLISH_NEXT, params, multiRow }
}

const VOTERS = `
  SELECT v.voter, CASE WHEN c.rule = 'vouched' THEN c.publisher_id END AS "publisherId" FROM votes v LEFT JOIN cohorts c ON c.id = v.cohort_id
  WHERE v.proposal_id = :proposalId AND v.voter > :after AND v.vote IS NOT NULL
    AND (v.cohort_id IS NULL OR c.class = 'counted')
  ORDER BY v.voter LIMIT :limit`

const VOUCHED = `
  SELECT u.id, u.name, CAST(sum(t.agree + t.disagree + t.neutral) AS BIGINT) AS votes
  FROM cohorts c JOIN publishers u ON u.id = c.publisher_id
  JOIN cohort_tallies t ON t.cohort_id = c.id AND t.segment_id = ''
  JOIN proposals p ON p.id = t.proposal_id AND p.status = 'accepted'
  WHERE c.consultation_id = :consultationId AND c.rule = 'vouched' AND c.class = 'counted'
  GROUP BY u.id, u.name ORDER BY u.name, u.id`

/** A voter; and if a publisher vouches for them, its id. */
export interface Voter {
  voter: Uint8Array
  publisherId: string | null
}

/** Proposals of a consultation from one id to another, both included. */
export interface ProposalRange {
  consultationId: string
  from: string
  to: string
}

export interface ResultStore {
  /** Every accepted proposal with its tallies, by id; a page after the other, and votes have their turn in between. */
  eachTallied(consultationId: string): AsyncIterable<TalliedProposal>
  /** A text that changes with every vote, decision and correction that `eachTallied` would show. */
  version(consultationId: string): Promise<string>
  /** How many proposals were sent, of any status. */
  submitted(consultationId: string): Promise<number>
  /** As votes stand now; for no eyes but those of the rule that publishes. */
  currentSplits(range: ProposalRange, splitVotes: number): Promise<CurrentSplitRow[]>
  publishedSplits(range: ProposalRange): Promise<SplitRow[]>
  /** Where several processes publish, StaleError if what is published is not what it was before. */
  publishSplit(row: SplitRow, before: SplitRow | undefined): Statement
  /** Pseudonyms, in order, of at most `limit` voters on a proposal behind one of them: of votes that are counted. */
  votersAfter(proposalId: string, after: Uint8Array, limit: number): Promise<Voter[]>
  /** The publishers that vouch for readers whose votes are counted, with those votes on accepted proposals. */
  vouched(consultationId: string): Promise<{ id: string; name: string; votes: number }[]>
}

function tallied({ id, text, authorName, authorAge, externalId, ...row }: Row): TalliedProposal {
  const { agree, disagree, neutral, ...qualifications } = row
  return {
    id,
    text,
    authorName,
    authorAge,
    externalId,
    tallies: { agree, disagree, neutral, qualifications },
  }
}

type PackedRow = [
  id: string,
  text: string,
  authorName: string | null,
  authorAge: number | null,
  externalId: string | null,
  agree: number,
  disagree: number,
  neutral: number,
  likeIt: number,
  doable: number,
  platitudeAgree: number,
  noWay: number,
  impossible: number,
  platitudeDisagree: number,
  doNotUnderstand: number,
  noOpinion: number,
  doNotCare: number,
]

function unpacked(row: PackedRow): TalliedProposal {
  const [id, text, authorName, authorAge, externalId, agree, disagree, neutral] = row
  // Key by key and by place: an object that grows is made again on the way, and there are many thousand of them.
  const qualifications: Tallies['qualifications'] = {
    likeIt: row[8],
    doable: row[9],
    platitudeAgree: row[10],
    noWay: row[11],
    impossible: row[12],
    platitudeDisagree: row[13],
    doNotUnderstand: row[14],
    noOpinion: row[15],
    doNotCare: row[16],
  }
  return {
    id,
    text,
    authorName,
    authorAge,
    externalId,
    tallies: { agree, disagree, neutral, qualifications },
  }
}

/** Tallies from which results are made, and the figures that were published. */
export function resultStore(database: Database): ResultStore {
  const packed = async (params: Params): Promise<TalliedProposal[]> => {
    const found = await database.get<{ packed: string }>(PACKED, params)
    return (JSON.parse(found?.packed ?? '[]') as PackedRow[]).map(unpacked)
  }
  const read = async (consultationId: string, after: string, limit: number) => {
    const params = { consultationId, after, limit }
    return database.engine === 'sqlite'
      ? packed(params)
      : (await database.all<Row>(TALLIED, params)).map(tallied)
  }

  return {
    async *eachTallied(consultationId) {
      let page = await read(consultationId, '', PAGE)
      while (page.length > 0) {
        yield* page
        await otherWork()
        page = await read(consultationId, page.at(-1)?.id ?? '', PAGE)
      }
    },
    async version(consultationId) {
      const row = await database.get<
        Record<'count' | 'votes' | 'revisions' | 'decisions' | 'themes', number>
      >(VERSION, {
        consultationId,
      })
      return `${row?.count} ${row?.votes} ${row?.revisions} ${row?.decisions} ${row?.themes}`
    },
    submitted: async (consultationId) =>
      (await database.get<{ count: number }>(SUBMITTED, { consultationId }))?.count ?? 0,
    currentSplits: (range, splitVotes) => database.all<CurrentSplitRow>(SPLITS, { ...range, splitVotes }),
    publishedSplits: (range) => database.all<SplitRow>(PUBLISHED, { ...range }),
    publishSplit: (row, before) =>
      database.engine === 'sqlite' ? { sql: PUBLISH, params: { ...row } } : publication(row, before),
    votersAfter: (proposalId, after, limit) => database.all<Voter>(VOTERS, { proposalId, after, limit }),
    vouched: (consultationId) => database.all(VOUCHED, { consultationId }),
  }
}
