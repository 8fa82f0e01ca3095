import { randomBytes } from 'node:crypto'
import { customAlphabet } from 'nanoid'
import { AcceptedProposals } from './cache/accepted-proposals.ts'
import { ArticleCatalogue } from './cache/article-catalogue.ts'
import { AskedOrigins } from './cache/asked-origins.ts'
import { DailySalts } from './cache/daily-salts.ts'
import { DaySums } from './cache/day-sums.ts'
import { Directory } from './cache/directory.ts'
import { Draws } from './cache/draws.ts'
import { FollowedActions } from './cache/followed-actions.ts'
import { IntegrityReports } from './cache/integrity-reports.ts'
import { invalidate } from './cache/invalidation.ts'
import { OpenData } from './cache/open-data.ts'
import { ProposalLookup } from './cache/proposal-lookup.ts'
import { VoterPseudonyms } from './cache/pseudonyms.ts'
import { ResultCache } from './cache/results.ts'
import { SimilarProposals } from './cache/similar-proposals.ts'
import { ThemeCatalogue } from './cache/themes.ts'
import { TranslationCatalogue } from './cache/translations.ts'
import { type PublicNames, USUAL_NAMES } from './domain/public-names.ts'
import { type SessionTokens, sessionTokens } from './domain/readers/session-token.ts'
import { type TokenBindings, tokenBindings } from './domain/readers/token-binding.ts'
import { type ServedProofs, servedProofs } from './domain/sequence/served-proof.ts'
import { RULES_IN_FORCE } from './domain/trust-rules/trust-rules.ts'
import { Admission, ProposalQuota } from './ingest/admission.ts'
import { Committer } from './ingest/commit-batch.ts'
import { type CommitEntries, CommitWatch, type Entry } from './ingest/commit-queue.ts'
import { EngagementCounter } from './ingest/count-engagement.ts'
import { Erasure } from './ingest/erasure.ts'
import { Recorder } from './ingest/recorder.ts'
import { AuditFeed } from './jobs/audit-feed.ts'
import { type FetchKeySet, fetchKeySet } from './jobs/fetch-key-set.ts'
import { IntegrityRoots } from './jobs/integrity-roots.ts'
import { judgeInThread } from './jobs/judge-votes-thread.ts'
import { LanguageDetector } from './jobs/language-detector.ts'
import { LeaderLease } from './jobs/leader-lease.ts'
import { OpinionGroupReports } from './jobs/opinion-groups.ts'
import { ProviderRuns } from './jobs/provider-runs.ts'
import { ThemeFinder } from './jobs/themes.ts'
import type { TranslationProvider } from './jobs/translation-provider.ts'
import { addressFor } from './pages/reader-context.ts'
import { SelfTests } from './plugins/self-test.ts'
import { outcomeOf } from './presenters/consultations.ts'
import { LiveReaders } from './statistics/live-readers.ts'
import { Statistics } from './statistics/statistics.ts'
import { EMPTY_LOG } from './store/database.ts'
import type { Store } from './store/index.ts'
import type { UnsavedCounts } from './store/unsaved-counts.ts'
import { contentsOf } from './trust/draw-contents.ts'
import { moveSetAside } from './trust/move-votes.ts'
import { NetworkTags } from './trust/network-tags.ts'
import { NetworksMet } from './trust/networks-met.ts'
import { NewArticles } from './trust/new-articles.ts'
import { ProposalSurges } from './trust/proposal-surges.ts'
import { ReaderTokens } from './trust/reader-tokens.ts'
import { SuspectReaders } from './trust/suspect-readers.ts'
import { TokenReaders } from './trust/token-readers.ts'
import { type Alarm, VoteWatch } from './trust/vote-watch.ts'
import { OWN_PUBLISHER_KEY } from './wire/constants.ts'

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
  names: PublicNames
  directory: Directory
  tokens: SessionTokens
  bindings: TokenBindings
  tokenReaders: TokenReaders
  servedProofs: ServedProofs
  recorder: Recorder
  erasure: Erasure
  admission: Admission
  commits: CommitWatch
  salts: DailySalts
  articles: ArticleCatalogue
  networkTags: NetworkTags
  askedOrigins: AskedOrigins
  draws: Draws
  /** What votes look like beside other votes. */
  watch: VoteWatch
  proposals: ProposalLookup
  surges: ProposalSurges
  proposalQuota: ProposalQuota
  pseudonyms: VoterPseudonyms
  readerTokens: ReaderTokens
  /** Asks a publisher's address for its keys; never while a reader waits. */
  fetchKeySet: FetchKeySet
  results: ResultCache
  daySums: DaySums
  openData: OpenData
  integrityReports: IntegrityReports
  integrityRoots: IntegrityRoots
  groups: OpinionGroupReports
  themes: ThemeFinder
  shownThemes: ThemeCatalogue
  translations: TranslationCatalogue
  /** Runs of the provider of translations, if one is set up. */
  providerRuns: ProviderRuns
  languageDetector: Pick<LanguageDetector, 'detect' | 'warm' | 'close'>
  similar: SimilarProposals
  live: LiveReaders
  suspects: SuspectReaders
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
  /** In addresses that readers' pages load; by default, the usual ones. */
  names?: PublicNames
  sessionSecret: string
  queueCapacity: number
  translationProvider?: TranslationProvider | undefined
  /** Asks the address of a publisher's keys; by default, over the network. */
  fetchKeySet?: FetchKeySet
  /** Writes what was recorded, instead of this process's own connection. */
  commit?: CommitEntries
  onRecordFailure(error: unknown, lost: number): void
  /** A rule begins to set votes aside. */
  onAlarm?(alarm: Alarm): void
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

