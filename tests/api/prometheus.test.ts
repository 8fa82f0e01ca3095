import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FallibleStore } from '../support/fallible-store.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

let disk: FallibleStore
let newsroom: Newsroom
let proposal: string

beforeEach(async () => {
  disk = new FallibleStore()
  newsroom = await openNewsroom({ wrapStore: disk.wrap, queueCapacity: 3 })
  ;[proposal = ''] = newsroom.proposals
})
afterEach(() => newsroom.api.close())

async function metric(name: string): Promise<number | undefined> {
  const { body, headers } = await newsroom.api.app.inject('/metrics')
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  const line = body.split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length + 1))
}

describe('/metrics', () => {
  it('counts votes that were written, not those that were sent again', async () => {
    const reader = await newsroom.viewer()
    for (const revision of [1, 1, 2]) await reader.vote(proposal, { vote: 'agree', revision })
    await reader.forget([proposal])
    expect(await metric('unisson_votes_total')).toBe(3)
    expect(await metric('unisson_commit_seconds_count')).toBeGreaterThanOrEqual(3)
  })

  it('counts commits that failed, and the queue', async () => {
    const reader = await newsroom.viewer()
    disk.fault = 'SQLITE_FULL'
    await reader.tryVote(proposal, { vote: 'agree' })
    disk.fault = undefined
    expect(await metric('unisson_commits_failed_total')).toBeGreaterThanOrEqual(1)
    await newsroom.api.services.recorder.flush()
    expect(await metric('unisson_queue_length')).toBe(0)
  })

  it('counts requests by route and status, and names no reader, address or consultation', async () => {
    const reader = await newsroom.viewer({ address: '198.51.100.77' })
    await reader.vote(proposal, { vote: 'agree' })
    await newsroom.api.app.inject('/v1/consultations/territoires/no-such-thing')
    expect(await metric('unisson_requests_total{route="/v1/votes",status="200"}')).toBe(1)
    expect(await metric('unisson_requests_total{route="/v1/sessions",status="200"}')).toBe(1)
    const { body } = await newsroom.api.app.inject('/metrics')
    for (const word of [
      '198.51.100.77',
      reader.id,
      reader.session ?? '?',
      proposal,
      'territoires',
      'Mozilla',
    ])
      expect(body).not.toContain(word)
  })

  it('has the figures of the process that dashboards know', async () => {
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds'])
      expect(await metric(name)).toBeGreaterThan(0)
  })
})

describe('/readyz', () => {
  const ready = () => newsroom.api.app.inject('/readyz')

  it('says that the last commit failed, until one does not, though nobody votes', async () => {
    const reader = await newsroom.viewer()
    await newsroom.api.services.recorder.flush()
    expect((await ready()).statusCode).toBe(200)
    disk.fault = 'SQLITE_FULL'
    await reader.tryVote(proposal, { vote: 'agree' })
    expect(expectProblem(await ready(), 'unavailable').detail).toBe(
      'The last commit failed, and so does another try',
    )
    expect((await newsroom.api.app.inject('/healthz')).statusCode).toBe(200)
    disk.fault = undefined
    expect((await ready()).statusCode).toBe(200)
  })

  it('says that as many wait as may wait', async () => {
    const readers = await Promise.all([1, 2, 3, 4].map(() => newsroom.viewer()))
    await newsroom.api.services.recorder.flush()
    let release = () => {}
    disk.gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const first = readers[0]?.tryVote(proposal, { vote: 'agree' })
    await vi.waitUntil(() => disk.waiting > 0)
    const others = readers.slice(1).map((reader) => reader.tryVote(proposal, { vote: 'agree' }))
    await vi.waitUntil(() => newsroom.api.services.recorder.waiting >= 3)
    expectProblem(await ready(), 'overloaded')
    release()
    disk.gate = undefined
    await Promise.all([first, ...others])
    expect((await ready()).statusCode).toBe(200)
  })
})
