import { setImmediate as otherWork } from 'node:timers/promises'
import { TALLY_KEYS, type TallyKey } from '../domain/votes/votes.ts'
import type { ProposalStatus } from '../wire/index.ts'
import type { Database, Engine, Statement } from './database.ts'
import { column } from './sql-text.ts'

export interface ProposalRecord {
  id: string
  consultationId: string
  text: string
  skeleton: string
  status: ProposalStatus
  refusalReason: string | null
  isSeed: boolean
  authorName: string | null
  authorAge: number | null
  author: Uint8Array | null
  submission: string | null
  externalId: string | null
  createdAt: number
  decidedAt: number | null
  /** What very many proposals from one network within an hour have in common. */
  surge?: string | null
  /** In which it is written; null: the consultation's own. */
  language?: string | null
}

export type ProposalSummary = Pick<ProposalRecord, 'id' | 'consultationId' | 'text' | 'status' | 'language'>

/** By what a proposal is known again. */
export type ProposalIdentity = Pick<ProposalRecord, 'id' | 'skeleton' | 'externalId' | 'status'>

/** Votes and qualifications on a proposal, by key. */
export type TallyCounts = Record<TallyKey, number>

export interface AcceptedProposal extends TallyCounts {
  id: string
  text: string
  authorName: string | null
  authorAge: number | null
  /** Tells authors apart, and never leaves the server; null for seeds and imports. */
  author: string | null
}

export interface ProposalListing extends ProposalSummary {
  authorName: string | null
  authorAge: number | null
  refusalReason: string | null
  externalId: string | null
  createdAt: number
  votes: number
  /** Its name; null where it has none. */
  theme: string | null
}

const SUMMARY = 'SELECT id, consultation_id AS "consultationId", text, status, language FROM proposals'
const BY_ID = `${SUMMARY} WHERE id = :id`
const BY_SKELETON = `${SUMMARY} WHERE consultation_id = :consultationId AND skeleton = :skeleton`
const BY_SUBMISSION = `${SUMMARY} WHERE consultation_id = :consultationId AND submission = :submission`
const IDENTITIES = `
  SELECT id, skeleton, external_id AS "externalId", status FROM proposals WHERE consultation_id = :consultationId`
const FROM_ACCEPTED = `
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id
  WHERE p.consultation_id = :consultationId AND p.status = 'accepted'`
const accepted = (author: string): string => `
  SELECT p.id, p.text, p.author_name AS "authorName", p.author_age AS "authorAge",
    ${author} AS author, ${TALLY_KEYS.map((key) => `t.${column(key)} AS "${key}"`).join(', ')}
  ${FROM_ACCEPTED} ORDER BY p.id`
const ACCEPTED = {
  sqlite: accepted("nullif(hex(p.author), '')"),
  postgres: accepted("upper(encode(p.author, 'hex'))"),
}
// One row: to make 15,000 of them in JavaScript takes three times as long as to read them.
const OF_PROPOSAL = `p.id, ${TALLY_KEYS.map((key) => `t.${column(key)}`).join(', ')}`
const ACCEPTED_TALLIES = {
  sqlite: `SELECT json_group_array(json_array(${OF_PROPOSAL})) AS tallies ${FROM_ACCEPTED}`,
  postgres: `
    SELECT coalesce(CAST(json_agg(json_build_array(${OF_PROPOSAL})) AS TEXT), '[]') AS tallies ${FROM_ACCEPTED}`,
}
const LISTED = `
  SELECT p.id, p.consultation_id AS "consultationId", p.text, p.status, p.language, p.author_name AS "authorName",
    p.author_age AS "authorAge", p.refusal_reason AS "refusalReason", p.external_id AS "externalId",
    p.created_at AS "createdAt", t.agree + t.disagree + t.neutral AS votes, theme.name AS theme
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id
    LEFT JOIN proposal_themes pt ON pt.proposal_id = p.id
    LEFT JOIN themes theme ON theme.id = pt.theme_id`
const LISTING = `${LISTED}
  WHERE p.consultation_id = :consultationId AND (CAST(:status AS TEXT) IS NULL OR p.status = :status)
  ORDER BY p.created_at, p.id`
const LISTED_PAGE = `${LISTED}
  WHERE p.consultation_id = :consultationId AND p.id > :after
  ORDER BY p.id LIMIT :limit`
/** A larger one keeps votes waiting. */
const PAGE = 2000
const INSERT = `
  INSERT INTO proposals (
    id, consultation_id, text, skeleton, status, refusal_reason, is_seed, author_name, author_age, author, submission,
    external_id, created_at, decided_at, surge, language)
  VALUES (
    :id, :consultationId, :text, :skeleton, :status, :refusalReason, :isSeed, :authorName, :authorAge, :author,
    :submission, :externalId, :createdAt, :decidedAt, :surge, :language)`
const INSERT_TALLIES = {
  sqlite: 'INSERT INTO tallies (proposal_id) VALUES (:id)',
  postgres: 'INSERT INTO tally_parts (proposal_id, node) VALUES (:id, 0)',
}
const BY_AUTHOR = 'SELECT id FROM proposals WHERE consultation_id = :consultationId AND author = :author'
const SENT_SINCE = `
  SELECT count(*) AS count FROM proposals
  WHERE consultation_id = :consultationId AND author = :author AND created_at > :since`
