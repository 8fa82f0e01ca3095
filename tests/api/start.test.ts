import { chmodSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseVariables, readConfig } from '../../api/src/config.ts'
import { startServer } from '../../api/src/server.ts'
import { nameOfDatabase } from '../../api/src/store/database.ts'
import { describeOnFiles, dropDatabase, emptyDatabase, onPostgres } from '../support/engine.ts'

let folder: string
let address: string
let lines: Record<string, unknown>[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unisson-start-'))
  address = onPostgres ? await emptyDatabase() : join(folder, 'unisson.db')
  lines = []
})
afterEach(async () => {
  if (onPostgres) await dropDatabase(address)
  await rm(folder, { recursive: true })
})

const start = (variables: NodeJS.ProcessEnv = {}) => {
  const config = readConfig({
    PORT: '0',
    SESSION_SECRET: 'k7Qm2xV9pT4wZ8rB1nD6sF3hJ5gL0cYa',
    ...databaseVariables(address),
    ...variables,
  })
  const logStream = { write: (line: string) => lines.push(JSON.parse(line)) }
  return startServer({ ...config, logStream } as typeof config)
}
const said = (words: string) => lines.filter(({ msg }) => String(msg).includes(words))

describe('The log of a start', () => {
  it('says which database, how much is in it, which version, and where', async () => {
    const server = await start({ PUBLIC_URL: 'https://unisson.example' })
    await server.close()
    expect(said('ready')).toMatchObject([
      {
        database: nameOfDatabase(address),
        consultations: 0,
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        address: server.address,
        publicUrl: 'https://unisson.example',
      },
    ])
  })

  it('says when a new database was made, as where its name was mistyped, and only then', async () => {
    await (await start()).close()
    expect(said('the database did not exist')).toMatchObject([
      { level: 40, database: nameOfDatabase(address) },
    ])
    lines = []
    await (await start()).close()
    expect(said('the database did not exist')).toEqual([])
  })

  it('says that readers count as one where a proxy must be there, and none is trusted', async () => {
    await (await start({ PUBLIC_URL: 'https://unisson.example' })).close()
    expect(said('TRUSTED_PROXIES')).toMatchObject([{ level: 40 }])
    lines = []
    await (await start({ PUBLIC_URL: 'https://unisson.example', TRUSTED_PROXIES: '127.0.0.1' })).close()
    await (await start({ PUBLIC_URL: 'http://unisson.example' })).close()
    expect(said('TRUSTED_PROXIES')).toEqual([])
  })
})

describe('A server on every address of the machine, without a public one,', () => {
  it.each(['::', '0.0.0.0', '::1'])('answers (%s)', async (host) => {
    const server = await start({ HOST: host, LOG_LEVEL: 'silent' })
    const response = await fetch(`${server.address}/healthz`)
    expect(response.status).toBe(200)
    await server.close()
  })
})

describeOnFiles('The files of a database', () => {
  const rights = () => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777])

  it('are for their owner alone, while the server runs too', async () => {
    const server = await start({ LOG_LEVEL: 'silent' })
    expect(rights().map(([name]) => name)).toEqual(expect.arrayContaining(['unisson.db', 'unisson.db-wal']))
    expect(rights().filter(([, mode]) => mode !== 0o600)).toEqual([])
    await server.close()
  })

  it('are taken from everybody else where an older version let all read them', async () => {
    await (await start({ LOG_LEVEL: 'silent' })).close()
    chmodSync(address, 0o644)
    const server = await start({ LOG_LEVEL: 'silent' })
    expect(rights().filter(([, mode]) => mode !== 0o600)).toEqual([])
    await server.close()
  })

  it('stay as they are where somebody let a group read them', async () => {
    await (await start({ LOG_LEVEL: 'silent' })).close()
    chmodSync(address, 0o640)
    const server = await start({ LOG_LEVEL: 'silent' })
    expect(statSync(address).mode & 0o777).toBe(0o640)
    await server.close()
  })
})
