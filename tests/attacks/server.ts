import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createApiKey } from '../../api/src/administration/api-keys.ts'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { createPublisher } from '../../api/src/administration/publishers.ts'
import { buildApp } from '../../api/src/app.ts'
import { createServices, type Services } from '../../api/src/services.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import { openStore } from '../../api/src/store/index.ts'
import { memoryFolder } from '../../scripts/stage/postgres-server.ts'
import { seedProposal } from '../../scripts/stage/seed-proposal.ts'
import { DatabaseFile } from '../support/database-file.ts'
import { HOUR, START, type TestRuntime, testRuntime } from '../support/runtime.ts'
import { chanceOf } from './chance.ts'

/** The newspaper whose articles carry the consultations. */
export const ORIGIN = 'https://www.journal.example'
const SECRET = 'k8Jq2vXw9Lr4Zt7Bn1Mc6Hd3Fg5Ps0Ya'
const OPEN_DAYS = 10
const DAY = 24 * HOUR
/** As often as a server does it, by the clock of the scenario; what is done elsewhere matters little here. */
const FOLLOW_MILLISECONDS = 60_000
const WATCH_MILLISECONDS = 30_000

export interface AttackedOptions {
  seed: number
  /** Texts of the proposals of each consultation, by its slug. */
  consultations: Readonly<Record<string, readonly string[]>>
  /** Of an empty PostgreSQL; a file of its own without it. */
  databaseUrl?: string
  /** Processes that share the database; more than one on PostgreSQL alone. */
  processes?: number
}

export interface AttackedConsultation {
  record: ConsultationRecord
  /** In the order of the texts. */
  proposals: string[]
}

/** The whole server, listening behind a proxy that it trusts, with the clock of the scenario. */
export interface AttackedServer {
  clock: TestRuntime
  /** Of its processes. */
  addresses: string[]
  processes: Services[]
  publisherKey: string
  apiKey: string
  consultations: ReadonlyMap<string, AttackedConsultation>
  database: DatabaseFile
  /** What a server does by itself, as far as time has come for it. */
  tick(): Promise<void>
  /** Writes all that waits. */
  flush(): Promise<void>
  close(): Promise<void>
}

function seededRuntime(seed: number): TestRuntime {
  const runtime = testRuntime(START)
  const { random } = chanceOf(seed, 0)
  return { ...runtime, random }
}

async function startProcess(
  address: string,
  runtime: TestRuntime,
): Promise<{ services: Services; app: FastifyInstance; url: string }> {
  const services = createServices({
    store: await openStore(address, runtime.now()),
    runtime,
    publicUrl: 'https://unisson.example',
    sessionSecret: SECRET,
    queueCapacity: 20_000,
    onRecordFailure: (error) => {
      throw error
    },
  })
  const app = await buildApp(services, {
    logLevel: 'silent',
    trustedProxies: ['127.0.0.1/32'],
    // Limits by real time are off: an hour passes in a minute here.
    queriesPerMinute: 0,
    downloadsPerMinute: 0,
    maxConnections: 1000,
    version: '0.0.0',
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { services, app, url }
}

function recordsOf(consultation: ConsultationRecord, texts: readonly string[], runtime: TestRuntime) {
  return texts.map((text) => ({
    ...seedProposal(runtime.id(), consultation.id, text, runtime.now()),
    isSeed: false,
  }))
}

/** Starts it, with a publisher and open consultations. */
export async function openAttackedServer(options: AttackedOptions): Promise<AttackedServer> {
  const { seed, consultations: wanted, databaseUrl, processes: count = 1 } = options
  const folder = await mkdtemp(join(memoryFolder(), 'unisson-attacks-'))
  const address = databaseUrl ?? join(folder, 'unisson.db')
  const clock = seededRuntime(seed)
  const started: Awaited<ReturnType<typeof startProcess>>[] = []
  for (let index = 0; index < count; index++) started.push(await startProcess(address, clock))
  const processes = started.map(({ services }) => services)
  const { store } = processes[0] as Services
  const context = { store, runtime: clock, actor: { administratorId: null, name: 'Test' } }
  const publisher = await createPublisher(context, {
    name: 'Le Journal',
    origins: [ORIGIN],
    timeZone: 'Europe/Paris',
  })
  const { key } = await createApiKey(context, { publisher, label: 'test' })
  const consultations = new Map<string, AttackedConsultation>()
  for (const [slug, texts] of Object.entries(wanted)) {
    const record = await createConsultation(context, {
      slug,
      language: 'fr',
      question: 'Comment protéger la nature ?',
      proposalPrefix: '',
      opensAt: new Date(clock.now() - DAY).toISOString(),
      closesAt: new Date(clock.now() + OPEN_DAYS * DAY).toISOString(),
    })
    const records = recordsOf(record, texts, clock)
    await store.proposals.create(records)
    consultations.set(slug, { record, proposals: records.map(({ id }) => id) })
  }
  const follow = async () => {
    for (const services of processes) await services.follow()
  }
  await follow()
  let [followedAt, lookedAt] = [clock.now(), clock.now()]

  return {
    clock,
    addresses: started.map(({ url }) => url),
    processes,
    publisherKey: publisher.publicKey,
    apiKey: key,
    consultations,
    database: new DatabaseFile(address),
    async tick() {
      const now = clock.now()
      if (now - followedAt >= FOLLOW_MILLISECONDS) {
        followedAt = now
        await follow()
      }
      if (now - lookedAt < WATCH_MILLISECONDS) return
      lookedAt = now
      for (const services of processes)
        await (services as { watch?: { look(): Promise<void> } }).watch?.look()
    },
    async flush() {
      for (const { recorder } of processes) await recorder.flush()
    },
    async close() {
      for (const { app, services } of started) {
        await app.close()
        await services.recorder.flush()
        await services.store.database.close()
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
