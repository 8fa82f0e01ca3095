import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import { XSadd } from 'ml-xsadd'
import { buildApp } from '../../api/src/app.ts'
import { createServices, realChance, type Services } from '../../api/src/services.ts'
import { openStore } from '../../api/src/store/index.ts'
import type { Vote } from '../../api/src/wire/index.ts'
import type { DemoKeys, DemoOrigins } from '../demo.ts'
import { ReplayReader } from '../replay/reader.ts'
import { demoVisits, type Visit } from './visits.ts'

export interface HistoryOptions {
  databaseFile: string
  sessionSecret: string
  keys: DemoKeys
  origins: DemoOrigins
  days: number
}

const DAY = 86_400_000
const API = 'http://demo'
const SEED = 20_261_123
const IN_FLIGHT = 256
const MOST_VOTES = 8
/** Proposals that nearly all demo readers are about, so that there is something that they voted for most. */
const FAVOURITES = 8
const SLOWEST_MILLISECONDS = 15_000
const VOTES: readonly Vote[] = ['agree', 'agree', 'disagree', 'neutral']

/** Each demo reader lives at a time of their own, however many there are at once. */
const clocks = new AsyncLocalStorage<{ now: number }>()

/** The API in this process, asked as if over the network. */
const askOf =
  (app: FastifyInstance): typeof fetch =>
  async (url, { method, headers, body } = {}) => {
    const answer = await app.inject({
      ...{ method: method as 'POST', url: String(url).slice(API.length), payload: String(body) },
      headers: headers as Record<string, string>,
    })
    return new Response(answer.payload, { status: answer.statusCode })
  }

async function proposalsOf(services: Services): Promise<ReadonlyMap<string, string[]>> {
  const ids = new Map<string, string[]>()
  for (const { id, slug } of await services.store.consultations.all()) {
    const accepted = await services.store.proposals.accepted(id)
    ids.set(
      slug,
      accepted.map((proposal) => proposal.id),
    )
  }
  return ids
}

interface Stage {
  ask: typeof fetch
  proposals: ReadonlyMap<string, string[]>
  random(): number
}

async function play(visit: Visit, { ask, proposals, random }: Stage): Promise<void> {
  const clock = clocks.getStore()
  const { page, consultation, number, headers, act } = visit
  const reader = new ReplayReader({ api: API, consultation, number, headers, ask })
  await reader.open(page, act === 'leave' ? 'load' : 'view')
  if (act !== 'vote') return
  const ids = proposals.get(consultation) ?? []
  const count = 1 + Math.floor(random() * MOST_VOTES)
  const drawn = new Set(
    Array.from({ length: count }, () => Math.floor(random() ** 1.5 * Math.min(FAVOURITES, ids.length))),
  )
  for (const index of drawn) {
    if (clock) clock.now += 2000 + random() * SLOWEST_MILLISECONDS
    const vote = VOTES[Math.floor(random() * VOTES.length)] ?? 'agree'
    await reader.vote(page, ids[index] ?? '', vote)
  }
}

/**
 * Gives a new demo a past: some weeks of invented demo readers, who read and vote through the API's own routes while
 * the clock says what it said on their days.
 */
export async function playDemoHistory(options: HistoryOptions): Promise<{ visits: number }> {
  const { databaseFile, sessionSecret, keys, origins, days } = options
  const now = realChance.now()
  const generator = new XSadd(SEED)
  const random = () => generator.random()
  const midnight = Math.floor(now / DAY) * DAY
  const visits = demoVisits({ keys, origins, from: midnight - (days - 1) * DAY, days, random })
  const services = createServices({
    store: await openStore(databaseFile, now),
    chance: { ...realChance, now: () => clocks.getStore()?.now ?? now },
    ...{ publicUrl: API, sessionSecret, queueCapacity: 20_000 },
    onRecordFailure: (error) => {
      throw error
    },
  })
  const app = await buildApp(services, {
    ...{ logLevel: 'silent', trustedProxies: ['127.0.0.1'], writesPerMinute: 0 },
    ...{ questionsPerMinute: 0, maxConnections: 1 },
    version: 'demo',
  })
  await services.directory.refresh()
  const stage: Stage = { ask: askOf(app), proposals: await proposalsOf(services), random }
  const past = visits.filter(({ at }) => at < now - MOST_VOTES * 2 * SLOWEST_MILLISECONDS)
  for (let first = 0; first < past.length; first += IN_FLIGHT) {
    const together = past.slice(first, first + IN_FLIGHT)
    await Promise.all(together.map((visit) => clocks.run({ now: visit.at }, () => play(visit, stage))))
  }
  await app.close()
  await services.recorder.flush()
  await services.groups.close()
  await services.store.database.close()
  return { visits: past.length }
}
