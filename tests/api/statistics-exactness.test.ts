import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideProposals } from '../../api/src/administration/decide-proposals.ts'
import { firstReaderDay } from '../../api/src/domain/readers/retention.ts'
import type { StatisticsAnswer, StatisticsRequest } from '../../api/src/wire/index.ts'
import { METRIC_NAMES } from '../../api/src/wire/metrics.ts'
import { openApi, type TestApi } from '../support/api.ts'
import {
  CONSULTATIONS,
  DEVICES,
  type PageView,
  PUBLISHERS,
  type Step,
  writeScript,
} from '../support/reader-script.ts'
import { addUp, type Cell, type CountedStep, countSteps } from '../support/recount.ts'
import { testRuntime } from '../support/runtime.ts'

// Days of readers over every change of clocks in both zones, with restarts of the server in their midst.
const STRETCHES = [
  { from: '2026-03-06T18:00:00Z', to: '2026-03-09T12:00:00Z' }, // New York is set forward
  { from: '2026-03-28T06:00:00Z', to: '2026-03-30T06:00:00Z' }, // Paris is set forward
  { from: '2026-10-24T12:00:00Z', to: '2026-10-26T12:00:00Z' }, // Paris is set back
  { from: '2026-10-31T12:00:00Z', to: '2026-11-02T12:00:00Z' }, // New York is set back
]
const LIVES = 260
const RANGE = { from: '2026-03-01', to: '2026-11-10' }
const PARTS = ['article', 'channel', 'section', 'device', 'language'] as const
type Part = (typeof PARTS)[number]

const runtime = testRuntime(Date.parse('2026-03-01T12:00:00Z'))
let folder: string
let api: TestApi
const keys: string[] = []
const publicKeys: string[] = []
const proposals = new Map<string, string[]>()
const sessions = new Map<PageView, string>()
let counted: CountedStep[] = []

const articleUrl = ({ publisher, article }: PageView) => `${PUBLISHERS[publisher]?.origin}/article-${article}`

async function post(path: string, life: PageView, body: object): Promise<Record<string, unknown>> {
  const response = await api.app.inject({
    method: 'POST',
    url: path,
    remoteAddress: life.address,
    payload: JSON.stringify(body),
    headers: {
      'content-type': 'text/plain',
      'user-agent': DEVICES[life.device],
      origin: PUBLISHERS[life.publisher]?.origin ?? '',
      ...(life.leftOut === 'signal' ? { 'sec-gpc': '1' } : {}),
    },
  })
  if (response.statusCode !== 200)
    throw new Error(`${path} answered ${response.statusCode}: ${response.body}`)
  return response.json()
}

async function play(step: Step): Promise<void> {
  const { life } = step
  runtime.set(new Date(step.at).toISOString())
  const session = sessions.get(life)
  if (step.kind === 'vote') {
    const { vote, revision } = step
    const proposal = proposals.get(life.consultation)?.[step.proposal]
    await post('/v1/votes', life, {
      session,
      reader: life.voter,
      proposal,
      vote,
      qualifications: [],
      revision,
    })
  } else if (step.kind === 'propose') {
    const { submission, text } = step
    await post('/v1/proposals', life, { session, reader: life.voter, submission, text })
  } else {
    const answer = await post('/v1/sessions', life, {
      publisher: publicKeys[life.publisher],
      consultation: life.consultation,
      event: step.kind,
      session,
      language: life.language,
      ...(life.channel === null ? {} : { channel: life.channel }),
      ...(life.article === null ? {} : { article: { url: articleUrl(life), section: life.section ?? '' } }),
      ...(life.leftOut === 'newsroom' ? { leaveOut: 'newsroom' } : {}),
    })
    sessions.set(life, String(answer['session']))
  }
}

const open = async () => openApi({ runtime, database: join(folder, 'unisson.db') })