/** Puts the parts together over an open store. What runs at intervals is begun by `server.ts`. */
export function createServices(options: ServiceOptions): Services {
  const { store, runtime, publicUrl, names = USUAL_NAMES } = options
  const runId = runtime.id()
  const directory = new Directory(store, publicUrl)
  const committer = new Committer(store)
  const commit = options.commit ?? ((entries) => committer.commit(entries))
  const commits = new CommitWatch()
  const live = new LiveReaders(runtime.monotonic)
  const suspects = new SuspectReaders({ mark: (entry) => recorder.pool.add(entry) })
  const newArticles = new NewArticles({ dailyLimit: ARTICLES_A_DAY, monotonic: runtime.monotonic })
  const recorder = new Recorder({
    commit: commits.around(commit),
    capacity: options.queueCapacity,
    random: () => Buffer.from(runtime.bytes(4)).readUInt32LE() / 2 ** 32,
    onFailure: options.onRecordFailure,
    onSighting: (presence, reader) => live.note(presence.place, reader),
    onAct: (presence, act, counters, cohort) => suspects.note(presence, act, counters, cohort),
  })
  const previewOf = remembering(new EngagementCounter(store))
  const results = new ResultCache({
    results: store.results,
    database: store.database,
    now: runtime.now,
    monotonic: runtime.monotonic,
  })
  const daySums = new DaySums({
    scopes: store.scopes,
    engagement: store.engagement,
    now: runtime.now,
    monotonic: runtime.monotonic,
  })
  const integrityReports = new IntegrityReports({
    store,
    nameOf: (publisherId) => directory.publisherById(publisherId)?.name,
    now: runtime.now,
    monotonic: runtime.monotonic,
  })
  const proposals = new ProposalLookup(store.proposals, runtime.monotonic)
  const translations = new TranslationCatalogue(store.translations, runtime.monotonic)
  const shownThemes = new ThemeCatalogue(store.themes)
  const proofs = servedProofs(options.sessionSecret)
  const networkTags = new NetworkTags(runtime)
  const networksMet = new NetworksMet((network) => networkTags.tagOf(network))
  const followed = new FollowedActions({
    actions: store.actions,
    consultations: () => directory.consultations(),
    publicUrl,
    now: runtime.now,
    monotonic: runtime.monotonic,
  })
  const draws = new Draws({
    accepted: new AcceptedProposals(store.proposals, runtime.monotonic),
    translations,
    publicUrl,
    addressIn: (url, lang) =>
      addressFor({ publisherKey: OWN_PUBLISHER_KEY, channel: '', proposal: '', lang }, url),
    proofs,
    outcomeOf: (consultation) => outcomeOf(consultation, results, store.actions),
    followedBesides: (slug) => followed.besides(slug),
    foundersOf: async (consultationId) => {
      const partners = await store.partners.all(consultationId)
      return partners.filter(({ role }) => role === 'founding').map(({ name }) => name)
    },
    random: runtime.random,
    now: runtime.now,
    monotonic: runtime.monotonic,
    firstsOf: (proposalId) => networksMet.firstsOf(proposalId),
    onDraw: (consultationId, draw) => watch.noteDraw(consultationId, draw),
  })
  const watch = new VoteWatch({
    monotonic: runtime.monotonic,
    bytes: runtime.bytes,
    contentsOf: contentsOf({
      proofs,
      accepted: async (consultationId) => {
        const consultation = directory.consultationById(consultationId)
        return consultation ? draws.accepted(consultation) : []
      },
    }),
    onCounted: (proposalId, network) => networksMet.note(proposalId, network),
    judgeElsewhere: judgeInThread,
    setAside: moveSetAside({ recorder, now: runtime.now }),
    ...(options.onAlarm ? { onAlarm: options.onAlarm } : {}),
  })
  const pseudonyms = new VoterPseudonyms()
  const similar = new SimilarProposals({
    textsSince: store.moderation.textsSince,
    find: store.moderation.find,
    submitted: store.results.submitted,
    all: store.translations.all,
    ofText: store.translations.ofText,
  })
  const auditFeed = new AuditFeed({
    audit: store.audit,
    now: runtime.now,
    onActs: async (acts) => {
      await invalidate(
        {
          directory,
          draws,
          results,
          daySums,
          followed,
          integrityReports,
          proposals,
          similar,
          pseudonyms,
          translations,
        },
        acts,
      )
      if (acts.some(({ act }) => act === 'consultation.seal')) await store.database.write([EMPTY_LOG])
    },
  })
  return {
    store,
    runtime,
    publicUrl,
    names,
    runId,
    directory,
    leaderLease: new LeaderLease(store.leases, runId),
    follow: async () => {
      await directory.refresh()
      await auditFeed.poll()
    },
    tokens: sessionTokens(options.sessionSecret),
    bindings: tokenBindings(options.sessionSecret),
    tokenReaders: new TokenReaders(runtime.bytes),
    servedProofs: proofs,
    recorder,
    erasure: new Erasure(recorder, store),
    admission: new Admission(options.queueCapacity, () => recorder.waiting),
    commits,
    salts: new DailySalts(store.engagement, () => runtime.bytes(SALT_BYTES)),
    networkTags,
    articles: new ArticleCatalogue({
      articles: store.articles,
      freshId: runtime.id,
      admits: (...article) => newArticles.admits(...article),
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
    suspects,
    selfTests: new SelfTests({
      now: runtime.now,
      monotonic: runtime.monotonic,
      secret: options.sessionSecret,
      bytes: runtime.bytes,
    }),
    proposals,
    surges: new ProposalSurges({ monotonic: runtime.monotonic, freshId: runtime.id }),
    proposalQuota: new ProposalQuota(store.proposals),
    pseudonyms,
    fetchKeySet: options.fetchKeySet ?? fetchKeySet,
    readerTokens: new ReaderTokens({
      audience: publicUrl,
      now: runtime.now,
      monotonic: runtime.monotonic,
      onUnknownKey: (publisherId, now, before) => {
        store.readerKeys.want(publisherId, now, before).catch(() => undefined)
      },
    }),
    results,
    daySums,
    shownThemes,
    translations,
    languageDetector: new LanguageDetector(),
    providerRuns: new ProviderRuns(options.translationProvider),
    openData: new OpenData({ store, results, themes: shownThemes, daySums, publicUrl, now: runtime.now }),
    integrityReports,
    integrityRoots: new IntegrityRoots({ store, now: runtime.now, rules: RULES_IN_FORCE }),
    similar,
    groups: new OpinionGroupReports({
      databaseAddress: store.address,
      groups: store.opinionGroups,
      now: runtime.now,
    }),
    themes: new ThemeFinder({ store, now: runtime.now, id: runtime.id }),
    draws,
    watch,
  }
}
