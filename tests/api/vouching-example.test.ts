import { execFile } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setReaderKeys } from '../../api/src/administration/reader-keys.ts'
import type { SessionAnswer, VoteAnswer } from '../../api/src/wire/index.ts'
import { TestServer } from '../support/running-server.ts'

const run = promisify(execFile)
const EXAMPLE = fileURLToPath(new URL('../../docs/vouching/reader-token.mjs', import.meta.url))

let server: TestServer
let environment: Record<string, string>

const example = async (argument: string) =>
  (await run(process.execPath, [EXAMPLE, argument], { env: environment })).stdout.trim()

beforeAll(async () => {
  server = await TestServer.open(['Il faut planter des arbres'])
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const keyFile = join(server.folder, 'reader-key.pem')
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  environment = {
    UNISSON_URL: server.running.services.publicUrl,
    UNISSON_PUBLISHER: server.publisher.publicKey,
    READER_KEY_FILE: keyFile,
    READER_KEY_ID: '2026-01',
    PSEUDONYM_SECRET: randomBytes(32).toString('base64'),
  }
  const { fetchKeySet } = server.running.services
  await setReaderKeys(server.context, server.publisher, { keySet: await example('--keys') }, fetchKeySet)
  await server.running.services.directory.refresh()
})
afterAll(() => server.remove())

it('The example for a newsroom’s server gives one vote to a subscriber on two devices', async () => {
  const cast = async (address: string, reader: string, vote: string) => {
    const { session, readerToken } = await server.post<SessionAnswer>(address, '/v1/sessions', {
      publisher: server.publisher.publicKey,
      consultation: server.consultation.slug,
      event: 'view',
      readerToken: await example('subscriber-4711'),
    })
    expect(readerToken).toBe('vouched')
    const proposal = server.proposals[0]
    return server.post<VoteAnswer>(address, '/v1/votes', { session, reader, proposal, vote, revision: 1 })
  }
  await cast('192.0.2.1', 'reader-laptop-0000001', 'agree')
  const { tallies } = await cast('198.51.100.1', 'reader-phone-00000001', 'disagree')
  expect(tallies).toMatchObject({ agree: 0, disagree: 1, neutral: 0 })
})

it('The example names no subscriber', async () => {
  const token = await example('subscriber-4711')
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  expect(claims).not.toContain('4711')
  expect(JSON.parse(claims)).toMatchObject({ iss: server.publisher.publicKey })
  expect(await example('--keys')).not.toContain('"d"')
})