async function setUp(): Promise<void> {
  for (const { name, origin, timeZone } of PUBLISHERS) {
    const publisher = await api.addPublisher({ name, origins: [origin], timeZone })
    publicKeys.push(publisher.publicKey)
    keys.push(await api.addKey(publisher))
  }
  for (const slug of CONSULTATIONS) {
    const consultation = await api.addConsultation({ slug, closesAt: '2026-12-31T12:00:00Z' })
    const texts = [1, 2, 3, 4].map((number) => `Il faut la proposition ${number} de ${slug}`)
    proposals.set(slug, await api.addProposals(consultation, texts))
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unisson-exact-'))
  api = await open()
  await setUp()
  const all: Step[] = []
  for (const [seed, { from, to }] of STRETCHES.entries()) {
    const script = writeScript(seed + 1, Date.parse(from), Date.parse(to), LIVES)
    for (const [index, step] of script.entries()) {
      await play(step)
      if (index !== Math.floor(script.length / 2)) continue
      await api.close()
      api = await open()
    }
    all.push(...script)
    await api.services.recorder.flush()
    await api.services.salts.dropBefore(firstReaderDay(Date.parse(to)))
  }
  const accepted = all.flatMap((step) => (step.kind === 'propose' && step.isAcceptedLater ? [step.text] : []))
  const sent = new Map(
    (await api.file.all<{ id: string; text: string }>('SELECT id, text FROM proposals')).map(
      ({ id, text }) => [text, id],
    ),
  )
  const proposals = accepted.map((text) => ({ id: sent.get(text) ?? '' }))
  // Some minds are changed on the way.
  for (const status of ['accepted', 'refused', 'accepted'] as const)
    await decideProposals(api.context, {
      proposals,
      status,
      ...(status === 'refused' ? { reason: 'off topic' } : {}),
    })
  counted = countSteps(all)
}, 120_000)

afterAll(async () => {
  await api?.close()
  await rm(folder, { recursive: true, force: true })
})

async function ask(publisher: number, query: StatisticsRequest): Promise<StatisticsAnswer['results']> {
  const rows: StatisticsAnswer['results'] = []
  let cursor: string | null = null
  do {
    const response = await api.app.inject({
      method: 'POST',
      url: '/v1/publisher/stats/query',
      headers: { authorization: `Bearer ${keys[publisher]}` },
      payload: {
        metrics: METRIC_NAMES,
        dateRange: RANGE,
        limit: 1000,
        ...query,
        ...(cursor ? { cursor } : {}),
      },
    })
    if (response.statusCode !== 200) throw new Error(response.body)
    const answer: StatisticsAnswer = response.json()
    rows.push(...answer.results)
    cursor = answer.meta.nextCursor
  } while (cursor)
  return rows
}

// The ends of the histogram, as the documentation gives them.
const ENDS = [0, 2, 4, 7, 12, 20, 30, 45, 60, 90, 150, 300, 900, 3600, Number.POSITIVE_INFINITY]

/** The row says what the cell holds. */
function expectCell(
  row: StatisticsAnswer['results'][number],
  { delays, ...cell }: Cell,
  where: string,
): void {
  expect(row, where).toMatchObject(cell)
  expect(row.engagementRate, where).toMatchObject({
    numerator: cell.readersEngaged,
    denominator: cell.readersViewed,
  })
  expect(row.viewability, where).toMatchObject({ numerator: cell.views, denominator: cell.loads })
  expect(row.votesPerReader, where).toMatchObject({ numerator: cell.votes, denominator: cell.readersEngaged })
  expect(row.firstVoteDelay?.readers, where).toBe(delays.length)
  if (delays.length === 0) return
  const sorted = delays.toSorted((one, other) => one - other)
  const middle = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0
  const slot = ENDS.findLastIndex((end) => middle >= end)
  const median = row.firstVoteDelay?.median ?? Number.POSITIVE_INFINITY
  expect(median, where).toBeGreaterThanOrEqual(ENDS[slot] ?? 0)
  expect(median, where).toBeLessThanOrEqual(ENDS[slot + 1] ?? 0)
}

const partOf = (part: Part, life: PageView): string | null =>
  part === 'article' ? (life.article === null ? null : articleUrl(life)) : life[part]
const partIn = (part: Part, row: StatisticsAnswer['results'][number]): string =>
  (part === 'article' ? row.article?.url : row[part]) ?? ''

