import { readFileSync } from 'node:fs'
import nodeModule from 'node:module'
import { resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import { ensureOwnPublisher } from './administration/own-publisher.ts'
import { refreshReaderKeys } from './administration/reader-keys.ts'
import { buildApp } from './app.ts'
import { type Config, localUrl } from './config.ts'
import { phaseAt, showsResults } from './domain/consultations/phases.ts'
import { firstOriginDay, firstReaderDay } from './domain/readers/retention.ts'
import { PACKAGE_FILE } from './files.ts'
import type { CommitEntries } from './ingest/commit-queue.ts'
import { startWriter } from './ingest/writer-thread.ts'
import { updateArticleAddresses } from './jobs/article-addresses.ts'
import { providerOf } from './jobs/translation-provider.ts'
import { createServices, type Services, systemRuntime } from './services.ts'
import { type BrokenDatabaseError, isPostgres, nameOfDatabase } from './store/database.ts'
import { openServerStore, type Store, writingBy } from './store/index.ts'

const FOLLOW_MILLISECONDS = 1000
const LEASE_MILLISECONDS = 5000
const ALIVE_MILLISECONDS = 30_000
const RETENTION_MILLISECONDS = 3_600_000
const ASKED_ORIGINS_MILLISECONDS = 10_000
const READER_KEYS_MILLISECONDS = 5000
const ARTICLES_MILLISECONDS = 30_000
const GROUPS_MILLISECONDS = 600_000
const THEMES_MILLISECONDS = 120_000
const ROOTS_MILLISECONDS = 600_000
const WATCH_MILLISECONDS = 30_000
const CLOSE_MILLISECONDS = 15_000
/** Connections that may wait to be taken; the system may allow fewer. Beyond it a browser tries again after a second. */
const BACKLOG = 4096
/** For the answers that say that nothing was written. */
const LAST_WORDS_MILLISECONDS = 200

/** Keeps compiled code for the next start; Node 20 cannot. */
const { flushCompileCache } = nodeModule as { flushCompileCache?: () => void }

const { version } = JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as {
  version: string
}

export interface RunningServer {
  app: FastifyInstance
  address: string
  services: Services
  close(): Promise<void>
}

/** Repeats a task; a failure is logged and the next turn tries again. A turn is left out while the last one still runs. */
function every(
  milliseconds: number,
  app: FastifyInstance,
  name: string,
  task: () => Promise<unknown>,
): NodeJS.Timeout {
  let isRunning = false
  return setInterval(() => {
    if (isRunning) return
    isRunning = true
    task()
      .catch((err: unknown) => app.log.error({ err, task: name }, 'a background task failed'))
      .finally(() => {
        isRunning = false
      })
  }, milliseconds).unref()
}

function startTasks(
  app: FastifyInstance,
  {
    store,
    runId,
    runtime,
    salts,
    suspects,
    groups,
    themes,
    integrityRoots,
    askedOrigins,
    leaderLease,
    watch,
    follow,
    fetchKeySet,
  }: Services,
): NodeJS.Timeout[] {
  return [
    every(FOLLOW_MILLISECONDS, app, 'following', follow),
    every(LEASE_MILLISECONDS, app, 'node', () => store.node.renew()),
    every(LEASE_MILLISECONDS, app, 'lease', () => leaderLease.renew()),
    every(ALIVE_MILLISECONDS, app, 'alive', () => store.runs.alive(runId, runtime.now())),
    every(RETENTION_MILLISECONDS, app, 'retention', () => {
      const readersFrom = firstReaderDay(runtime.now())
      salts.forgetBefore(readersFrom)
      suspects.forgetBefore(readersFrom)
      return leaderLease.whenLeading(async () => {
        await salts.dropBefore(readersFrom)
        await store.askedOrigins.dropBefore(firstOriginDay(runtime.now()))
      })
    }),
    every(ASKED_ORIGINS_MILLISECONDS, app, 'asked origins', () => askedOrigins.flush()),
    every(WATCH_MILLISECONDS, app, 'comparing votes', () => watch.look()),
    every(ARTICLES_MILLISECONDS, app, 'addresses of articles', () =>
      leaderLease.whenLeading(() => updateArticleAddresses(store, runtime.now())),
    ),
    every(READER_KEYS_MILLISECONDS, app, 'reader keys', () =>
      leaderLease.whenLeading(() => refreshReaderKeys({ store, runtime }, fetchKeySet)),
    ),
    every(GROUPS_MILLISECONDS, app, 'opinion groups', () =>
      leaderLease.whenLeading(async () => groups.refreshDue(await store.consultations.all())),
    ),
    every(THEMES_MILLISECONDS, app, 'themes', () =>
      leaderLease.whenLeading(async () => themes.refreshDue(await store.consultations.all())),
    ),
    every(ROOTS_MILLISECONDS, app, 'integrity roots', () =>
      leaderLease.whenLeading(async () => integrityRoots.addDue(await store.consultations.all())),
    ),
  ]
}

/** The first results of a large consultation take a while: they are made before anybody asks, one after the other. */
async function warmUp(app: FastifyInstance, { store, results, runtime }: Services): Promise<void> {
  for (const consultation of await store.consultations.all()) {
    if (!showsResults(phaseAt(consultation, runtime.now()))) continue
    await results
      .of(consultation)
      .catch((err: unknown) => app.log.error({ err, task: 'results' }, 'a background task failed'))
  }
}

/** The store of a server. A file is written by a thread of its own, so that those who read wait for no flush. */
async function openStoreOfServer(
  address: string,
  onBroken: (error: BrokenDatabaseError) => void,
): Promise<{ store: Store; commit?: CommitEntries }> {
  const store = await openServerStore(address, systemRuntime.now(), onBroken)
  if (store.database.engine !== 'sqlite') return { store }
  const writer = startWriter(address, onBroken)
  const close = () => writer.close().finally(() => store.database.close())
  return { store: writingBy(store, { write: writer.write, close }), commit: writer.commit }
}

/** What somebody who looks at the log wants to know first; a name that was mistyped shows here. */
async function announce(
  app: FastifyInstance,
  { store, publicUrl }: Services,
  { database, publicUrl: given, trustedProxies }: Config,
  address: string,
): Promise<void> {
  const name = nameOfDatabase(isPostgres(database) ? database : resolve(database))
  const consultations = (await store.consultations.all()).length
  app.log.info({ version, address, publicUrl, database: name, consultations }, 'ready')
  if (store.isNew)
    app.log.warn({ database: name }, 'the database did not exist: a new, empty one was created')
  if (given === null)
    app.log.info({ publicUrl }, 'PUBLIC_URL is not set: links, frames and codes point to this machine')
  if (given?.startsWith('https:') && trustedProxies.length === 0)
    app.log.warn(
      'PUBLIC_URL is https, so a proxy stands before this server, and TRUSTED_PROXIES is empty: all readers behind it count as one',
    )
}

const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Opens the database, listens, and closes in order: no new requests, what is in flight, the database. */
export async function startServer(
  config: Config,
  onBroken: (error: BrokenDatabaseError) => void = () => undefined,
): Promise<RunningServer> {
  let log: FastifyInstance['log'] | undefined
  const fail = (error: BrokenDatabaseError) => {
    log?.fatal({ err: error }, 'the disk failed; stopping')
    onBroken(error)
  }
  const { store, commit } = await openStoreOfServer(config.database, fail)
  let close = () => store.database.close()
  try {
    const services = createServices({
      store,
      ...(commit ? { commit } : {}),
      runtime: systemRuntime,
      publicUrl: config.publicUrl ?? localUrl(config.host, config.port),
      names: config.names,
      sessionSecret: config.sessionSecret,
      queueCapacity: config.queueCapacity,
      translationProvider: config.translationProvider && providerOf(config.translationProvider),
      onRecordFailure: (err, lost) => log?.error({ err, lost }, 'a commit failed'),
      onAlarm: (alarm) => log?.warn(alarm, 'votes are being set aside'),
    })
    const app = await buildApp(services, { ...config, version })
    log = app.log
    await ensureOwnPublisher(store, systemRuntime, services.publicUrl, ownTimeZone)
    await services.follow()
    await services.leaderLease.whenLeading(() => updateArticleAddresses(store, systemRuntime.now()))
    await store.runs.start(services.runId, systemRuntime.now())
    const tasks = startTasks(app, services)
    let warmedUp = Promise.resolve()
    close = async () => {
      await app.close()
      await warmedUp
      for (const task of tasks) clearInterval(task)
      await services.groups.close()
      await services.themes.close()
      await services.languageDetector.close()
      await services.integrityRoots.close()
      await services.leaderLease.release()
      await services.recorder.close()
      await services.askedOrigins.flush()
      await store.runs.stop(services.runId, systemRuntime.now())
      await store.database.close()
    }
    const address = await app.listen({ host: config.host, port: config.port, backlog: BACKLOG })
    await announce(app, services, config, address)
    warmedUp = warmUp(app, services)
    return { app, address, services, close }
  } catch (error) {
    // A run without a stop would pass for a crash.
    await close()
    throw error
  }
}

/** How much the heap may grow over what is in use before garbage is collected; left to itself, to several times as much. */
const HEAP_GROWTH_PERCENT = 60

/** Starts the server; a signal or an unexpected error stops it in order, and the process with it. */
export async function serve(config: Config): Promise<void> {
  // Not in order: closing would write, and what this process believes of the disk is no longer true.
  const server = await startServer(config, () => setTimeout(() => process.exit(1), LAST_WORDS_MILLISECONDS))
  // From now on: what a start takes into memory stays.
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`)
  // Now, where NODE_COMPILE_CACHE asks for it: a process that is killed writes no cache when it ends.
  flushCompileCache?.()
  closeWithGrace({ delay: CLOSE_MILLISECONDS }, async ({ err }) => {
    if (err) server.app.log.fatal({ err }, 'stopping after an error')
    await server.close()
    server.app.log.info('stopped')
  })
}
