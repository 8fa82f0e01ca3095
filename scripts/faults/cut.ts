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
async function proxyTo(port: number, cut: () => Cut): Promise<TcpServer> {
  const proxy = createServer((client) => {
    const { side, at } = cut()
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

/** A connection is cut behind each byte of the request and of the answer; then the reader sends the vote again. */
export async function cutEverywhere(options: { step: number; atOnce: number }): Promise<CutReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections: 1 })
  try {
    const server = await stage.start()
    const head = [
      ...['POST /v1/votes HTTP/1.1', 'Host: localhost', `Origin: ${stage.consultation.origin}`],
      ...['Content-Type: text/plain', 'Connection: close', 'Content-Length: '],
    ].join('\r\n')
    const request = (body: string) => `${head}${Buffer.byteLength(body)}\r\n\r\n${body}`
    const whole = voters.oneVote()
    ledger.send(whole.ballot)
    const answer = await exchange(server.port, request(whole.body))
    if (answer === undefined) throw new Error('A vote without a fault was not answered')
    ledger.acknowledge(whole.ballot)
    const lengths = { request: request(whole.body).length, answer: Buffer.byteLength(answer) }
    const cuts = (['request', 'answer'] as const).flatMap((side) =>
      Array.from({ length: Math.ceil(lengths[side] / options.step) }, (_, index) => ({
        ...{ side, at: index * options.step },
      })),
    )
    const one = async (cut: Cut): Promise<void> => {
      const proxy = await proxyTo(server.port, () => cut)
      const { ballot, body } = voters.oneVote()
      ledger.send(ballot)
      const heard = await exchange((proxy.address() as AddressInfo).port, request(body))
      if (heard !== undefined) throw new Error(`A vote cut at ${cut.side} ${cut.at} was heard whole`)
      const again = await exchange(server.port, request(body))
      if (again?.startsWith('HTTP/1.1 200')) ledger.acknowledge(ballot)
      proxy.close()
    }
    const left = [...cuts]
    const worker = async () => {
      for (let cut = left.pop(); cut; cut = left.pop()) await one(cut)
    }
    await Promise.all(Array.from({ length: options.atOnce }, worker))
    await server.stop()
    return {
      ...ledger.check(stage.file, stage.secret),
      requestOffsets: cuts.filter(({ side }) => side === 'request').length,
      answerOffsets: cuts.filter(({ side }) => side === 'answer').length,
    }
  } finally {
    await stage.close()
  }
}
