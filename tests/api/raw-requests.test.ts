import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROBLEMS, type ProblemCode, problem } from '../../api/src/wire/problems.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

let newsroom: Newsroom
let port: number

beforeAll(async () => {
  newsroom = await openNewsroom({
    timeouts: { headers: 1000, request: 1000, connection: 0, checkingInterval: 20 },
  })
  port = Number(new URL(await newsroom.api.app.listen({ host: '127.0.0.1', port: 0 })).port)
})

afterAll(() => newsroom.api.close())

/** What the server says to these bytes until it closes the connection. */
async function answerTo(bytes: string | Buffer): Promise<{ status: number; code: string }> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(bytes)
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  expect(head).toMatch(/^content-type: application\/problem\+json; charset=utf-8$/im)
  expect(head).toMatch(/^connection: close$/im)
  const { type, status } = problem.parse(JSON.parse(body))
  expect(head).toContain(`HTTP/1.1 ${status} `)
  return { status, code: type.replace('/problems/', '') }
}

const refusal = (code: ProblemCode) => ({ status: PROBLEMS[code].status, code })
const HEAD = 'POST /v1/votes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n'

describe('Bytes on the wire', () => {
  it.each([
    ['are no request', 'hello\r\n\r\n', 'invalid-request'],
    [
      'are the beginning of another protocol',
      Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]),
      'invalid-request',
    ],
    ['name two lengths', `${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 'invalid-request'],
    [
      'have a length and chunks',
      `${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      'invalid-request',
    ],
    ['have a negative length', `${HEAD}Content-Length: -1\r\n\r\n{}`, 'invalid-request'],
    [
      'have a header of 100,000 letters',
      `${HEAD}X-Long: ${'a'.repeat(100_000)}\r\n\r\n`,
      'headers-too-large',
    ],
    ['stop in the middle of the headers', HEAD, 'request-timeout'],
    [
      'promise more than they bring',
      `${HEAD}Content-Type: text/plain\r\nContent-Length: 9\r\n\r\n{`,
      'request-timeout',
    ],
    [
      'announce a body that is too large',
      `${HEAD}Content-Type: text/plain\r\nContent-Length: 1000000\r\n\r\n`,
      'body-too-large',
    ],
  ] as const)('that %s are answered with a problem, and the connection ends', async (_name, bytes, code) => {
    expect(await answerTo(bytes)).toEqual(refusal(code))
  })

  it('leave the server as it was', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`)
    expect(await response.json()).toEqual({ status: 'ok' })
    expect(await newsroom.api.file.votes()).toEqual([])
    expect(newsroom.api.logLines.filter((line) => line.includes('request failed'))).toEqual([])
  })
})
