import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../api/src/app.ts'
import { createServices, systemRuntime } from '../../api/src/services.ts'
import { openStore } from '../../api/src/store/index.ts'
import { CONSULTATION, fillLargeConsultation, PROPOSALS, VOTES } from './large-consultation.ts'

// npm run measure:results: how long the page of results takes for 15,000 proposals, and how large it is.

const ROUNDS = 200

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const folder = await mkdtemp(join(tmpdir(), 'unisson-results-'))
const store = await openStore(join(folder, 'results.db'), 0)
const services = createServices({
  store,
  runtime: systemRuntime,
  publicUrl: 'http://measure',
  sessionSecret: 'x'.repeat(32),
  queueCapacity: 1000,
  onRecordFailure: (error) => {
    throw error
  },
})
const app = await buildApp(services, {
  logLevel: 'silent',
  trustedProxies: [],
  queriesPerMinute: 0,
  downloadsPerMinute: 0,
  maxConnections: 1,
  version: 'measure',
})
const headers = { 'accept-encoding': 'br' }

interface Asked {
  milliseconds: number
  /** Of the processor, however many others want it. */
  processor: number
  bytes: number
}

async function ask(query = ''): Promise<Asked> {
  const start = performance.now()
  const before = process.cpuUsage()
  const answer = await app.inject({ url: `/c/${CONSULTATION}${query}`, headers })
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${answer.body}`)
  const { user, system } = process.cpuUsage(before)
  return {
    milliseconds: performance.now() - start,
    processor: (user + system) / 1000,
    bytes: answer.rawPayload.length,
  }
}

try {
  await fillLargeConsultation(store)
  await services.directory.refresh()
  // What belongs to no consultation is read once for a process: a language, the paths of a program.
  await app.inject('/c/nothing')
  const first = await ask()
  const again: Asked[] = []
  for (let round = 0; round < ROUNDS; round++) again.push(await ask())
  const search = await ask('?q=gare+école')
  const sorted = await ask('?sort=disagree&page=300')
  const said = ({ milliseconds, processor, bytes }: Asked): string =>
    `${milliseconds.toFixed(1)} (processor ${processor.toFixed(1)}), ${bytes} bytes`
  console.log(
    `${PROPOSALS} proposals, ${VOTES} votes: milliseconds for the page of results, bytes with brotli`,
  )
  console.log(`first             ${said(first)}`)
  console.log(`again, median     ${median(again.map(({ milliseconds }) => milliseconds)).toFixed(2)}`)
  console.log(`  of processor    ${median(again.map(({ processor }) => processor)).toFixed(2)}`)
  console.log(`first search      ${said(search)}`)
  console.log(`page 300, sorted  ${said(sorted)}`)
} finally {
  await app.close()
  await store.database.close()
  await rm(folder, { recursive: true, force: true })
}