const stepsOf = (publisher: number, consultation?: string) =>
  counted.filter(
    ({ life }) => life.publisher === publisher && (consultation ?? life.consultation) === life.consultation,
  )

const isEmpty = ({ delays, ...cell }: Cell) =>
  delays.length === 0 && Object.values(cell).every((count) => count === 0)
const instant = (text: string | undefined) => Date.parse(text ?? '')

describe.each(PUBLISHERS.map(({ name }, publisher) => ({ name, publisher })))(
  'the figures of $name',
  ({ publisher }) => {
    it.each([undefined, ...CONSULTATIONS])(
      'are those of a recount, in every interval, of consultation %s',
      async (slug) => {
        const filters = slug ? [{ dimension: 'consultation' as const, in: [slug] }] : []
        const part = stepsOf(publisher, slug)
        for (const interval of ['day', 'week', 'month'] as const)
          for (const row of await ask(publisher, { filters, dimensions: [interval] })) {
            const [from, to] = [instant(row.time?.from), instant(row.time?.to)]
            expectCell(row, addUp(part, from, to), `${interval} ${row.time?.from}`)
          }
        for (const { from, to } of STRETCHES) {
          const dateRange = {
            from: from.slice(0, 10),
            to: new Date(Date.parse(to) + 48 * 3_600_000).toISOString().slice(0, 10),
          }
          for (const row of await ask(publisher, { filters, dateRange, dimensions: ['hour'] }))
            expectCell(
              row,
              addUp(part, instant(row.time?.from), instant(row.time?.to)),
              `hour ${row.time?.from}`,
            )
        }
        const [whole] = await ask(publisher, { filters })
        if (!whole) throw new Error('no totals')
        expectCell(whole, addUp(part, 0, Number.POSITIVE_INFINITY), 'whole')
      },
    )

    it.each(PARTS)('are those of a recount by %s, of each consultation, and by time', async (part) => {
      for (const slug of [undefined, ...CONSULTATIONS]) {
        const steps = stepsOf(publisher, slug)
        const filters = slug ? [{ dimension: 'consultation' as const, in: [slug] }] : []
        const values = new Set(steps.flatMap(({ life }) => partOf(part, life) ?? []))
        const cells = new Map(
          [...values].map(
            (value) => [value, steps.filter(({ life }) => partOf(part, life) === value)] as const,
          ),
        )
        const rows = await ask(publisher, { filters, dimensions: [part] })
        const filled = [...cells].filter(([, own]) => !isEmpty(addUp(own, 0, Number.POSITIVE_INFINITY)))
        expect(rows.map((row) => partIn(part, row)).sort()).toEqual(filled.map(([value]) => value).sort())
        for (const row of rows) {
          const own = cells.get(partIn(part, row)) ?? []
          expectCell(row, addUp(own, 0, Number.POSITIVE_INFINITY), `${slug} ${partIn(part, row)}`)
        }
        for (const row of await ask(publisher, { filters, dimensions: [part, 'day'] })) {
          const own = cells.get(partIn(part, row)) ?? []
          const [from, to] = [instant(row.time?.from), instant(row.time?.to)]
          expectCell(row, addUp(own, from, to), `${slug} ${partIn(part, row)} ${row.time?.from}`)
        }
      }
    })

    it('are those of a recount by article and consultation at once', async () => {
      for (const row of await ask(publisher, { dimensions: ['article', 'consultation'] })) {
        const own = stepsOf(publisher, row.consultation).filter(
          ({ life }) => partOf('article', life) === row.article?.url,
        )
        expectCell(row, addUp(own, 0, Number.POSITIVE_INFINITY), `${row.consultation} ${row.article?.url}`)
      }
    })
  },
)

it('the script has enough of everything in it', () => {
  const total = addUp(counted, 0, Number.POSITIVE_INFINITY)
  for (const count of [
    total.readersFinished,
    total.readersProposed,
    total.delays.length,
    total.proposalsAccepted,
  ])
    expect(count).toBeGreaterThan(20)
  expect(counted.filter(({ readerDay }) => readerDay === null).length).toBeGreaterThan(20)
  expect(total.loads).toBeGreaterThan(900)
})
