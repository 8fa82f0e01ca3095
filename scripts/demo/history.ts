import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import { XSadd } from 'ml-xsadd'
import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import { buildApp } from '../../api/src/app.ts'
import { createServices, type Services, systemRuntime } from '../../api/src/services.ts'
import { openStore } from '../../api/src/store/index.ts'
import { ReplayReader } from '../replay/reader.ts'
import { carryOutPlan } from './action-plan.ts'
import { type BallotBox, MOST_BALLOTS, openBallotBoxes } from './ballot-box.ts'
import { forceVotes } from './forced-votes.ts'
import { drawAttitude } from './opinions.ts'
import { DEMO_SLUGS, type DemoKeys, type DemoOrigins } from './prepare.ts'
import { DemoModerators, readSentProposals, type SentProposal } from './sent-proposals.ts'
import { makeThemes } from './themes.ts'
import { demoVisits, finishedVisits, type Visit } from './visits.ts'

export interface HistoryOptions {
  databaseFile: string
  sessionSecret: string
  keys: DemoKeys
  origins: DemoOrigins
  days: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const API = 'http://demo'
const SEED = 20_261_123
const IN_FLIGHT = 256
const SLOWEST_MILLISECONDS = 15_000
/** Proposals that demo readers send, for each one who votes; until all are sent. */
const SENT_SHARE = 0.035
/** What somebody's program votes for, and how many hours after the midnight before the last one. */
const FORCED = 'Il faut aider les citadins à s’installer à la campagne'
const FORCED_HOUR = 2
/** When the action plan of the consultation that has one began. */
const PLAN_DAYS_AGO = 58

/** Each demo reader lives at a time of their own, however many there are at once. */
const clocks = new AsyncLocalStorage<{ now: number }>()

/** The API in this process, asked as if over the network. */
const askOf =
  (app: FastifyInstance): typeof fetch =>
  async (url, { method, headers, body } = {}) => {
    const answer = await app.inject({
      method: method as 'POST',
      url: String(url).slice(API.length),
      payload: String(body),
      headers: headers as Record<string, string>,
    })
    return new Response(answer.payload, { status: answer.statusCode })
  }

interface Stage {
  ask: typeof fetch
  boxes: ReadonlyMap<string, BallotBox>
  moderators: DemoModerators
  /** That a proposal was just served */
  prove(consultation: string, proposal: string): string
  /** What is still to be sent, by consultation */
  unsent: SentProposal[]
  random(): number
}

async function send(reader: ReplayReader, visit: Visit, { unsent, moderators }: Stage): Promise<void> {
  const next = unsent.findIndex(({ consultation }) => consultation === visit.consultation)
  const [proposal] = next < 0 ? [] : unsent.splice(next, 1)
  if (!proposal) return
  const { proposal: id, text } = await reader.propose(visit.page, proposal.text, proposal.author)
  moderators.receive({ id, text, at: clocks.getStore()?.now ?? visit.at })
}

async function play(visit: Visit, stage: Stage): Promise<void> {
  const { ask, boxes, prove, random } = stage
  const clock = clocks.getStore()
  const { page, consultation, number, headers, act } = visit
  const proofOf = (proposal: string) => prove(consultation, proposal)
  const reader = new ReplayReader({ api: API, consultation, number, headers, proofOf, ask })
  await reader.open(page, act === 'leave' ? 'load' : 'view')
  const box = boxes.get(consultation)
  if (act !== 'vote' || !box) return
  const attitude = drawAttitude(random)
  const segment = box.segmentOf(attitude)
  for (const { proposal, vote, qualifications } of box.cast(attitude)) {
    if (clock) clock.now += 2000 + Math.floor(random() * SLOWEST_MILLISECONDS)
    await reader.vote(page, proposal, vote, { qualifications, segment })
  }
  if (random() < SENT_SHARE) await send(reader, visit, stage)
}

/** Votes that a team may judge, on a page that demo readers have been on. */
async function playForced(stage: Stage, { store }: Services, visits: readonly Visit[], midnight: number) {
  const slug = DEMO_SLUGS.withSegments
  const consultation = (await store.consultations.all()).find((one) => one.slug === slug)
  const visit = visits.find((one) => one.consultation === slug && one.page.channel === undefined)
  if (!consultation || !visit) return
  const accepted = await store.proposals.accepted(consultation.id)
  const proposal = accepted.find(({ text }) => text === FORCED)
  if (!proposal) return
  await forceVotes({
    ask: stage.ask,
    api: API,
    page: visit.page,
    consultation: slug,
    proposal: proposal.id,
    from: midnight - DAY + FORCED_HOUR * HOUR,
    playAt: (now, act) => clocks.run({ now }, act),
  })
}

/**
 * Gives a new demo a past: invented demo readers, who read, vote and propose through the API's own routes while the
 * clock says what it said on their days; the team's decisions, and the actions that followed.
 */
export async function playDemoHistory(options: HistoryOptions): Promise<{ visits: number }> {
  const { databaseFile, sessionSecret, keys, origins, days } = options
  const now = systemRuntime.now()
  const generator = new XSadd(SEED)
  const random = () => generator.random()
  const midnight = Math.floor(now / DAY) * DAY
  const services = createServices({
    store: await openStore(databaseFile, now),
    runtime: { ...systemRuntime, now: () => clocks.getStore()?.now ?? now },
    publicUrl: API,
    sessionSecret,
    queueCapacity: 20_000,
    onRecordFailure: (error) => {
      throw error
    },
  })
  const { store, groups, runtime } = services
  const app = await buildApp(services, {
    logLevel: 'silent',
    trustedProxies: ['127.0.0.1'],
    queriesPerMinute: 0,
    downloadsPerMinute: 0,
    maxConnections: 1,
    version: 'demo',
  })
  await services.directory.refresh()
  const context: AdminContext = { store, runtime, actor: { administratorId: null, name: 'Demo' } }
  const boxes = await openBallotBoxes(services, random)
  const stage: Stage = {
    ask: askOf(app),
    boxes,
    // Signed here: draws are kept for seconds of our clock, in which the demo's readers live through days.
    prove: (slug, proposal) =>
      services.servedProofs.make({
        consultationId: services.directory.consultationBySlug(slug)?.id ?? '',
        drawnAt: runtime.now(),
        number: 0,
        proposals: [proposal],
      }),
    moderators: new DemoModerators(context, random),
    unsent: await readSentProposals(),
    random,
  }
  const finished = boxes.has(DEMO_SLUGS.finished) ? finishedVisits({ keys, origins, now, random }) : []
  const recent = demoVisits({ keys, origins, from: midnight - (days - 1) * DAY, days, random })
  const visits = [...finished, ...recent].filter(
    ({ at }) => at < now - MOST_BALLOTS * 2 * SLOWEST_MILLISECONDS,
  )
  for (let first = 0; first < visits.length; first += IN_FLIGHT) {
    const together = visits.slice(first, first + IN_FLIGHT)
    await Promise.all(together.map((visit) => clocks.run({ now: visit.at }, () => play(visit, stage))))
    const accepted = await stage.moderators.decideUntil(together.at(-1)?.at ?? now)
    for (const proposal of await store.proposals.find(accepted)) {
      const { slug = '' } = services.directory.consultationById(proposal?.consultationId ?? '') ?? {}
      if (proposal) boxes.get(slug)?.add(proposal)
    }
  }
  await playForced(stage, services, visits, midnight)
  await services.recorder.flush()
  for (const consultation of await store.consultations.all()) {
    await groups.refresh(consultation)
    if (consultation.slug === DEMO_SLUGS.finished) await carryOutPlan(context, consultation, PLAN_DAYS_AGO)
    if (consultation.slug !== DEMO_SLUGS.withSegments) await makeThemes(context, consultation)
  }
  await app.close()
  await services.recorder.flush()
  await groups.close()
  await store.database.close()
  return { visits: visits.length }
}
