import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placementOf } from '../../api/src/domain/votes/cohorts.ts'
import { presenceOf } from '../../api/src/routes/shared/reader-session.ts'
import type { StatisticsAnswer } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { SECOND } from '../support/runtime.ts'

const BROWSERS = [140, 141, 142].map(
  (version) => `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
)
const HOMES = 60
const FAKES = 150

let newsroom: Newsroom
let key: string
beforeEach(async () => {
  newsroom = await openNewsroom()
  key = await newsroom.api.addKey(newsroom.publisher)
})
afterEach(() => newsroom.api.close())

/** Views, reads, and votes if told so. */
async function read(address: string, userAgent: string, votes: boolean, seconds = 10): Promise<void> {
  const reader = await newsroom.viewer({ address, userAgent })
  newsroom.api.runtime.pass(seconds * SECOND)
  if (votes) await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
}

/** Households, each in a network of its own; every third votes. */
async function readAtHome(): Promise<void> {
  for (let home = 0; home < HOMES; home++)
    await read(`198.18.${home}.1`, BROWSERS[home % BROWSERS.length] ?? '', home % 3 === 0)
}

const browserOf = (number: number) => `Mozilla/5.0 (Invented ${number}; rv:1.0) Gecko/20100101 Firefox/1.0`

async function ask(metrics: string[], parts: string[] = []): Promise<StatisticsAnswer> {
  const { body } = await newsroom.api.app.inject({
    method: 'POST',
    url: '/v1/publisher/stats/query',
    headers: { authorization: `Bearer ${key}` },
    payload: { metrics, dateRange: 'today', dimensions: parts },
  })
  return JSON.parse(body)
}
const ALL = [
  'readersViewed',
  'readersEngaged',
  'engagementRate',
  'networksViewed',
  'networksEngaged',
  'viewsSuspect',
  'readersViewedSuspect',
  'readersSuspect',
  'suspectShare',
  'engagementRateWithoutSuspects',
]

describe('Readers whom one address invents by changing its browser', () => {
  it('count as ever, as one network, and are told apart from those who read at home', async () => {
    await readAtHome()
    for (let number = 0; number < FAKES; number++) await read('203.0.113.7', browserOf(number), true, 3)
    const { totals, meta } = await ask(ALL)
    expect(totals).toMatchObject({
      readersViewed: HOMES + FAKES,
      readersEngaged: HOMES / 3 + FAKES,
      networksViewed: HOMES + 1,
      networksEngaged: HOMES / 3 + 1,
      viewsSuspect: FAKES,
      readersViewedSuspect: FAKES,
      readersSuspect: FAKES,
      suspectShare: { numerator: FAKES, denominator: HOMES / 3 + FAKES },
      engagementRateWithoutSuspects: { numerator: HOMES / 3, denominator: HOMES, rate: 1 / 3 },
    })
    expect(meta.warnings.map(({ code }) => code)).toContain('suspect-readers')
    // The same once it is on disk.
    await newsroom.api.services.recorder.flush()
    expect((await ask(ALL)).totals).toEqual(totals)
  })

  it('are told apart, too, if they only view, to make a rate look low', async () => {
    await readAtHome()
    for (let number = 0; number < FAKES; number++) await read('203.0.113.7', browserOf(number), false)
    expect((await ask(ALL)).totals).toMatchObject({
      readersViewed: HOMES + FAKES,
      readersViewedSuspect: FAKES,
      readersSuspect: 0,
      engagementRateWithoutSuspects: { numerator: HOMES / 3, denominator: HOMES },
    })
  })

  it('never exceed, in any part of the site or hour, those that they are part of', async () => {
    await readAtHome()
    for (let number = 0; number < FAKES; number++) await read('203.0.113.7', browserOf(number), true, 30)
    for (const part of ['hour', 'device', 'language', 'consultation'])
      for (const row of (await ask(ALL, [part])).results) {
        expect(row.readersSuspect).toBeLessThanOrEqual(row.readersEngaged ?? 0)
        expect(row.readersViewedSuspect).toBeLessThanOrEqual(row.readersViewed ?? 0)
      }
  })
})

describe('Readers of one shared address', () => {
  it('are not suspect: a school votes within a lesson, on a few kinds of machines', async () => {
    await readAtHome()
    const pupils = 40
    for (let pupil = 0; pupil < pupils; pupil++)
      await read('203.0.113.7', pupil % 2 ? (BROWSERS[0] ?? '') : `${BROWSERS[0]} SchoolBook`, true, 20)
    const { totals, meta } = await ask(ALL)
    expect(totals).toMatchObject({ readersSuspect: 0, readersViewedSuspect: 0, viewsSuspect: 0 })
    expect(meta.warnings.map(({ code }) => code)).not.toContain('suspect-readers')
  })
})

describe('Readers whose votes are not counted', () => {
  it('are suspect once they are a crowd', async () => {
    const { services, runtime } = newsroom.api
    const { consultation, proposals } = newsroom
    const [proposalId = ''] = proposals
    const publisher = services.directory.publisherById(newsroom.publisher.id)
    for (let number = 0; number < 11; number++) {
      expect((await ask(ALL)).totals?.readersSuspect).toBe(0)
      const reader = await newsroom.viewer({ address: `203.0.${number}.7` })
      const claims = services.tokens.read(reader.session ?? '', runtime.now())
      const presence = claims && publisher ? presenceOf(claims, publisher, runtime.now() + 10_000) : null
      const voter = Buffer.alloc(16, number)
      const state = { vote: 'agree' as const, qualifications: [], segment: null, revision: 1 }
      const placement = placementOf(consultation.id, 'no-origin', runtime.now())
      await services.recorder.vote({ proposalId, voter }, state, presence, placement)
    }
    expect((await ask(ALL)).totals?.readersSuspect).toBe(11)
  })
})

describe('The networks of a day', () => {
  it('are forgotten with its salt, and no address can be found in what is left', async () => {
    await readAtHome()
    await newsroom.api.services.recorder.flush()
    const { file, services } = newsroom.api
    expect(await file.one('SELECT count(*) FROM network_days')).toBe(HOMES)
    await services.salts.dropBefore('2026-03-13')
    expect(await file.one('SELECT count(*) FROM network_days')).toBe(0)
    expect(await file.one('SELECT count(*) FROM reader_days')).toBe(0)
    expect((await ask(ALL)).totals?.networksViewed).toBe(HOMES)
  })
})
