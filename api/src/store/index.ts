import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ActionStore, actionStore } from './actions.ts'
import { type AdministratorStore, administratorStore } from './administrators.ts'
import { type ArticleVoteStore, articleVoteStore } from './article-votes.ts'
import { type ArticleMergeStore, type ArticleStore, articleMergeStore, articleStore } from './articles.ts'
import { type AskedOriginStore, askedOriginStore } from './asked-origins.ts'
import { type AuditStore, auditStore } from './audit.ts'
import { type CohortStore, cohortStore } from './cohorts.ts'
import { type ConsultationStore, consultationStore } from './consultations.ts'
import { type Database, isPostgres, nameOfDatabase, UnusableDatabaseError } from './database.ts'
import {
  type ApiKeyStore,
  apiKeyStore,
  type EditorSessionStore,
  editorSessionStore,
  type ShareLinkStore,
  shareLinkStore,
} from './editor-access.ts'
import { type EngagementStore, engagementStore } from './engagement.ts'
import { type IntegrityRootStore, integrityRootStore } from './integrity-roots.ts'
import { migrate } from './migrations.ts'
import { type ModerationStore, moderationStore } from './moderation.ts'
import { type OpinionGroupStore, opinionGroupStore } from './opinion-groups.ts'
import { type OwnWordsStore, ownWordsStore } from './own-words.ts'
import { type PartnerStore, partnerStore } from './partners.ts'
import type { Connections } from './postgres/engine.ts'
import {
  type CountingNode,
  LeasedNode,
  type LeaseStore,
  leaseStore,
  ONLY_NODE,
  type RunStore,
  runStore,
} from './processes.ts'
import { type ProposalStore, proposalStore } from './proposals.ts'
import { type PublisherStore, publisherStore } from './publishers.ts'
import { type ReaderKeyStore, readerKeyStore } from './reader-keys.ts'
import { type ResultStore, resultStore } from './results.ts'
import { type ScopeStore, type StatisticsStore, scopeStore, statisticsStore } from './scopes.ts'
import { closeToOthers, lockForServer, type ServerLock } from './sqlite/database-file.ts'
import { openSqlite, type SqliteDatabase, type SqliteOptions } from './sqlite/engine.ts'
import { openingError } from './sqlite/start-check.ts'
import { type ThemeStore, themeStore } from './themes.ts'
import { isPartlyMoved } from './transfer/move.ts'
import { type TranslationStore, translationStore } from './translations.ts'
import { type VoteStore, voteStore } from './votes.ts'

/** One small interface for each aggregate, over one database. */
export interface Store {
  /** The database's file, or its URL, for those who read it by a connection of their own. */
  address: string
  /** True if there was nothing at the address, and the database was made at this opening. */
  isNew: boolean
  database: Database
  node: CountingNode
  consultations: ConsultationStore
  administrators: AdministratorStore
  audit: AuditStore
  integrityRoots: IntegrityRootStore
  publishers: PublisherStore
  ownWords: OwnWordsStore
  readerKeys: ReaderKeyStore
  apiKeys: ApiKeyStore
  shareLinks: ShareLinkStore
  editorSessions: EditorSessionStore
  articles: ArticleStore
  articleMerges: ArticleMergeStore
  askedOrigins: AskedOriginStore
  articleVotes: ArticleVoteStore
  proposals: ProposalStore
  moderation: ModerationStore
  votes: VoteStore
  cohorts: CohortStore
  engagement: EngagementStore
  scopes: ScopeStore
  statistics: StatisticsStore
  opinionGroups: OpinionGroupStore
  themes: ThemeStore
  translations: TranslationStore
  runs: RunStore
  leases: LeaseStore
  actions: ActionStore
  partners: PartnerStore
  results: ResultStore
}

/**
 * Opens the database, makes it if it is a file and missing, and brings it to the newest shape. Connections are those of
 * PostgreSQL.
 */
export async function openStore(address: string, now: number, connections?: Connections): Promise<Store> {
  if (isPostgres(address)) return openPostgresStore(address, now, connections)
  const database = openSqlite(address)
  const steps = await migrate(database, now)
  return storeOf(address, database, ONLY_NODE, isWhole(steps))
}

/** True if the steps that were taken lead from nothing to the newest shape. */
const isWhole = (steps: readonly string[]): boolean => steps[0]?.startsWith('0001-') ?? false

