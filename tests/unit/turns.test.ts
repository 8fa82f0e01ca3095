import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { turns } from '../../api/src/plugins/turns.ts'

async function openServer() {
  const app = Fastify()
  const began: string[] = []
  const ended: string[] = []
  await app.register(turns)
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
