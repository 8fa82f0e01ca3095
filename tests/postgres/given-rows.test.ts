import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openApi, type TestApi } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { openProxy, type PostgresProxy } from '../support/postgres-proxy.ts'

const TODAY = '2026-03-10'

let newsroom: Newsroom
let proxy: PostgresProxy
let distant: TestApi

beforeEach(async () => {
  newsroom = await openNewsroom()
  proxy = await openProxy(newsroom.api.file.path)
  distant = await openApi({ database: proxy.url, runtime: newsroom.api.runtime })
  proxy.countGivenRows()
})
afterEach(async () => {
  await distant.close()
  await proxy.close()
  await newsroom.api.close()
})

describe('An engine that says how many rows it was given, not how many it inserted,', () => {
  it('makes no vote count twice, though two processes take it at the same moment', async () => {
    const proposal = newsroom.proposals[0] ?? ''
    for (let turn = 0; turn < 20; turn++) {
      const reader = await newsroom.viewer()
      const both = [reader, reader.through(distant)]
      await Promise.all(both.map((one) => one.vote(proposal, { vote: 'agree', revision: 1 })))
    }
    expect(await newsroom.api.file.votes()).toHaveLength(20)
    expect((await newsroom.api.file.tallies()).get(proposal)).toMatchObject({ agree: 20 })
    expect(await newsroom.api.file.tallies()).toEqual(await newsroom.api.file.recount())
  })

  it('makes no reader count twice', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const reader = newsroom.reader()
      await Promise.all([reader, reader.through(distant)].map((one) => one.report('view')))
      await Promise.all([newsroom.api, distant].map(({ services }) => services.recorder.flush()))
    }
    expect(await newsroom.api.file.engagement(TODAY)).toMatchObject({ views: 40, readersViewed: 20 })
  })
})
