import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ActionStore, actionStore } from './actions.ts'
import { type AdministratorStore, administratorStore } from './administrators.ts'
import { type ApiKeyStore, apiKeyStore } from './api-keys.ts'
import { type ArticleVoteStore, articleVoteStore } from './article-votes.ts'
import { type ArticleStore, articleStore } from './articles.ts'
import { type AuditStore, auditStore } from './audit.ts'
import { type ConsultationStore, consultationStore } from './consultations.ts'
import type { Database } from './database.ts'
import { type EditorSessionStore, editorSessionStore } from './editor-sessions.ts'
import { type EngagementStore, engagementStore } from './engagement.ts'
import { migrate } from './migrate.ts'
import { type ModerationStore, moderationStore } from './moderation.ts'
import { type OpinionGroupStore, opinionGroupStore } from './opinion-groups.ts'
import { type PartnerStore, partnerStore } from './partners.ts'
import { type ProposalStore, proposalStore } from './proposals.ts'
import { type PublisherStore, publisherStore } from './publishers.ts'
import { type ResultStore, resultStore } from './results.ts'
import { type RunStore, runStore } from './runs.ts'
import { type ScopeStore, scopeStore } from './scopes.ts'
import { lockForServer, type ServerLock } from './server-lock.ts'
import { explained } from './settle.ts'
import { type ShareLinkStore, shareLinkStore } from './share-links.ts'
import { openSqlite, type SqliteDatabase, type SqliteOptions } from './sqlite.ts'
import { type StatisticsStore, statisticsStore } from './statistics.ts'
import { type VoteStore, voteStore } from './votes.ts'

/** One small interface for each aggregate, over one database. */
export interface Store {
  /** The database file, for those who read it by a connection of their own. */
  file: string
  database: Database
  consultations: ConsultationStore
  administrators: AdministratorStore
  audit: AuditStore
  publishers: PublisherStore
  apiKeys: ApiKeyStore
  shareLinks: ShareLinkStore
  editorSessions: EditorSessionStore
  articles: ArticleStore
  articleVotes: ArticleVoteStore
  proposals: ProposalStore
  moderation: ModerationStore
  votes: VoteStore
  engagement: EngagementStore
  scopes: ScopeStore
  statistics: StatisticsStore
  opinionGroups: OpinionGroupStore
  runs: RunStore
  actions: ActionStore
  partners: PartnerStore
  results: ResultStore
}

/** Opens the database file, makes it if it is missing, and brings it to the newest shape. */
export async function openStore(file: string, now: number): Promise<Store> {
  const database = openSqlite(file)
  await migrate(database, now)
  return storeOf(file, database)
}

/**
 * As `openStore`, for the one server on the file: locked against a second one, flushed, and looked over. Throws
 * UnusableDatabaseError with what to do. `onBroken` is called when the disk fails under a write.
 */
export async function openServerStore(
  file: string,
  now: number,
  onBroken: NonNullable<SqliteOptions['onBroken']>,
): Promise<Store> {
  let lock: ServerLock | undefined
  let database: SqliteDatabase | undefined
  try {
    mkdirSync(dirname(file), { recursive: true })
    lock = lockForServer(file)
    database = openSqlite(file, { onBroken })
    database.settle()
    await migrate(database, now)
  } catch (error) {
    await database?.close().catch(() => undefined)
    lock?.release()
    throw explained(error, file)
  }
  const [opened, held] = [database, lock]
  const close = () => opened.close().finally(() => held.release())
  return storeOf(file, { ...opened, close })
}

function storeOf(file: string, database: Database): Store {
  return {
    file,
    database,
    consultations: consultationStore(database),
    administrators: administratorStore(database),
    audit: auditStore(database),
    publishers: publisherStore(database),
    apiKeys: apiKeyStore(database),
    shareLinks: shareLinkStore(database),
    editorSessions: editorSessionStore(),
    articles: articleStore(database),
    articleVotes: articleVoteStore(database),
    proposals: proposalStore(database),
    moderation: moderationStore(database),
    votes: voteStore(database),
    engagement: engagementStore(database),
    scopes: scopeStore(database),
    statistics: statisticsStore(database),
    opinionGroups: opinionGroupStore(database),
    runs: runStore(database),
    actions: actionStore(database),
    partners: partnerStore(database),
    results: resultStore(database),
  }
}
