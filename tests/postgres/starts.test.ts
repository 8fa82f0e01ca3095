import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseVariables, readConfig } from '../../api/src/config.ts'
import { type RunningServer, startServer } from '../../api/src/server.ts'
import { OWN_PUBLISHER_KEY } from '../../api/src/wire/constants.ts'
import { dropDatabase, emptyDatabase } from '../support/engine.ts'

const ROUNDS = 10

let url: string
beforeEach(async () => {
  url = await emptyDatabase()
})
afterEach(() => dropDatabase(url))

const start = (publicUrl: string) =>
  startServer(
    readConfig({
      PORT: '0',
      PUBLIC_URL: publicUrl,
      ...databaseVariables(url),
      SESSION_SECRET: 'k7Qm2xV9pT4wZ8rB1nD6sF3hJ5gL0cYa',
      LOG_LEVEL: 'silent',
    }),
  )

/** Three at once, each of which must come up. */
async function startThree(publicUrl: string): Promise<RunningServer[]> {
  const started = await Promise.allSettled([start(publicUrl), start(publicUrl), start(publicUrl)])
  const failed = started.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  if (failed.length === 0) return running
  await Promise.all(running.map((server) => server.close()))
  throw new Error(failed.join('\n'))
}

it('Three processes that start at once on an empty database all come up, with one publisher of their own', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const servers = await startThree('https://unisson.example')
    for (const { services } of servers) {
      const own = (await services.store.publishers.all()).filter(
        ({ publicKey }) => publicKey === OWN_PUBLISHER_KEY,
      )
      expect(own.map(({ origins }) => origins)).toEqual([['https://unisson.example']])
    }
    await Promise.all(servers.map((server) => server.close()))
    await dropDatabase(url)
    url = await emptyDatabase()
  }
}, 120_000)

it('Three processes that start at once under a new address all come up, and agree on it', async () => {
  for (let round = 0; round < ROUNDS / 2; round++) {
    const servers = await startThree(`https://unisson-${round}.example`)
    const [first] = servers
    const own = (await first?.services.store.publishers.all())?.find(
      ({ publicKey }) => publicKey === OWN_PUBLISHER_KEY,
    )
    expect(own?.origins).toEqual([`https://unisson-${round}.example`])
    await Promise.all(servers.map((server) => server.close()))
  }
}, 120_000)
