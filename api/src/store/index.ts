import { type ActionStore, actionStore } from './actions.ts'
import { type ApiKeyStore, apiKeyStore } from './api-keys.ts'
import { type ArticleStore, articleStore } from './articles.ts'
import { type ConsultationStore, consultationStore } from './consultations.ts'
import type { Database } from './database.ts'
import { type EngagementStore, engagementStore } from './engagement.ts'
import { migrate } from './migrate.ts'
import { type OpinionGroupStore, opinionGroupStore } from './opinion-groups.ts'
import { type PartnerStore, partnerStore } from './partners.ts'
import { type ProposalStore, proposalStore } from './proposals.ts'
import { type PublisherStore, publisherStore } from './publishers.ts'
import { type ResultStore, resultStore } from './results.ts'
import { type RunStore, runStore } from './runs.ts'
import { type ScopeStore, scopeStore } from './scopes.ts'
import { openSqlite } from './sqlite.ts'
import { type ShareLinkStore, shareLinkStore } from './share-links.ts'
import { type StatisticsStore, statisticsStore } from './statistics.ts'
import { type VoteStore, voteStore } from './votes.ts'

/** One small interface for each aggregate, over one database. */
export interface Store {
  /** The database file, for those who read it by a connection of their own. */
  file: string
  database: Database
  consultations: ConsultationStore
  publishers: PublisherStore
  apiKeys: ApiKeyStore
  shareLinks: ShareLinkStore
  articles: ArticleStore
  proposals: ProposalStore
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
  return {
    file,
    database,
    consultations: consultationStore(database),
    publishers: publisherStore(database),
    apiKeys: apiKeyStore(database),
    shareLinks: shareLinkStore(database),
    articles: articleStore(database),
    proposals: proposalStore(database),
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
