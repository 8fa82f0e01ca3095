import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LiveMessage } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

const MINUTE = 60_000

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const counted = () => newsroom.api.services.live.of(newsroom.publisher.id)

/** The first message of a stream, over a real connection, which ends then. */
async function firstMessage(): Promise<{ type: string | null; message: LiveMessage }> {
  await newsroom.api.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = newsroom.api.app.server.address() as AddressInfo
  const authorization = `Bearer ${await newsroom.api.addKey(newsroom.publisher)}`
  const ending = new AbortController()
  const response = await fetch(`http://127.0.0.1:${port}/v1/publisher/live`, {
    headers: { authorization },
    signal: ending.signal,
  })
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString()
    if (/^data: .*\n\n/m.test(text)) break
  }
  ending.abort()
  return {
    type: response.headers.get('content-type'),
    message: JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? ''),
  }
}

describe('who reads now', () => {
  it('is told as server-sent events, with the articles', async () => {
    for (const path of ['/a', '/a', '/b'])
      await newsroom.reader().report('view', { url: ORIGIN + path, title: path })
    const { type, message } = await firstMessage()
    expect(type).toBe('text/event-stream; charset=utf-8')
    expect(message).toMatchObject({ now: 3, lastHalfHour: 3 })
    expect(message.articles.map(({ url, title, readers }) => [url, title, readers])).toEqual([
      [`${ORIGIN}/a`, '/a', 2],
      [`${ORIGIN}/b`, '/b', 1],
    ])
  })

  it('is told for the twenty articles that are read most', async () => {
    for (let path = 0; path < 23; path += 1)
      await newsroom.reader().report('view', { url: `${ORIGIN}/${path}`, title: `${path}` })
    await newsroom.reader().report('view', { url: `${ORIGIN}/22`, title: '22' })
    const { message } = await firstMessage()
    expect(message.now).toBe(24)
    expect(message.articles).toHaveLength(20)
    expect(message.articles[0]).toMatchObject({ url: `${ORIGIN}/22`, readers: 2 })
  })

  it('is who saw the widget or took part in the last five minutes; who only loaded the page is not', async () => {
    const reader = await newsroom.viewer()
    await newsroom.reader().report('load')
    expect(counted()).toMatchObject({ now: 1, lastHalfHour: 1 })
    newsroom.api.runtime.pass(6 * MINUTE)
    expect(counted()).toMatchObject({ now: 0, lastHalfHour: 1 })
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    newsroom.api.runtime.pass(4 * MINUTE)
    expect(counted()).toMatchObject({ now: 1, lastHalfHour: 1 })
    newsroom.api.runtime.pass(31 * MINUTE)
    expect(counted()).toMatchObject({ now: 0, lastHalfHour: 0, articles: [] })
  })

  it('leaves out readers who are not to be told apart', async () => {
    await newsroom.reader({ headers: { 'sec-gpc': '1' } }).report('view')
    await newsroom.reader({ says: { leaveOut: 'newsroom' } }).report('view')
    expect(counted()).toMatchObject({ now: 0, lastHalfHour: 0 })
  })

  it('is told to holders of a key, and ends with the server', async () => {
    expectProblem(await newsroom.api.app.inject('/v1/publisher/live'), 'invalid-key')
  })
})
