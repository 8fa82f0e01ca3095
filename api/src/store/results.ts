import { TALLY_KEYS, type TallyKey } from '../domain/votes.ts'
import type { Tallies } from '../wire/index.ts'
import { column } from './column.ts'
import type { Database, Statement } from './database.ts'

export interface TalliedProposal {
  id: string
  text: string
  authorName: string | null
  authorAge: number | null
  externalId: string | null
  tallies: Tallies
}

/** Voters of one part of the public on one proposal. */
export interface SplitRow {
  proposalId: string
  segmentId: string
  agree: number
  others: number
}

type Row = Omit<TalliedProposal, 'tallies'> & Record<TallyKey, number>

const TALLIED = `
  SELECT p.id, p.text, p.author_name AS authorName, p.author_age AS authorAge, p.external_id AS externalId,
    ${TALLY_KEYS.map((key) => `t.${column(key)} AS ${key}`).join(', ')}
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id
  WHERE p.consultation_id = :consultationId AND p.status = 'accepted' AND p.id > :after
  ORDER BY p.id LIMIT :limit`
const ALL_ROWS = -1
const PAGE = 500
const SUBMITTED = 'SELECT count(*) AS count FROM proposals WHERE consultation_id = :consultationId'
// Proposals on which a part of the public stands otherwise than was last shown.
const CHANGED = `
  SELECT t.proposal_id FROM segment_tallies t JOIN segments s ON s.id = t.segment_id
  LEFT JOIN published_splits p ON p.proposal_id = t.proposal_id AND p.segment_id = t.segment_id
  WHERE s.consultation_id = :consultationId
    AND (t.agree <> coalesce(p.agree, 0) OR t.disagree + t.neutral <> coalesce(p.others, 0))`
const CURRENT = `
  SELECT proposal_id AS proposalId, segment_id AS segmentId, agree, disagree + neutral AS others
  FROM segment_tallies WHERE proposal_id IN (${CHANGED})`
const PUBLISHED = `
  SELECT proposal_id AS proposalId, segment_id AS segmentId, agree, others
  FROM published_splits WHERE proposal_id IN (${CHANGED})`
const AGREED = `
  SELECT p.id, p.text, s.agree * 1.0 / (s.agree + s.others) AS rate
  FROM published_splits s JOIN proposals p ON p.id = s.proposal_id
  WHERE s.segment_id = :segmentId AND p.status = 'accepted' AND s.agree >= :least * (s.agree + s.others)
    AND s.agree > 0
  ORDER BY rate DESC, s.agree DESC, p.id LIMIT :limit`
const PUBLISH = `
  INSERT INTO published_splits (proposal_id, segment_id, agree, others)
  VALUES (:proposalId, :segmentId, :agree, :others)
  ON CONFLICT (proposal_id, segment_id) DO UPDATE SET agree = excluded.agree, others = excluded.others`

export interface ResultStore {
  /** Every accepted proposal with its tallies, by id. */
  tallied(consultationId: string): Promise<TalliedProposal[]>
  /** The same for exports: a page after the other, so that no cursor stands open while votes are written. */
  eachTallied(consultationId: string): AsyncIterable<TalliedProposal>
  /** How many proposals were sent in, whatever became of them. */
  submitted(consultationId: string): Promise<number>
  /**
   * Of the proposals that have changed since they were last shown: how votes stand now (for no eyes but those of the
   * rule that publishes), and what was shown.
   */
  changedSplits(consultationId: string): Promise<{ current: SplitRow[]; published: SplitRow[] }>
  publishSplit(row: SplitRow): Statement
  /** Proposals of which at least a part `least` of the segment's voters agree, as published; most agreed first. */
  agreedIn(
    segmentId: string,
    least: number,
    limit: number,
  ): Promise<{ id: string; text: string; rate: number }[]>
}

function tallied({ id, text, authorName, authorAge, externalId, ...row }: Row): TalliedProposal {
  const { agree, disagree, neutral, ...qualifications } = row
  return {
    ...{ id, text, authorName, authorAge, externalId },
    tallies: { agree, disagree, neutral, qualifications },
  }
}

export function resultStore(database: Database): ResultStore {
  const read = async (consultationId: string, after: string, limit: number) =>
    (await database.all<Row>(TALLIED, { consultationId, after, limit })).map(tallied)

  return {
    tallied: (consultationId) => read(consultationId, '', ALL_ROWS),
    async *eachTallied(consultationId) {
      let page = await read(consultationId, '', PAGE)
      while (page.length > 0) {
        yield* page
        page = await read(consultationId, page.at(-1)?.id ?? '', PAGE)
      }
    },
    submitted: async (consultationId) =>
      (await database.get<{ count: number }>(SUBMITTED, { consultationId }))?.count ?? 0,
    changedSplits: async (consultationId) => ({
      current: await database.all<SplitRow>(CURRENT, { consultationId }),
      published: await database.all<SplitRow>(PUBLISHED, { consultationId }),
    }),
    publishSplit: (row) => ({ sql: PUBLISH, params: { ...row } }),
    agreedIn: (segmentId, least, limit) => database.all(AGREED, { segmentId, least, limit }),
  }
}