/** Makes the database, or brings it to the newest shape; gives the steps that were taken. */
export async function bringUpToDate(address: string, now: number): Promise<string[]> {
  if (isPostgres(address)) return (await importPostgres()).preparePostgres(address, now)
  const database = openSqlite(address)
  try {
    return await migrate(database, now)
  } finally {
    await database.close()
  }
}

/** Its driver is read only by those who want it: it would take a tenth of a start on a file. */
const importPostgres = async () => ({
  ...(await import('./postgres/engine.ts')),
  ...(await import('./postgres/prepare.ts')),
})

async function openPostgresStore(url: string, now: number, connections?: Connections): Promise<Store> {
  const { openPostgres, preparePostgres } = await importPostgres()
  const steps = await preparePostgres(url, now)
  const database = openPostgres(url, connections)
  const node = new LeasedNode(database)
  const close = () => node.release().finally(() => database.close())
  return storeOf(url, { ...database, close }, node, isWhole(steps))
}

/**
 * As `openStore`, for a server. It is the only one on a file: locked against a second one, flushed, and looked over. Throws
 * UnusableDatabaseError with what to do. `onBroken` is called when the disk fails under a write.
 */
export async function openServerStore(
  address: string,
  now: number,
  onBroken: NonNullable<SqliteOptions['onBroken']>,
): Promise<Store> {
  return isPostgres(address) ? openServerPostgres(address, now) : openServerFile(address, now, onBroken)
}

async function openServerPostgres(url: string, now: number): Promise<Store> {
  const store = await openPostgresStore(url, now)
  if (!(await isPartlyMoved(store.database))) return store
  await store.database.close()
  throw new UnusableDatabaseError(
    `${nameOfDatabase(url)} holds a file that was moved in part: "unisson migrate sqlite-to-postgres" goes on with it`,
  )
}

/** Each commit of the writing thread makes a reader's pages old, so few are worth keeping. */
const READING_CACHE_MEBIBYTES = 8

async function openServerFile(
  file: string,
  now: number,
  onBroken: NonNullable<SqliteOptions['onBroken']>,
): Promise<Store> {
  let lock: ServerLock | undefined
  let database: SqliteDatabase | undefined
  let steps: string[]
  try {
    mkdirSync(dirname(file), { recursive: true })
    lock = lockForServer(file)
    database = openSqlite(file, { onBroken, cacheMebibytes: READING_CACHE_MEBIBYTES })
    database.checkAtStart()
    steps = await migrate(database, now)
    closeToOthers(file)
  } catch (error) {
    await database?.close().catch(() => undefined)
    lock?.release()
    throw openingError(error, file)
  }
  const [opened, held] = [database, lock]
  const close = () => opened.close().finally(() => held.release())
  return storeOf(file, { ...opened, close }, ONLY_NODE, isWhole(steps))
}

/** The same store, its writes made elsewhere. */
export const writingBy = (store: Store, { write, close }: Pick<Database, 'write' | 'close'>): Store =>
  storeOf(store.address, { ...store.database, write, close }, store.node, store.isNew)

function storeOf(address: string, database: Database, node: CountingNode, isNew: boolean): Store {
  return {
    address,
    isNew,
    database,
    node,
    consultations: consultationStore(database),
    administrators: administratorStore(database),
    audit: auditStore(database),
    integrityRoots: integrityRootStore(database),
    publishers: publisherStore(database),
    ownWords: ownWordsStore(database),
    readerKeys: readerKeyStore(database),
    apiKeys: apiKeyStore(database),
    shareLinks: shareLinkStore(database),
    editorSessions: editorSessionStore(),
    articles: articleStore(database),
    articleMerges: articleMergeStore(database),
    askedOrigins: askedOriginStore(database),
    articleVotes: articleVoteStore(database, node),
    proposals: proposalStore(database),
    moderation: moderationStore(database),
    votes: voteStore(database, node),
    cohorts: cohortStore(database, node),
    engagement: engagementStore(database, node),
    scopes: scopeStore(database),
    statistics: statisticsStore(database),
    opinionGroups: opinionGroupStore(database),
    themes: themeStore(database),
    translations: translationStore(database),
    runs: runStore(database),
    leases: leaseStore(database),
    actions: actionStore(database),
    partners: partnerStore(database),
    results: resultStore(database),
  }
}
