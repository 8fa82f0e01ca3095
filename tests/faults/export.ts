import { statSync } from 'node:fs'
import { createApiKey } from '../../api/src/administration/api-keys.ts'
import { systemRuntime } from '../../api/src/services.ts'
import { openStore, type Store } from '../../api/src/store/index.ts'
import { fillWithVotes } from '../../scripts/stage/fill-votes.ts'
import { seedProposal } from '../../scripts/stage/seed-proposal.ts'
import { BusyError, unisson } from './command.ts'
import { Ledger } from './ledger.ts'
import { type Server, Stage } from './stage.ts'
import { Voters } from './voters.ts'

const DAY = 86_400_000
const SAMPLE_MILLISECONDS = 10

export interface Reading {
  /** How often it came to its end. */
  times: number
  /** How often it was told that the database is busy. */
  busy: number
  /** Milliseconds. */
  slowest: number
  /** Bytes of the write-ahead log, the most while it was read. */
  largestLog: number
}

export interface ExportReport {
  acknowledged: number
  votesPerSecond: number
  lost: number
  /** By what was read. */
  readings: Record<string, Reading>
  /** Bytes of the write-ahead log, the most of all the time. */
  largestLog: number
}

export interface ExportOptions {
  /** That are there before anybody votes; half of them in a consultation whose results are published. */
  votes: number
  /** Of that consultation. */
  proposals: number
  connections: number
  /** Everything is read at least once, however short that is. */
  seconds: number
}

/** Reads all that takes long, one after the other and again, while votes come in as fast as they can. */
export async function exportUnderLoad(options: ExportOptions): Promise<ExportReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const { connections } = options
  const voters = new Voters({ stage, ledger, connections, remembersLatencies: false })
  try {
    const key = await fill(stage, options)
    const server = await stage.start()
    const log = watchLog(`${stage.file}-wal`)
    const readings: ExportReport['readings'] = {}
    const began = performance.now()
    let isOver = false
    const reading = readOn(readingsOf(stage, server, key), readings, log, () => {
      return performance.now() - began > options.seconds * 1000
    }).finally(() => {
      isOver = true
    })
    const [{ acknowledged }] = await Promise.all([voters.vote(server, () => isOver), reading])
    const seconds = (performance.now() - began) / 1000
    log.stop()
    await voters.sendAgain(server)
    await server.stop()
    const { lost } = await ledger.check(stage.file, stage.secret)
    const largestLog = Math.max(...Object.values(readings).map((one) => one.largestLog))
    return { acknowledged, votesPerSecond: acknowledged / seconds, lost: lost.length, readings, largestLog }
  } finally {
    await stage.close()
  }
}

/** Samples the size of a file. */
function watchLog(path: string) {
  let most = 0
  const sample = () => {
    most = Math.max(most, statSync(path, { throwIfNoEntry: false })?.size ?? 0)
  }
  const sampling = setInterval(sample, SAMPLE_MILLISECONDS)
  return {
    /** The most since the last time that this was asked; bytes. */
    most(): number {
      sample()
      const before = most
      most = 0
      return before
    },
    stop: () => clearInterval(sampling),
  }
}

const none = (): Reading => ({ times: 0, busy: 0, slowest: 0, largestLog: 0 })

/** Runs the readings one after the other until time is up and the last one has ended. */
async function readOn(
  all: Record<string, () => Promise<void>>,
  readings: ExportReport['readings'],
  log: ReturnType<typeof watchLog>,
  isOver: () => boolean,
): Promise<void> {
  const isDone = () => isOver() && Object.keys(all).every((name) => (readings[name]?.times ?? 0) > 0)
  while (!isDone())
    for (const [name, read] of Object.entries(all)) {
      if (isDone()) return
      const reading = readings[name] ?? none()
      readings[name] = reading
      const began = performance.now()
      const isRead = await read().then(() => true, busyIsNoFailure)
      if (isRead) {
        reading.times += 1
        reading.slowest = Math.max(reading.slowest, performance.now() - began)
      } else reading.busy += 1
      reading.largestLog = Math.max(reading.largestLog, log.most())
    }
}

function busyIsNoFailure(error: unknown): false {
  if (error instanceof BusyError) return false
  throw error
}

/** What a team, a newsroom or anybody can ask for that reads much. */
function readingsOf({ file, consultation }: Stage, { url }: Server, key: string) {
  const get =
    (path: string, headers: Record<string, string> = {}) =>
    async () => {
      const response = await fetch(url + path, { headers })
      if (!response.ok) throw new Error(`${path} answered ${response.status}`)
      await response.text()
    }
  const authorization = { authorization: `Bearer ${key}` }
  return {
    verify: () => unisson('verify', '--database', file),
    groups: () => unisson('groups', consultation.slug, '--database', file),
    'export.csv': get('/v1/consultations/over/export.csv'),
    'export.jsonl': get('/v1/consultations/over/export.jsonl'),
    results: get('/v1/consultations/over/results'),
    'series.csv': get('/v1/publisher/stats/series.csv?interval=hour', authorization),
    'articles.csv': get('/v1/publisher/stats/articles.csv', authorization),
  }
}

/** Votes in two consultations, one of them over; gives an API key of the publisher. */
async function fill({ file, consultation }: Stage, { votes, proposals }: ExportOptions): Promise<string> {
  const store = await openStore(file, Date.now())
  try {
    const ended = await addEndedConsultation(store, proposals)
    await fillWithVotes(store, ended, Math.floor(votes / 2))
    await fillWithVotes(store, consultation.proposalIds, Math.ceil(votes / 2))
    const context = { store, runtime: systemRuntime, actor: { administratorId: null, name: 'faults' } }
    const { key } = await createApiKey(context, {
      publisher: { id: consultation.publisherId },
      label: 'export',
    })
    return key
  } finally {
    await store.database.close()
  }
}

/** One whose results are published; gives the ids of its proposals. */
async function addEndedConsultation(store: Store, proposals: number): Promise<string[]> {
  const now = Date.now()
  const [open] = await store.consultations.all()
  if (!open) throw new Error('There is no consultation')
  const id = systemRuntime.id()
  const dates = { opensAt: now - 3 * DAY, closesAt: now - 2 * DAY, resultsAt: now - DAY }
  await store.consultations.create({ ...open, ...dates, id, slug: 'over' })
  const records = Array.from({ length: proposals }, (_, index) => {
    const text = `Il faut garder l’idée numéro ${index + 1}, dans chaque commune qui la demande`
    return seedProposal(systemRuntime.id(), id, text, now)
  })
  await store.proposals.create(records)
  return records.map((record) => record.id)
}
