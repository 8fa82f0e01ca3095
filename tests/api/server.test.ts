import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApiKey } from '../../api/src/administration/api-keys.ts'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { createPublisher } from '../../api/src/administration/publishers.ts'
import { databaseVariables, readConfig } from '../../api/src/config.ts'
import { type RunningServer, startServer } from '../../api/src/server.ts'
import type { Services } from '../../api/src/services.ts'
import { seedProposal } from '../../scripts/stage/seed-proposal.ts'
import { DatabaseFile } from '../support/database-file.ts'
import { dropDatabase, freshDatabase, onPostgres } from '../support/engine.ts'
import { BROWSER } from '../support/reader.ts'

const HOUR = 3_600_000

let folder: string
let file: DatabaseFile

const start = () =>
  startServer(
    readConfig({
      PORT: '0',
      ...databaseVariables(file.path),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      LOG_LEVEL: 'silent',
    }),
  )

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unisson-server-'))
  file = new DatabaseFile((await freshDatabase()) ?? join(folder, 'unisson.db'))
})

afterEach(async () => {
  if (onPostgres) await dropDatabase(file.path)
  await rm(folder, { recursive: true, force: true })
})

const adminContextOf = ({ store, runtime }: Services) => ({
  store,
  runtime,
  actor: { administratorId: null, name: 'Test' },
})

async function fill({ services }: RunningServer) {
  const { store, runtime } = services
  const context = adminContextOf(services)
  const publisher = await createPublisher(context, {
    name: 'Le Journal',
    origins: ['https://www.journal.example'],
    timeZone: 'Europe/Paris',
  })
  const consultation = await createConsultation(context, {
    slug: 'territoires',
    language: 'fr',
    question: 'Comment ?',
    opensAt: runtime.now() - HOUR,
    closesAt: runtime.now() + HOUR,
  })
  const proposal = runtime.id()
  await store.proposals.create([seedProposal(proposal, consultation.id, 'Des arbres', runtime.now())])
  await services.directory.refresh()
  return { publisher, consultation, proposal }
}

async function openSession({ address }: RunningServer, publisher: string): Promise<string> {
  const body = JSON.stringify({ publisher, consultation: 'territoires', event: 'view' })
  const response = await fetch(`${address}/v1/sessions`, { method: 'POST', body })
  return ((await response.json()) as { session: string }).session
}

it('A vote that is on its way while the server stops is answered, and is on disk', async () => {
  const server = await start()
  const { publisher, proposal } = await fill(server)
  const session = await openSession(server, publisher.publicKey)
  const ballot = { session, reader: 'r'.repeat(21), proposal, vote: 'agree', revision: 1 }
  const body = JSON.stringify(ballot)

  const begun = once(server.app.server, 'request')
  const headers = { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) }
  const sending = request(`${server.address}/v1/votes`, { method: 'POST', headers, agent: false })
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>
  sending.write(body.slice(0, 20))
  await begun
  const closed = server.close()
  sending.end(body.slice(20))

  const [response] = await answered
  expect(response.statusCode).toBe(200)
  expect(JSON.parse(await text(response))).toMatchObject({ vote: 'agree', tallies: { agree: 1 } })
  await closed
  expect(await file.votes()).toEqual([{ proposal, vote: 'agree', qualifications: 0, revision: 1 }])
  expect(await file.tallies()).toEqual(await file.recount())
})

it('Loads and views that still wait are written before the server has stopped', async () => {
  const server = await start()
  const { publisher } = await fill(server)
  const body = JSON.stringify({ publisher: publisher.publicKey, consultation: 'territoires', event: 'view' })
  const headers = { origin: 'https://www.journal.example', 'user-agent': BROWSER }
  await fetch(`${server.address}/v1/sessions`, { method: 'POST', body, headers })
  await server.close()
  expect(await file.one('SELECT sum(views) FROM engagement_hours')).toBeGreaterThan(0)
})

it('A server that has stopped takes no connection, and leaves its run marked as stopped', async () => {
  const server = await start()
  expect(await file.all('SELECT stopped_at FROM runs')).toEqual([{ stopped_at: null }])
  await server.close()
  expect(await file.one('SELECT count(*) FROM runs WHERE stopped_at >= started_at')).toBe(1)
  await expect(fetch(`${server.address}/healthz`)).rejects.toThrow()
})

it('A run that ended without a stop is counted among the figures, the present one is not', async () => {
  const first = await start()
  const { publisher } = await fill(first)
  const { key } = await createApiKey(adminContextOf(first.services), { publisher, label: '' })
  await first.close()
  await file.run("UPDATE runs SET stopped_at = NULL, id = 'crashed'")

  const second = await start()
  const headers = { authorization: `Bearer ${key}` }
  const response = await fetch(`${second.address}/v1/publisher/stats/summary`, { headers })
  const { meta } = (await response.json()) as { meta: { uncleanStops: number } }
  expect(meta.uncleanStops).toBe(1)
  await second.close()
})

it('A port that is taken is no crash', async () => {
  const first = await start()
  const { port } = new URL(first.address)
  const config = {
    ...readConfig({ SESSION_SECRET: 'k7Qm2xV9pT4wZ8rB1nD6sF3hJ5gL0cYa', LOG_LEVEL: 'silent' }),
    port: Number(port),
  }
  const other = (await freshDatabase()) ?? join(folder, 'other.db')
  await expect(startServer({ ...config, database: other })).rejects.toThrow('EADDRINUSE')
  expect(await new DatabaseFile(other).one('SELECT count(*) FROM runs WHERE stopped_at IS NULL')).toBe(0)
  await first.close()
})
