import { randomBytes } from 'node:crypto'
import { customAlphabet } from 'nanoid'
import { AcceptedProposals } from './cache/accepted-proposals.ts'
import { ArticleCatalogue } from './cache/article-catalogue.ts'
import { DailySalts } from './cache/daily-salts.ts'
import { Directory } from './cache/directory.ts'
import { Draws } from './cache/draws.ts'
import { invalidate } from './cache/invalidation.ts'
import { ProposalLookup } from './cache/proposal-lookup.ts'
import { VoterPseudonyms } from './cache/pseudonyms.ts'
import { ResultCache } from './cache/results.ts'
import { SelfTests } from './cache/self-tests.ts'
import { SimilarProposals } from './cache/similar-proposals.ts'
import { type SessionTokens, sessionTokens } from './domain/session-token.ts'
import { AskedOrigins } from './ingest/asked-origins.ts'
import { Committer } from './ingest/commit.ts'
import { EngagementCounter } from './ingest/engagement.ts'
import type { CommitEntries, Entry } from './ingest/entries.ts'
import { CommitWatch, Readiness } from './ingest/health.ts'
import { Recorder } from './ingest/recorder.ts'
import { AuditFeed } from './jobs/audit-feed.ts'
import { LeaderLease } from './jobs/leader-lease.ts'
import { OpinionGroupReports } from './jobs/opinion-groups.ts'
import { outcomeOf } from './presenters/consultations.ts'
import { LiveReaders } from './statistics/live-readers.ts'
import { Statistics } from './statistics/statistics.ts'
import { EMPTY_LOG } from './store/database.ts'
import type { Store } from './store/index.ts'
import type { UnsavedCounts } from './store/unsaved-counts.ts'

/** What decides everything that is not in the request or on disk; tests pass their own. */
export interface Runtime {
  /** Milliseconds since the epoch; may be set back. */
  now(): number
  /** Milliseconds since some moment; never goes back. For how old something in memory is. */
  monotonic(): number
  /** From 0 (included) to 1. */
  random(): number
  /** A fresh identifier of twelve letters. */
  id(): string
  bytes(count: number): Uint8Array
}

// Letters and digits only: a name that begins with a hyphen would be an option on the command line.
const ID_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const ID_LENGTH = 12

export const systemRuntime: Runtime = {
  now: Date.now,
  monotonic: () => performance.now(),
  // Draws alone use it, a million times each: they are to be fair, not secret.
  random: Math.random,
  id: customAlphabet(ID_LETTERS, ID_LENGTH),
  bytes: (count) => randomBytes(count),
}

/** The parts of a running API, made once and handed to the routes. */
export interface Services {
  store: Store
  runtime: Runtime
  runId: string
  publicUrl: string
  directory: Directory
  tokens: SessionTokens
  recorder: Recorder
  commits: CommitWatch
  readiness: Readiness
  salts: DailySalts
  articles: ArticleCatalogue
  askedOrigins: AskedOrigins
  draws: Draws
  proposals: ProposalLookup
  pseudonyms: VoterPseudonyms
  results: ResultCache
  groups: OpinionGroupReports
  similar: SimilarProposals
  live: LiveReaders
  selfTests: SelfTests
  statistics: Statistics
  leaderLease: LeaderLease
  /** What was done elsewhere is shown here as well; to be called again and again. */
  follow(): Promise<void>
}

export interface ServiceOptions {
  store: Store
  runtime: Runtime
  publicUrl: string
  sessionSecret: string
  queueCapacity: number
  /** Writes what was recorded, instead of this process's own connection. */
  commit?: CommitEntries
  onRecordFailure(error: unknown, lost: number): void
}

const ARTICLES_A_DAY = 5000
const SALT_BYTES = 32

/** What those held come to; added up once for all who ask before more is held. */
function remembering(counter: EngagementCounter): (held: readonly Entry[]) => Promise<UnsavedCounts> {
  let last: { held: readonly Entry[]; counts: UnsavedCounts } | undefined
  return async (held) => {
    if (last?.held !== held) last = { held, counts: await counter.preview(held) }
    return last.counts
  }
}

export function createServices(options: ServiceOptions): Services {
  const { store, runtime, publicUrl } = options
  const runId = runtime.id()
  const directory = new Directory(store, publicUrl)
  const committer = new Committer(store)
  const commit = options.commit ?? ((entries) => committer.commit(entries))
  const commits = new CommitWatch()
  const live = new LiveReaders(runtime.monotonic)
  const recorder = new Recorder({
    commit: commits.around(commit),
    capacity: options.queueCapacity,
    random: () => Buffer.from(runtime.bytes(4)).readUInt32LE() / 2 ** 32,
    onFailure: options.onRecordFailure,
    onSighting: (presence, reader) => live.note(presence.place, reader),
  })
  const previewOf = remembering(new EngagementCounter(store))
  const results = new ResultCache({
    results: store.results,
    database: store.database,
    monotonic: runtime.monotonic,
  })
  const proposals = new ProposalLookup(store.proposals, runtime.monotonic)
  const draws = new Draws({
    accepted: new AcceptedProposals(store.proposals, runtime.monotonic),
    publicUrl,
    outcomeOf: (consultation) => outcomeOf(consultation, results, store.actions),
    foundersOf: async (consultationId) => {
      const partners = await store.partners.all(consultationId)
      return partners.filter(({ role }) => role === 'founding').map(({ name }) => name)
    },
    random: runtime.random,
    now: runtime.now,
    monotonic: runtime.monotonic,
  })
  const pseudonyms = new VoterPseudonyms()
  const similar = new SimilarProposals({
    textsSince: store.moderation.textsSince,
    find: store.moderation.find,
    submitted: store.results.submitted,
  })
  const auditFeed = new AuditFeed({
    audit: store.audit,
    now: runtime.now,
    onActs: async (acts) => {
      await invalidate({ directory, draws, results, proposals, similar, pseudonyms }, acts)
      if (acts.some(({ act }) => act === 'consultation.seal')) await store.database.write([EMPTY_LOG])
    },
  })
  return {
    store,
    runtime,
    publicUrl,
    runId,
    directory,
    leaderLease: new LeaderLease(store.leases, runId),
    follow: async () => {
      await directory.refresh()
      await auditFeed.poll()
    },
    tokens: sessionTokens(options.sessionSecret),
    recorder,
    commits,
    readiness: new Readiness({
      database: store.database,
      commits,
      capacity: options.queueCapacity,
      waiting: () => recorder.waiting,
    }),
    salts: new DailySalts(store.engagement, () => runtime.bytes(SALT_BYTES)),
    articles: new ArticleCatalogue({
      articles: store.articles,
      freshId: runtime.id,
      dailyLimit: ARTICLES_A_DAY,
    }),
    askedOrigins: new AskedOrigins({ store: store.askedOrigins, database: store.database }),
    statistics: new Statistics({
      store,
      directory,
      runId,
      now: runtime.now,
      counted: (read) => recorder.pool.read(async (held) => read(await previewOf(held))),
    }),
    live,
    selfTests: new SelfTests({
      now: runtime.now,
      monotonic: runtime.monotonic,
      secret: options.sessionSecret,
      bytes: runtime.bytes,
    }),
    proposals,
    pseudonyms,
    results,
    similar,
    groups: new OpinionGroupReports({
      databaseAddress: store.address,
      groups: store.opinionGroups,
      now: runtime.now,
    }),
    draws,
  }
}
