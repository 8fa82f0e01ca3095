import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import { createApiKey } from '../../api/src/administration/api-keys.ts'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { createPublisher } from '../../api/src/administration/publishers.ts'
import { type AppOptions, buildApp } from '../../api/src/app.ts'
import type { FetchKeySet } from '../../api/src/jobs/fetch-key-set.ts'
import { createServices, type Services } from '../../api/src/services.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import { openStore, type Store } from '../../api/src/store/index.ts'
import type { PublisherRecord } from '../../api/src/store/publishers.ts'
import type { NewConsultation, NewPublisher, ProposalStatus } from '../../api/src/wire/index.ts'
import { seedProposal } from '../../scripts/stage/seed-proposal.ts'
import { DatabaseFile } from './database-file.ts'
import { dropDatabase, freshDatabase } from './engine.ts'
import { type TestRuntime, testRuntime } from './runtime.ts'

export const ORIGIN = 'https://www.journal.example'
const PUBLIC_URL = 'https://unisson.example'
export const SESSION_SECRET = 'k8Jq2vXw9Lr4Zt7Bn1Mc6Hd3Fg5Ps0Ya'

const CONSULTATION: NewConsultation = {
  slug: 'territoires',
  language: 'fr',
  question: 'Comment améliorer les conditions de vie dans les territoires ?',
  proposalPrefix: 'Il faut',
  opensAt: '2026-03-01T08:00:00+01:00',
  closesAt: '2026-04-30T23:59:00+02:00',
}

export interface TestApiOptions extends Partial<AppOptions> {
  runtime?: TestRuntime
  queueCapacity?: number
  /** Asks the address of a publisher's keys. */
  fetchKeySet?: FetchKeySet
  /** The address of an existing database, to start once more on it. */
  database?: string
  /** Puts something between the API and its database. */
  wrapStore?(store: Store): Store
}

/** The whole API on a database file of its own, with a clock that the test moves. It listens only when told to. */
export interface TestApi {
  app: FastifyInstance
  services: Services
  runtime: TestRuntime
  /** Where the test acts as somebody of the team. */
  context: AdminContext
  /** What is on disk, by a connection that the API knows nothing of. */
  file: DatabaseFile
  logLines: string[]
  failures: { error: unknown; lost: number }[]
  addPublisher(more?: Partial<NewPublisher>): Promise<PublisherRecord>
  addKey(publisher: PublisherRecord): Promise<string>
  addConsultation(more?: Partial<NewConsultation>): Promise<ConsultationRecord>
  /** Ids of new proposals, in the order of their texts. */
  addProposals(
    consultation: ConsultationRecord,
    texts: readonly string[],
    status?: ProposalStatus,
  ): Promise<string[]>
  /** Runs what a server does each second. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/** To open one takes PostgreSQL longer than most tests ask it to work. */
const FEW_CONNECTIONS = { readers: 1, finders: 1, writers: 2 }

let template: Promise<string> | undefined

/** A database file without a row; each test takes a copy, which is sooner done than to make all tables again. */
async function makeTemplate(): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'unisson-template-')), 'unisson.db')
  const store = await openStore(path, Date.parse('2026-01-01T00:00:00Z'))
  await store.database.close()
  return path
}

async function freshFile(folder: string): Promise<string> {
  template ??= makeTemplate()
  const path = join(folder, 'unisson.db')
  await copyFile(await template, path)
  return path
}

async function setUpStore(options: TestApiOptions, address: string, now: number): Promise<Store> {
  const store = await openStore(address, now, FEW_CONNECTIONS)
  return options.wrapStore?.(store) ?? store
}

export async function openApi(options: TestApiOptions = {}): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'unisson-api-'))
  const fresh = options.database === undefined ? await freshDatabase() : undefined
  const address = options.database ?? fresh ?? (await freshFile(folder))
  const runtime = options.runtime ?? testRuntime()
  const store = await setUpStore(options, address, runtime.now())
  const context: AdminContext = { store, runtime, actor: { administratorId: null, name: 'Test' } }
  const failures: TestApi['failures'] = []
  const logLines: string[] = []
  const services = createServices({
    store,
    runtime,
    publicUrl: PUBLIC_URL,
    sessionSecret: SESSION_SECRET,
    queueCapacity: options.queueCapacity ?? 20_000,
    ...(options.fetchKeySet ? { fetchKeySet: options.fetchKeySet } : {}),
    onRecordFailure: (error, lost) => failures.push({ error, lost }),
  })
  const app = await buildApp(services, {
    logLevel: 'debug',
    logStream: { write: (line) => logLines.push(line) },
    trustedProxies: [],
    queriesPerMinute: 0,
    downloadsPerMinute: 0,
    maxConnections: 1000,
    version: '0.0.0',
    checkAnswers: true,
    ...options,
  })
  const file = new DatabaseFile(address)
  const refresh = () => services.directory.refresh()
  await refresh()

  return {
    app,
    services,
    runtime,
    context,
    file,
    logLines,
    failures,
    refresh,
    async addPublisher(more = {}) {
      const wanted = { name: 'Le Journal', origins: [ORIGIN], timeZone: 'Europe/Paris', ...more }
      const publisher = await createPublisher(context, wanted)
      await refresh()
      return publisher
    },
    addKey: async (publisher) => (await createApiKey(context, { publisher, label: 'test' })).key,
    async addConsultation(more = {}) {
      const consultation = await createConsultation(context, { ...CONSULTATION, ...more })
      await refresh()
      return consultation
    },
    async addProposals(consultation, texts, status = 'accepted') {
      const records = texts.map((text) => ({
        ...seedProposal(runtime.id(), consultation.id, text, runtime.now()),
        status,
        refusalReason: status === 'refused' ? 'off topic' : null,
        decidedAt: null,
      }))
      await store.proposals.create(records)
      return records.map(({ id }) => id)
    },
    async close() {
      await app.close()
      await services.recorder.flush()
      await store.database.close()
      if (fresh !== undefined) await dropDatabase(fresh)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
