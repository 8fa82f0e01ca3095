import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import { noTallies } from '../../api/src/domain/votes.ts'
import { systemRuntime } from '../../api/src/services.ts'
import { openStore } from '../../api/src/store/index.ts'
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

export interface ReplayResult extends Played {
  slug: string
  proposals: number
  people: number
  seconds: number
  differences: Difference[]
}

const DAY = 86_400_000
const VISIBLE_MILLISECONDS = 1500

/** A consultation with every comment of the log as an accepted proposal; the proposal id of each comment. */
async function setUp(options: ReplayOptions): Promise<ReadonlyMap<string, string>> {
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
    return report.proposalIds
  } finally {
    await store.database.close()
  }
}

async function compare(
  options: ReplayOptions,
  votes: readonly LoggedVote[],
  proposals: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const store = await openStore(options.databaseFile, systemRuntime.now())
  try {
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

/** Sends a real vote log through the public API as its readers would, then holds the tallies against the log. */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const votes = await readVotes(options.votesFile, options.limit)
  const proposals = await setUp(options)
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
    differences: await compare(options, votes, proposals),
  }
}