// The revision grows: results and downloads that show a name are made again, in every process.
const DISOWN = `
  UPDATE proposals SET author = NULL, author_name = NULL, author_age = NULL, revision = revision + 1 WHERE id = :id`
const insertionOf = (engine: Engine, proposal: ProposalRecord): Statement[] => [
  { sql: INSERT, params: { surge: null, language: null, ...proposal, isSeed: proposal.isSeed ? 1 : 0 } },
  { sql: INSERT_TALLIES[engine], params: { id: proposal.id } },
]

export interface ProposalStore {
  byId(id: string): Promise<ProposalSummary | undefined>
  /** Each proposal, or undefined, in the same order. */
  find(ids: readonly string[]): Promise<(ProposalSummary | undefined)[]>
  bySkeleton(consultationId: string, skeleton: string): Promise<ProposalSummary | undefined>
  bySubmission(consultationId: string, submission: string): Promise<ProposalSummary | undefined>
  /** Every proposal of a consultation, of any status. */
  identities(consultationId: string): Promise<ProposalIdentity[]>
  /** Every accepted proposal with its tallies, in a fixed order. */
  accepted(consultationId: string): Promise<AcceptedProposal[]>
  /** The same with the tallies of now, in a third of the time; undefined when others are accepted by now. */
  recounted(
    consultationId: string,
    proposals: readonly AcceptedProposal[],
  ): Promise<AcceptedProposal[] | undefined>
  /** Ids of what an author sent, by their pseudonym. */
  byAuthor(consultationId: string, author: Uint8Array): Promise<string[]>
  /** How many an author has sent after an instant. */
  sentSince(consultationId: string, author: Uint8Array, since: number): Promise<number>
  /** A statement for one transaction: keeps the proposal and forgets its author, by pseudonym, name and age. */
  disowning(id: string): Statement
  list(consultationId: string, status: ProposalStatus | null): Promise<ProposalListing[]>
  /** All of a consultation by id, a page after the other, and votes have their turn in between. */
  eachListed(consultationId: string): AsyncIterable<ProposalListing>
  /** All or none, on disk. Throws ConstraintError when a text, a submission or an external id is there already. */
  create(proposals: readonly ProposalRecord[]): Promise<void>
  /** Statements that store one proposal, for a transaction with more in it. */
  insertion(proposal: ProposalRecord): Statement[]
}

type TallyRow = [id: string, ...counts: number[]]

/** The same proposals with other counts; undefined if the rows are not of exactly these proposals. */
function recounted(
  proposals: readonly AcceptedProposal[],
  rows: readonly TallyRow[],
): AcceptedProposal[] | undefined {
  if (rows.length !== proposals.length) return undefined
  const rowsById = new Map(rows.map((row) => [row[0], row]))
  const current: AcceptedProposal[] = []
  for (const proposal of proposals) {
    const row = rowsById.get(proposal.id)
    if (!row) return undefined
    const copy = { ...proposal }
    for (let index = 0; index < TALLY_KEYS.length; index++) {
      copy[TALLY_KEYS[index] as TallyKey] = row[index + 1] as number
    }
    current.push(copy)
  }
  return current
}

/** Proposals as readers and the API see them; the team's view is `moderationStore`. */
export function proposalStore(database: Database): ProposalStore {
  const insertion = (proposal: ProposalRecord) => insertionOf(database.engine, proposal)
  const find = (ids: readonly string[]) =>
    database.getEach<ProposalSummary>(ids.map((id) => ({ sql: BY_ID, params: { id } })))
  return {
    byId: async (id) => (await find([id]))[0],
    find,
    bySkeleton: (consultationId, skeleton) =>
      database.get<ProposalSummary>(BY_SKELETON, { consultationId, skeleton }),
    bySubmission: (consultationId, submission) =>
      database.get<ProposalSummary>(BY_SUBMISSION, { consultationId, submission }),
    identities: (consultationId) => database.all<ProposalIdentity>(IDENTITIES, { consultationId }),
    accepted: (consultationId) =>
      database.all<AcceptedProposal>(ACCEPTED[database.engine], { consultationId }),
    recounted: async (consultationId, proposals) => {
      const row = await database.get<{ tallies: string }>(ACCEPTED_TALLIES[database.engine], {
        consultationId,
      })
      return recounted(proposals, JSON.parse(row?.tallies ?? '[]') as TallyRow[])
    },
    byAuthor: async (consultationId, author) =>
      (await database.all<{ id: string }>(BY_AUTHOR, { consultationId, author })).map(({ id }) => id),
    sentSince: async (consultationId, author, since) =>
      (await database.get<{ count: number }>(SENT_SINCE, { consultationId, author, since }))?.count ?? 0,
    disowning: (id) => ({ sql: DISOWN, params: { id }, erases: true }),
    list: (consultationId, status) => database.all<ProposalListing>(LISTING, { consultationId, status }),
    async *eachListed(consultationId) {
      const read = (after: string) =>
        database.all<ProposalListing>(LISTED_PAGE, { consultationId, after, limit: PAGE })
      let page = await read('')
      while (page.length > 0) {
        yield* page
        await otherWork()
        page = await read(page.at(-1)?.id ?? '')
      }
    },
    create: async (proposals) => {
      await database.write(proposals.flatMap(insertion))
    },
    insertion,
  }
}
