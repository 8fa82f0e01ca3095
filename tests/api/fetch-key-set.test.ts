import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { fetchKeySet, type KeySetRequest } from '../../api/src/jobs/fetch-key-set.ts'

const data = new URL('../data/tls/', import.meta.url)
const [key, cert] = ['key.pem', 'certificate.pem'].map((name) => readFileSync(new URL(name, data), 'utf8'))
const NAME = 'keys.journal.example'
const JSON_TYPE = { 'content-type': 'application/json' }

let server: Server | undefined
let asked = 0

/** A server of this machine, which stands for a publisher's on the internet. */
async function serve(answer: RequestListener): Promise<URL> {
  asked = 0
  server = createServer({ key, cert }, (request, response) => {
    asked++
    answer(request, response)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return new URL(`https://${NAME}:${(server.address() as AddressInfo).port}/jwks.json`)
}

/** The name leads to each of these addresses, in turn. */
const resolving = (...turns: string[][]) => {
  const seen: string[][] = []
  const resolve: KeySetRequest['resolve'] = (_host, _options, done) => {
    const addresses = turns[Math.min(seen.length, turns.length - 1)] ?? []
    seen.push(addresses)
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { resolve, seen }
}

/** As on the internet, but that this machine's own address counts as one of it. */
const here: KeySetRequest = {
  ...(cert === undefined ? {} : { ca: cert }),
  isPublic: (address) => address === '127.0.0.1',
  resolve: resolving(['127.0.0.1']).resolve,
}

const refused = (url: URL, options: KeySetRequest) => expect(fetchKeySet(url, options)).rejects

afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
  server = undefined
})

describe('a set of keys at an address', () => {
  it('is fetched as JSON', async () => {
    const url = await serve((_request, response) => response.writeHead(200, JSON_TYPE).end('{"keys":[]}'))
    expect(await fetchKeySet(url, here)).toBe('{"keys":[]}')
  })

  it.each([
    ['127.0.0.1'],
    ['10.0.0.7'],
    ['169.254.169.254'],
    ['::1'],
    ['fe80::1'],
    ['fd00::1'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
  ])('is not asked for where its name leads to %s', async (address) => {
    const url = await serve((_request, response) => response.writeHead(200, JSON_TYPE).end('{}'))
    await refused(url, { resolve: resolving([address]).resolve }).toMatchObject({
      fault: 'not-a-public-address',
      // Whoever asks does not learn where names of the inside lead.
      message: expect.not.stringContaining(address),
    })
    await refused(url, { resolve: resolving(['1.1.1.1', address]).resolve }).toMatchObject({
      fault: 'not-a-public-address',
    })
    expect(asked).toBe(0)
  })

  it.each(['https://127.0.0.1', 'https://[::1]', 'https://[::ffff:127.0.0.1]', 'https://10.0.0.1'])(
    'is not asked for at %s',
    async (origin) => {
      const { port } = await serve((_request, response) => response.writeHead(200, JSON_TYPE).end('{}'))
      await refused(new URL(`${origin}:${port}/jwks.json`), {}).toMatchObject({
        fault: 'not-a-public-address',
      })
      expect(asked).toBe(0)
    },
  )

  it('is asked for at the address that was checked, whatever its name leads to the next moment', async () => {
    const url = await serve((_request, response) => response.writeHead(200, JSON_TYPE).end('{}'))
    const { resolve, seen } = resolving(['127.0.0.1'], ['10.0.0.7'])
    expect(await fetchKeySet(url, { ...here, resolve })).toBe('{}')
    expect(seen).toHaveLength(1)
    // Public by what the name said, private by who took the connection.
    let looks = 0
    const isPublic = () => ++looks === 1
    await refused(url, { ...here, isPublic }).toMatchObject({ fault: 'not-a-public-address' })
    expect(asked).toBe(1)
  })

  it.each([301, 302, 303, 307, 308])('is not followed to another address (%i)', async (status) => {
    const url = await serve((_request, response) =>
      response.writeHead(status, { location: 'https://127.0.0.1/secret' }).end(),
    )
    await refused(url, here).toMatchObject({ fault: 'key-set-redirects' })
    expect(asked).toBe(1)
  })

  it('is refused with any other answer than 200', async () => {
    const url = await serve((_request, response) => response.writeHead(404, JSON_TYPE).end('{}'))
    await refused(url, here).toMatchObject({ fault: 'key-set-status' })
  })

  it.each<[string, Record<string, string>]>([
    ['a page', { 'content-type': 'text/html' }],
    ['no type', {}],
    ['a type that begins alike', { 'content-type': 'application/jsonp' }],
    ['something packed', { ...JSON_TYPE, 'content-encoding': 'gzip' }],
  ])('is refused as %s', async (_what, headers) => {
    const url = await serve((_request, response) => response.writeHead(200, headers).end('{}'))
    await refused(url, here).toMatchObject({ fault: 'key-set-type' })
  })

  it('is refused when it is a giant, by what it says and by what it sends', async () => {
    const said = await serve((_request, response) =>
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '70000' }).write('{'),
    )
    await refused(said, here).toMatchObject({ fault: 'key-set-too-large' })
    server?.closeAllConnections()
    server?.close()
    const sent = await serve((_request, response) => {
      response.writeHead(200, JSON_TYPE)
      const more = () => {
        while (response.write(' '.repeat(16_384)) && !response.destroyed);
        response.once('drain', more)
      }
      more()
    })
    await refused(sent, here).toMatchObject({ fault: 'key-set-too-large' })
  })

  it('is given up when it is slow: before its head, and in the middle of its body', async () => {
    const silent = await serve(() => undefined)
    await refused(silent, { ...here, patienceMilliseconds: 200 }).toMatchObject({ fault: 'key-set-too-slow' })
    server?.closeAllConnections()
    server?.close()
    const halting = await serve((_request, response) => response.writeHead(200, JSON_TYPE).write('{'))
    await refused(halting, { ...here, patienceMilliseconds: 400 }).toMatchObject({
      fault: 'key-set-too-slow',
    })
    const never: KeySetRequest = { ...here, resolve: () => undefined, patienceMilliseconds: 100 }
    await refused(halting, never).toMatchObject({ fault: 'key-set-too-slow' })
  })

  it('is refused from a server whose certificate nobody trusts', async () => {
    const url = await serve((_request, response) => response.writeHead(200, JSON_TYPE).end('{}'))
    const { ca: _, ...untrusting } = here
    await refused(url, untrusting).toMatchObject({ fault: 'key-set-unreachable' })
    expect(asked).toBe(0)
  })

  it('is unreachable where its name leads nowhere, and where nobody listens', async () => {
    const url = await serve(() => undefined)
    await refused(url, { ...here, resolve: resolving([]).resolve }).toMatchObject({
      fault: 'key-set-unreachable',
    })
    const closed = new URL(url)
    await new Promise((resolve) => server?.close(resolve))
    server = undefined
    await refused(closed, here).toMatchObject({ fault: 'key-set-unreachable' })
  })
})
