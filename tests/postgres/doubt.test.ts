import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, StaleError, UnavailableDatabaseError } from '../../api/src/store/database.ts'
import { openPostgres } from '../../api/src/store/postgres/engine.ts'
import { LeasedNode } from '../../api/src/store/processes.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { openProxy, type PostgresProxy } from '../support/postgres-proxy.ts'

const TODAY = '2026-03-10'

let newsroom: Newsroom
let proxy: PostgresProxy
let distant: TestApi
let database: Database
let node: LeasedNode

beforeEach(async () => {
  newsroom = await openNewsroom()
  proxy = await openProxy(newsroom.api.file.path)
  distant = await openApi({ database: proxy.url, runtime: newsroom.api.runtime })
  database = openPostgres(proxy.url)
  node = new LeasedNode(database)
})
afterEach(async () => {
  await database.close()
  await distant.close()
  await proxy.close()
  expect(await newsroom.api.file.tallies()).toEqual(await newsroom.api.file.recount())
  await newsroom.api.close()
})

const loseCommit = async () => {
  const number = await node.hold()
  proxy.loseNextCommit()
  await expect(database.write(node.mark(number))).rejects.toThrow(UnavailableDatabaseError)
}
const takesTheNext = async () => {
  await database.write(node.mark(await node.hold()))
  node.marked()
}
const proposal = (index = 0) => newsroom.proposals[index] ?? ''

describe('A commit whose connection is lost', () => {
  it('counts once though it reaches the database later than the next look, and the next votes are taken', async () => {
    const reader = (await newsroom.viewer()).through(distant)
    await newsroom.api.services.recorder.flush()
    await reader.vote(proposal(), { vote: 'agree' })
    reader.leave()
    await reader.report('view')
    proxy.delayNextCommit(700)
    expect((await reader.vote(proposal(1), { vote: 'agree' })).tallies.agree).toBe(1)
    expect((await reader.vote(proposal(2), { vote: 'agree' })).tallies.agree).toBe(1)
    await distant.services.recorder.flush()
    expect(await newsroom.api.file.engagement(TODAY)).toMatchObject({ views: 2, readersViewed: 1, votes: 3 })
  })

  it('is known for made, though the lease was renewed before anybody asked', async () => {
    await loseCommit()
    proxy.shut()
    await expect(node.wasMarked()).rejects.toThrow(UnavailableDatabaseError)
    proxy.open()
    await node.renew()
    expect(await node.wasMarked()).toBe(true)
    await takesTheNext()
  })

  it('is not taken for lost by a process whose rows are those of another by now', async () => {
    await loseCommit()
    await newsroom.api.file.run("UPDATE nodes SET holder = 'somebody else'")
    await expect(node.wasMarked()).rejects.toThrow('nobody knows')
    await takesTheNext()
  })

  it('stops nobody from the next one, whatever a fault made of the count', async () => {
    await takesTheNext()
    await newsroom.api.file.run('UPDATE nodes SET commit_count = commit_count + 1')
    await expect(takesTheNext()).rejects.toThrow(StaleError)
    await node.renew()
    await takesTheNext()
  })
})

describe('A machine that vanishes before its commit', () => {
  it('does not keep its voters from voting through another', async () => {
    const reader = await newsroom.viewer()
    const again = reader.through(distant)
    await again.vote(proposal(1), { vote: 'agree' })
    proxy.holdCommits()
    const lost = again.tryVote(proposal(), { vote: 'agree', revision: 9 })
    while (
      (await newsroom.api.file.one(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'",
      )) === 0
    )
      await pause(20)
    expect((await reader.tryVote(proposal(), { vote: 'agree', revision: 9 })).statusCode).toBe(200)
    proxy.open()
    await lost
  })
})
