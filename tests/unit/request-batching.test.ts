import { once } from 'node:events'
import { connect } from 'node:net'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { requestBatching } from '../../api/src/plugins/listener.ts'

async function openServer() {
  const app = Fastify()
  const began: string[] = []
  const ended: string[] = []
  await app.register(requestBatching)
  app.get<{ Params: { name: string } }>('/:name', async ({ params: { name } }) => {
    began.push(name)
    await Promise.resolve()
    ended.push(name)
    if (name === 'fault') throw new Error('of this request alone')
    return name
  })
  return { app, began, ended }
}

it('Requests of one turn are all begun, then all ended, in the order in which they arrived', async () => {
  const { app, began, ended } = await openServer()
  const onEnd: number[] = []
  app.addHook('onSend', async () => {
    onEnd.push(began.length)
  })
  await Promise.all(['one', 'two', 'three'].map((name) => app.inject(`/${name}`)))
  expect(began).toEqual(['one', 'two', 'three'])
  expect(ended).toEqual(['one', 'two', 'three'])
  expect(onEnd).toEqual([3, 3, 3])
  await app.close()
})

it('A fault in one of them is answered to that one alone', async () => {
  const { app } = await openServer()
  const answers = await Promise.all(['one', 'fault', 'three'].map((name) => app.inject(`/${name}`)))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 500, 200])
  await app.close()
})

it('A request that arrives later waits for none of before', async () => {
  const { app, ended } = await openServer()
  await app.inject('/one')
  await app.inject('/two')
  expect(ended).toEqual(['one', 'two'])
  await app.close()
})

it('Connections that come together are all taken before the first request is handled', async () => {
  const TOGETHER = 100
  const { app, began } = await openServer()
  const taken: number[] = []
  let connections = 0
  app.server.on('connection', () => {
    connections += 1
  })
  app.addHook('preHandler', async () => {
    taken.push(connections)
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  const sockets = Array.from({ length: TOGETHER }, (_, index) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`GET /${index} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    return socket.resume()
  })
  await Promise.all(sockets.map((socket) => once(socket, 'end')))
  expect(began).toHaveLength(TOGETHER)
  expect(taken).toEqual(Array(TOGETHER).fill(TOGETHER))
  await app.close()
})
