import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Ledger, type LedgerReport } from './ledger.ts'
import { quantile } from './process-figures.ts'
import { type Server, Stage } from './stage.ts'
import { Voters } from './voters.ts'

const HEAD = 'POST /v1/votes HTTP/1.1\r\nHost: localhost\r\n'
const DRIP_MILLISECONDS = 1000

export interface SlowSocketsReport extends LedgerReport {
  /** Milliseconds until the last slow socket was cut. */
  allCutAfter: number
  /** Of honest votes, alone and beside the slow sockets. */
  p99Alone: number
  p99Beside: number
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Sends a letter of a header each second, without end, until it is cut. */
async function drip(port: number): Promise<void> {
  const socket = await open(port)
  socket.resume()
  socket.write(`${HEAD}X-Slow: `)
  const dripping = setInterval(() => socket.write('a'), DRIP_MILLISECONDS)
  await once(socket, 'close')
  clearInterval(dripping)
}

/** Many sockets that send a letter a second, beside readers who vote. */
export async function slowSockets(options: { sockets: number; votes: number }): Promise<SlowSocketsReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections: 32 })
  try {
    const server = await stage.start()
    const p99 = async (isOver: (acknowledged: number) => boolean) => {
      const { latencies } = await voters.vote(server, ({ acknowledged }) => isOver(acknowledged))
      return quantile(latencies, 0.99)
    }
    await p99((acknowledged) => acknowledged >= options.votes)
    const p99Alone = await p99((acknowledged) => acknowledged >= options.votes)
    const began = performance.now()
    let isOver = false
    const slow = Promise.all(Array.from({ length: options.sockets }, () => drip(server.port))).then(() => {
      isOver = true
      return performance.now() - began
    })
    const p99Beside = await p99(() => isOver)
    const allCutAfter = await slow
    await server.stop()
    return { ...(await ledger.check(stage.file, stage.secret)), allCutAfter, p99Alone, p99Beside }
  } finally {
    await stage.close()
  }
}

export interface CrowdReport {
  connections: number
  /** Statuses of the answers, and how many of each. */
  answered: Record<string, number>
  /** Of whole requests; none may be. */
  unanswered: number
  /** Half open, and cut before the answer: Node's server ends a connection whose other side has ended. */
  halfOpenCut: number
  healthzAfterwards: number
}

/** What the server says to these bytes until it ends the connection; '' if nothing. */
async function ask(port: number, bytes: string, isHalfClosed: boolean): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  socket.on('error', () => undefined).on('end', () => socket.end())
  if (isHalfClosed) socket.end(bytes)
  else socket.write(bytes)
  await once(socket, 'close').catch(() => undefined)
  return answer
}

const WHOLE = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
const ENDLESS = `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`
const KINDS = [
  { bytes: WHOLE, isHalfClosed: false },
  { bytes: WHOLE, isHalfClosed: true },
  { bytes: ENDLESS, isHalfClosed: false },
] as const

/** Opens all connections at once; a third of them half open, a third with headers that are too long. */
export async function crowd(options: { connections: number }): Promise<CrowdReport> {
  const stage = await Stage.open()
  try {
    const server: Server = await stage.start()
    const answers = await Promise.all(
      Array.from({ length: options.connections }, async (_, index) => {
        const { bytes, isHalfClosed } = KINDS[index % KINDS.length] ?? KINDS[0]
        const answer = await ask(server.port, bytes, isHalfClosed)
        return { isHalfClosed, status: /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] }
      }),
    )
    const answered: Record<string, number> = {}
    for (const { status } of answers) if (status) answered[status] = (answered[status] ?? 0) + 1
    const without = answers.filter(({ status }) => status === undefined)
    const halfOpenCut = without.filter(({ isHalfClosed }) => isHalfClosed).length
    const healthzAfterwards = (await fetch(`${server.url}/healthz`)).status
    await server.stop()
    const unanswered = without.length - halfOpenCut
    return { connections: options.connections, answered, unanswered, halfOpenCut, healthzAfterwards }
  } finally {
    await stage.close()
  }
}
