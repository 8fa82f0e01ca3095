import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ORIGIN } from '../support/api.ts'
import { FallibleStore } from '../support/fallible-store.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

let disk: FallibleStore
let newsroom: Newsroom
let port: number

beforeEach(async () => {
  disk = new FallibleStore()
  newsroom = await openNewsroom({ wrapStore: disk.wrap })
  await newsroom.api.app.listen({ host: '127.0.0.1', port: 0 })
  port = (newsroom.api.app.server.address() as AddressInfo).port
})
afterEach(() => newsroom.api.close())

function request(body: object): string {
  const json = JSON.stringify(body)
  const head = ['POST /v1/votes HTTP/1.1', 'Host: localhost', `Origin: ${ORIGIN}`, 'Content-Type: text/plain']
  return `${[...head, `Content-Length: ${Buffer.byteLength(json)}`].join('\r\n')}\r\n\r\n${json}`
}

it('While the API closes, a vote in flight and one behind it on the same connection are taken', async () => {
  const reader = await newsroom.viewer({ address: '127.0.0.1' })
  const { id, session } = reader
  await newsroom.api.services.recorder.flush()
  const [first, second] = newsroom.proposals.map((proposal) =>
    request({ session, reader: id, proposal, vote: 'agree', revision: 1, served: reader.served(proposal) }),
  )
  let release = () => {}
  disk.gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const answers = text(socket)
  socket.write(first ?? '')
  await vi.waitUntil(() => disk.waiting > 0)
  const closed = newsroom.api.app.close()
  await vi.waitUntil(() => !newsroom.api.app.server.listening)
  socket.write(second ?? '')
  await vi.waitUntil(() => newsroom.api.services.recorder.waiting > 0)
  release()
  expect((await answers).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  await closed
  expect(await newsroom.api.file.votes()).toHaveLength(2)
  expect(await newsroom.api.file.tallies()).toEqual(await newsroom.api.file.recount())
})
