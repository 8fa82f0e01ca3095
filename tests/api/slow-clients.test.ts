import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

const SHORT = { headers: 300, request: 400, connection: 600, keepAlive: 200, checkingInterval: 50 }
const STALLED: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['half a request line', 'GET /hea'],
  ['half its headers', 'POST /v1/votes HTTP/1.1\r\nHost: localhost\r\nContent-Ty'],
  [
    'half its body',
    'POST /v1/votes HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 200\r\n\r\n{"session":"',
  ],
  [
    'half a chunk',
    'POST /v1/votes HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{"',
  ],
]

let newsroom: Newsroom
let port: number
let url: string

async function listen(options = {}): Promise<void> {
  newsroom = await openNewsroom(options)
  url = await newsroom.api.app.listen({ host: '127.0.0.1', port: 0 })
  port = (newsroom.api.app.server.address() as AddressInfo).port
}
afterEach(() => newsroom.api.close())

async function open(sent: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  if (sent !== '') socket.write(sent)
  return socket
}

describe('a client that stalls', () => {
  beforeEach(() => listen({ timeouts: SHORT }))

  it.each(STALLED)('after %s is cut', async (_what, sent) => {
    const socket = await open(sent)
    const answer = await text(socket)
    if (answer !== '') {
      expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
      expect(answer).toContain('Content-Type: application/problem+json')
      expect(answer).toContain('"type":"/problems/request-timeout"')
    }
    expect(socket.destroyed || socket.readableEnded).toBe(true)
  })

  it('with an idle connection is let go', async () => {
    const socket = await open('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  })
})

describe('clients that stall', () => {
  // Long enough for those who are honest, on a machine with three hundred others.
  beforeEach(() => listen({ timeouts: { ...SHORT, headers: 3000, request: 4000, connection: 5000 } }))

  it('in hundreds does not keep honest readers from being answered, and leaves nothing open', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 300 }, (_, index) => open(STALLED[index % STALLED.length]?.[1] ?? '')),
    )
    const closed = Promise.all(sockets.map((socket) => text(socket).catch(() => '')))
    for (let request = 0; request < 20; request++) expect((await fetch(`${url}/healthz`)).status).toBe(200)
    const reader = await newsroom.viewer()
    expect((await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })).tallies.agree).toBe(1)
    await closed
    expect(await newsroom.api.file.votes()).toHaveLength(1)
  })
})

describe('bytes that are no request', () => {
  beforeEach(() => listen())

  it.each([
    ['noise', 'lorem ipsum\r\n\r\n', 400, 'invalid-request'],
    [
      'two lengths',
      'POST /v1/votes HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'invalid-request',
    ],
    [
      'a length and chunks, as for smuggling',
      'POST /v1/votes HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      ...([400, 'invalid-request'] as const),
    ],
    [
      'endless headers',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ] as const)(
    '(%s) are answered with a problem, and the connection ends',
    async (_what, sent, status, code) => {
      const answer = await text(await open(sent))
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
      expect(answer).toContain('Connection: close')
      expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({
        type: `/problems/${code}`,
        status,
      })
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
    },
  )

  it('has the limits that the operator was promised', () => {
    const { server } = newsroom.api.app
    expect(server).toMatchObject({
      headersTimeout: 8000,
      requestTimeout: 10_000,
      timeout: 15_000,
      keepAliveTimeout: 5000,
      maxConnections: 1000,
    })
  })

  it('keeps connections of proxies longer than they do, so that none is ended just as it is used again', async () => {
    await newsroom.api.close()
    await listen({ trustedProxies: ['127.0.0.1'] })
    const LONGEST_OF_PROXIES = 120_000
    expect(newsroom.api.app.server.keepAliveTimeout).toBeGreaterThan(LONGEST_OF_PROXIES)
    expect((await fetch(`${url}/healthz`)).headers.get('keep-alive')).toBe('timeout=150')
  })
})
