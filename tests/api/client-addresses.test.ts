import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { BROWSER, type TestReader } from '../support/reader.ts'

const PROXY = '10.9.0.1'
const TODAY = '2026-03-10'

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom({ trustedProxies: ['10.9.0.0/16'] })
})
afterEach(() => newsroom.api.close())

/** A page view of its own, as a proxy hands it on. */
async function view(headers: Record<string, string>, address = PROXY): Promise<TestReader> {
  const reader = newsroom.reader({ address, headers })
  await reader.report('view')
  return reader
}

async function readersViewed(): Promise<number> {
  await newsroom.api.services.recorder.flush()
  return (await newsroom.api.file.engagement(TODAY)).readersViewed
}

const warnings = () => newsroom.api.logLines.filter((line) => line.includes('TRUSTED_PROXIES'))

it('One reader counts once, however the proxy writes the address', async () => {
  for (const written of ['203.0.113.5', '203.0.113.5:51234', '203.0.113.5:51235', '::ffff:203.0.113.5'])
    await view({ 'x-forwarded-for': written })
  await view({ forwarded: 'for="203.0.113.5:4711";proto=https' })
  expect(await readersViewed()).toBe(1)
  for (const written of ['2001:db8::1', '[2001:DB8::1]:443', '2001:db8:0:0::1%eth0'])
    await view({ 'x-forwarded-for': written })
  await view({ forwarded: 'for="[2001:db8::1]:4711"' })
  expect(await readersViewed()).toBe(2)
  expect(warnings()).toEqual([])
})

it('Who sends a long list of addresses in front of what the proxy adds is one reader, under their own address', async () => {
  for (const [number, made] of ['192.0.2.', '198.51.100.'].entries()) {
    const [list, forwarded] = [`${made}7, `.repeat(200), `for=${made}7, `.repeat(200)]
    await view({ 'x-forwarded-for': `${list}203.0.113.5` })
    await view({ forwarded: `${forwarded}for=203.0.113.5` })
    await view({ forwarded: `for=${made}${number};x=", for=203.0.113.5` })
  }
  // The proxy itself stands for the headers that nobody can read.
  expect(await readersViewed()).toBe(2)
})

it('One reader meets one limit, whichever port the proxy names', async () => {
  const limited = await openNewsroom({ downloadsPerMinute: 2, trustedProxies: ['10.9.0.0/16'] })
  const statuses: number[] = []
  for (const port of [1, 2, 3]) {
    const headers = { 'x-forwarded-for': `203.0.113.5:${port}` }
    const url = `/c/territoires/code.svg?publisher=${limited.publisher.publicKey}`
    const asked = { url, remoteAddress: PROXY, headers }
    statuses.push((await limited.api.app.inject(asked)).statusCode)
  }
  expect(statuses).toEqual([200, 200, 429])
  await limited.api.close()
})

it('A proxy that is not trusted is told in the log once an hour for each kind of peer, without an address', async () => {
  for (const address of ['172.16.0.9', '172.16.0.10', '127.0.0.1', '::1', '8.8.4.4'])
    for (const header of ['x-forwarded-for', 'forwarded'])
      await view({ [header]: 'for=203.0.113.5' }, address)
  expect(warnings().map((line) => JSON.parse(line).peer)).toEqual(['private', 'loopback', 'public'])
  for (const canary of ['172.16.0', '203.0.113.5', '8.8.4.4'])
    expect(newsroom.api.logLines.join('')).not.toContain(canary)
})

it('A user agent is read up to its 512th character, and no further', async () => {
  const long = `${BROWSER} ${'Silk'.repeat(3900)}`
  for (const more of ['', 'a', 'b'.repeat(100)]) {
    const reader = newsroom.reader({ address: '203.0.113.5', userAgent: long + more })
    await reader.report('view')
  }
  expect(await readersViewed()).toBe(1)
})
