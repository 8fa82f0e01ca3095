import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StatisticsAnswer } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

let newsroom: Newsroom
let key: string
beforeEach(async () => {
  newsroom = await openNewsroom()
  key = await newsroom.api.addKey(newsroom.publisher)
})
afterEach(() => newsroom.api.close())

const viewBy = async (channel: string) => newsroom.reader({ says: { channel } }).report('view')
const ask = async <Answer>(method: 'GET' | 'PUT' | 'POST', path: string, payload?: object) => {
  const headers = { authorization: `Bearer ${key}` }
  const response = await newsroom.api.app.inject({
    method,
    url: `/v1/publisher/${path}`,
    headers,
    ...(payload ? { payload } : {}),
  })
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json() as Answer
}
const declare = (channels: string[]) =>
  ask<{ channels: string[]; others: string[] }>('PUT', 'channels', { channels })
async function views(filters: object[] = []): Promise<[string | undefined, number | undefined][]> {
  const { results } = await ask<StatisticsAnswer>('POST', 'stats/query', {
    metrics: ['views'],
    dateRange: 'today',
    dimensions: ['channel'],
    filters,
    orderBy: [{ by: 'channel', direction: 'ascending' }],
  })
  return results.map(({ channel, views }) => [channel, views])
}

describe('The channels of a publisher', () => {
  it('are shown by the names that pages give, as long as none is declared', async () => {
    for (const channel of ['lettre', 'affiche', 'lettre']) await viewBy(channel)
    expect(await views()).toEqual([
      ['affiche', 1],
      ['lettre', 2],
    ])
  })

  it('are added up unless they are declared, and have their past again once they are', async () => {
    for (const channel of ['lettre', 'invented-1', 'affiche', 'invented-2', 'lettre']) await viewBy(channel)
    await newsroom.api.services.recorder.flush()
    expect(await declare([' lettre ', 'lettre'])).toEqual({
      channels: ['lettre'],
      others: ['affiche', 'invented-1', 'invented-2'],
    })
    await viewBy('invented-3')
    expect(await views()).toEqual([
      ['lettre', 2],
      ['…', 4],
    ])
    expect(await views([{ dimension: 'channel', in: ['…'] }])).toEqual([['…', 4]])
    const { totals } = await ask<StatisticsAnswer>('POST', 'stats/query', {
      metrics: ['views'],
      dateRange: 'today',
      filters: [{ dimension: 'channel', in: ['…'] }],
    })
    expect(totals?.views).toBe(4)
    await declare(['lettre', 'affiche'])
    expect(await views()).toEqual([
      ['affiche', 1],
      ['lettre', 2],
      ['…', 3],
    ])
    await declare([])
    expect(await views()).toHaveLength(5)
  })

  it('that are declared have a name of their own after two hundred invented ones', async () => {
    const { store } = newsroom.api.services
    const { id: publisherId } = newsroom.publisher
    for (const consultationId of [null, newsroom.consultation.id])
      for (let number = 0; number < 200; number++)
        await store.scopes.findOrCreate({
          publisherId,
          consultationId,
          kind: 'channel',
          value: `invented-${number}`,
        })
    await declare(['lettre'])
    await viewBy('lettre')
    await viewBy('affiche')
    expect(await views()).toEqual([
      ['lettre', 1],
      ['…', 1],
    ])
  })

  it('are declared by a key with full access alone, or by the team, and the act is in the log', async () => {
    const send = (authorization: string, payload: object) =>
      newsroom.api.app.inject({
        method: 'PUT',
        url: '/v1/publisher/channels',
        headers: { authorization },
        payload,
      })
    expect((await send('Bearer key_wrong', { channels: ['lettre'] })).statusCode).toBe(401)
    const empty = await send(`Bearer ${key}`, { channels: ['lettre', '   '] })
    expect(empty.statusCode).toBe(400)
    expect(empty.json().errors[0].pointer).toBe('/channels/1')
    await declare(['lettre'])
    const acts = await newsroom.api.file.all<{ act: string; after: string }>(
      "SELECT act, after FROM audit_entries WHERE act = 'publisher.change'",
    )
    expect(acts.map(({ after }) => JSON.parse(after))).toEqual([{ channels: ['lettre'] }])
  })
})
