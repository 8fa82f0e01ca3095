import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { cohortsOf, decideCohort } from '../../api/src/administration/cohorts.ts'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import { noTallies } from '../../api/src/domain/votes/votes.ts'
import { systemRuntime } from '../../api/src/services.ts'
import { openStore, type Store } from '../../api/src/store/index.ts'
import type { Vote } from '../../api/src/wire/index.ts'
import { type LoggedVote, readComments, readVotes, recount } from './log.ts'
import { type Played, play } from './play.ts'
import type { EmbeddingPage } from './reader.ts'

export interface ReplayOptions {
  votesFile: string
  commentsFile: string
  limit?: number
  /** Address of a running API. */
  api: string
  /** The file that this API runs on: the consultation is set up there, and its tallies are read there. */
  databaseFile: string
  newspapers: readonly (readonly EmbeddingPage[])[]
  /** Slug of the consultation to be made. */
  slug: string
  onProgress?(done: number, total: number): void
}

export interface Difference {
  comment: string
  expected: Record<Vote, number>
  stored: Record<Vote, number>
}

/** A statement that the importer does not take, with what was left out of the replay for it. */
export interface RefusedComment {
  comment: string
  /** How its text begins; empty where the log has votes on it and no text. */
  text: string
  reason: string
  votes: number
}

export interface ReplayResult extends Played {
  slug: string
  proposals: number
  people: number
  seconds: number
  /** Those with most votes first. */
  refused: RefusedComment[]
  /** Of the proposals that were taken. */
  differences: Difference[]
}

const DAY = 86_400_000
const VISIBLE_MILLISECONDS = 1500
/** The header is row 1. */
const FIRST_ROW = 2
const NO_TEXT = { text: '', reason: 'is not among the comments' }

function refusedOf(votes: readonly LoggedVote[], { proposals, refusals }: SetUp): RefusedComment[] {
  const counts = new Map<string, number>([...refusals.keys()].map((comment) => [comment, 0]))
  for (const { comment } of votes)
    if (!proposals.has(comment)) counts.set(comment, (counts.get(comment) ?? 0) + 1)
  return [...counts]
    .map(([comment, count]) => ({ comment, ...(refusals.get(comment) ?? NO_TEXT), votes: count }))
    .sort((one, other) => other.votes - one.votes)
}

interface SetUp {
  /** Proposal of each comment that was taken. */
  proposals: ReadonlyMap<string, string>
  /** Why each of the others was not. */
  refusals: ReadonlyMap<string, Pick<RefusedComment, 'text' | 'reason'>>
}

/** A consultation with the comments of the log as accepted proposals. */
async function setUp(options: ReplayOptions): Promise<SetUp> {
  const now = systemRuntime.now()
  const store = await openStore(options.databaseFile, now)
  try {
    const context = { store, runtime: systemRuntime, actor: { administratorId: null, name: 'replay' } }
    const consultation = await createConsultation(context, {
      slug: options.slug,
      question: 'Protecting and restoring biodiversity: what should be done?',
      language: 'en',
      proposalPrefix: '',
      proposalMaxLength: 500,
      opensAt: now - DAY,
      closesAt: now + DAY,
    })
    const comments = await readComments(options.commentsFile)
    const csv = stringify(comments, { header: true, columns: ['id', 'text'] })
    const report = await importProposals(context, {
      consultation,
      csv: Readable.from([csv]),
      status: 'accepted',
      isSeed: true,
    })
    const proposals = report.proposalIds
    const refusals = new Map<string, Pick<RefusedComment, 'text' | 'reason'>>()
    for (const { row, text, reason } of report.refused) {
      const comment = comments[row - FIRST_ROW]?.id
      if (comment !== undefined && !proposals.has(comment)) refusals.set(comment, { text, reason })
    }
    return { proposals, refusals }
  } finally {
    await store.database.close()
  }
}

/** A log that is played in seconds looks like a machine: what rules set aside is counted, as a team would decide. */
async function countAll(store: Store, slug: string): Promise<void> {
  const consultation = await store.consultations.bySlug(slug)
  if (!consultation) return
  const context = { store, runtime: systemRuntime, actor: { administratorId: null, name: 'replay' } }
  for (const cohort of (await cohortsOf(store, consultation)).all)
    if (cohort.class !== 'counted')
      await decideCohort(context, cohort, { class: 'counted', reason: 'A log that was replayed' })
}

async function compare(
  options: ReplayOptions,
  votes: readonly LoggedVote[],
  proposals: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const store = await openStore(options.databaseFile, systemRuntime.now())
  try {
    await countAll(store, options.slug)
    const comments = [...proposals.keys()]
    const tallies = await store.votes.tallies([...proposals.values()])
    const counts = recount(votes)
    return comments.flatMap((comment, index) => {
      const { agree, disagree, neutral } = tallies[index] ?? noTallies()
      const expected = counts.get(comment) ?? { agree: 0, disagree: 0, neutral: 0 }
      const isSame =
        agree === expected.agree && disagree === expected.disagree && neutral === expected.neutral
      return isSame ? [] : [{ comment, expected, stored: { agree, disagree, neutral } }]
    })
  } finally {
    await store.database.close()
  }
}

/**
 * Sends a real vote log through the public API as its readers would, then holds the tallies against the log. Statements
 * that the importer refuses are reported, and left out with the votes on them.
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const log = await readVotes(options.votesFile, options.limit)
  const made = await setUp(options)
  const { proposals } = made
  const votes = log.filter(({ comment }) => proposals.has(comment))
  // The API looks for new consultations every second.
  await new Promise((resolve) => setTimeout(resolve, VISIBLE_MILLISECONDS))
  const began = performance.now()
  const played = await play({
    api: options.api,
    consultation: options.slug,
    votes,
    proposals,
    newspapers: options.newspapers,
    onProgress: (done) => options.onProgress?.(done, votes.length),
  })
  const seconds = (performance.now() - began) / 1000
  return {
    ...played,
    slug: options.slug,
    proposals: proposals.size,
    people: played.readers.reduce((sum, count) => sum + count, 0),
    seconds,
    refused: refusedOf(log, made),
    differences: await compare(options, votes, proposals),
  }
}
