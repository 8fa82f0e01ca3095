import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server as TcpServer } from 'node:net'
import { Ledger, type LedgerReport } from './ledger.ts'
import { Stage } from './stage.ts'
import { Voters } from './voters.ts'

export interface CutReport extends LedgerReport {
  /** Offsets at which a connection was cut. */
  requestOffsets: number
  answerOffsets: number
}

interface Cut {
  side: 'request' | 'answer'
  at: number
}

/** Passes bytes on between one client and the server, and cuts both when so many have passed on one side. */
async function proxyTo(port: number, { side, at }: Cut): Promise<TcpServer> {
  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1')
    const end = () => {
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) socket.on('error', end).on('close', end)
    const pass = (own: Cut['side'], to: typeof client) => {
      let passed = 0
      return (bytes: Buffer) => {
        const left = side === own ? at - passed : Number.POSITIVE_INFINITY
        passed += bytes.length
        if (bytes.length < left) return void to.write(bytes)
        // What passed is on its way: the other side sees it, then the end.
        to.write(bytes.subarray(0, left), () => to.end(end))
      }
    }
    if (side === 'request' && at === 0) return end()
    client.on('data', pass('request', server))
    server.on('data', pass('answer', client))
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return proxy
}

/** Sends bytes; true if a whole answer came back. */
async function exchange(port: number, bytes: string): Promise<string | undefined> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  socket.on('error', () => undefined)
  socket.write(bytes)
  await once(socket, 'close')
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? Number.NaN)
  return Buffer.byteLength(body) === length ? answer : undefined
}

function requestFor(origin: string, body: string): string {
  const head = [
    'POST /v1/votes HTTP/1.1',
    'Host: localhost',
    `Origin: ${origin}`,
    'Content-Type: text/plain',
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

/** One reader's vote through a proxy that cuts; then once more, straight. */
async function voteTwice(
  stage: Stage,
  port: number,
  voters: Voters,
  ledger: Ledger,
  cut: Cut,
): Promise<void> {
  const { ballot, body } = voters.oneVote()
  const request = requestFor(stage.consultation.origin, body)
  const proxy = await proxyTo(port, cut)
  ledger.send(ballot)
  const heard = await exchange((proxy.address() as AddressInfo).port, request)
  proxy.close()
  // Answers differ by some letters: a place may lie behind the end of a shorter one.
  const passed = cut.side === 'request' ? request : heard
  if (heard !== undefined && passed !== undefined && cut.at < Buffer.byteLength(passed))
    throw new Error(`A vote cut at byte ${cut.at} of the ${cut.side} was heard whole`)
  const again = await exchange(port, request)
  if (again?.startsWith('HTTP/1.1 200')) ledger.acknowledge(ballot)
}

/** Every place in a request and its answer, as a vote without a fault has them. */
async function placesToCut(stage: Stage, port: number, voters: Voters, ledger: Ledger, step: number) {
  const { ballot, body } = voters.oneVote()
  const request = requestFor(stage.consultation.origin, body)
  ledger.send(ballot)
  const answer = await exchange(port, request)
  if (answer === undefined) throw new Error('A vote without a fault was not answered')
  ledger.acknowledge(ballot)
  const places = (side: Cut['side'], bytes: number): Cut[] =>
    Array.from({ length: Math.ceil(bytes / step) }, (_, index) => ({ side, at: index * step }))
  return {
    inRequest: places('request', Buffer.byteLength(request)),
    inAnswer: places('answer', Buffer.byteLength(answer)),
  }
}

/** A connection is cut behind each byte of the request and of the answer; then the reader sends the vote again. */
export async function cutEverywhere(options: { step: number; atOnce: number }): Promise<CutReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections: 1 })
  try {
    const server = await stage.start()
    const { inRequest, inAnswer } = await placesToCut(stage, server.port, voters, ledger, options.step)
    const left = [...inRequest, ...inAnswer]
    const worker = async () => {
      for (let cut = left.pop(); cut; cut = left.pop())
        await voteTwice(stage, server.port, voters, ledger, cut)
    }
    await Promise.all(Array.from({ length: options.atOnce }, worker))
    await server.stop()
    return {
      ...(await ledger.check(stage.file, stage.secret)),
      requestOffsets: inRequest.length,
      answerOffsets: inAnswer.length,
    }
  } finally {
    await stage.close()
  }
}
