import { expect, it } from 'vitest'
import { addressCounts } from '../../api/src/plugins/rate-limits.ts'

const MINUTE = 60_000

function setUp(most = 100) {
  let milliseconds = 0
  const Counts = addressCounts(most, () => milliseconds)
  const counts = new Counts()
  const send = (address: string, of = counts) => {
    let said: { current: number; ttl: number } | undefined
    of.incr(address, (_error, result) => (said = result), MINUTE, 10)
    return said
  }
  return { counts, send, pass: (more: number) => (milliseconds += more) }
}

it('Requests of an address are counted for a minute from the first of them', () => {
  const { send, pass } = setUp()
  expect(send('one')).toEqual({ current: 1, ttl: MINUTE })
  pass(20_000)
  expect(send('one')).toEqual({ current: 2, ttl: 40_000 })
  expect(send('two')).toEqual({ current: 1, ttl: MINUTE })
  pass(40_000)
  expect(send('one')).toEqual({ current: 1, ttl: MINUTE })
  expect(send('two')).toEqual({ current: 2, ttl: 20_000 })
})

it('What an address sent can be read without counting', () => {
  const { counts, send, pass } = setUp()
  const read = () => {
    let said: { current: number; ttl: number } | undefined
    counts.read('one', (_error, result) => (said = result), MINUTE)
    return said
  }
  expect(read()).toEqual({ current: 0, ttl: MINUTE })
  send('one')
  pass(20_000)
  expect(read()).toEqual({ current: 1, ttl: 40_000 })
  expect(read()).toEqual({ current: 1, ttl: 40_000 })
  pass(40_000)
  expect(read()).toEqual({ current: 0, ttl: MINUTE })
})

it('Of more addresses than are kept, the one that came first is forgotten', () => {
  const { send } = setUp(2)
  for (const address of ['one', 'two', 'two', 'three']) send(address)
  expect(send('two')?.current).toBe(3)
  expect(send('one')?.current).toBe(1)
  expect(send('three')?.current).toBe(2)
})

it('Routes with a limit of their own count apart', () => {
  const { counts, send } = setUp()
  const route = counts.child()
  send('one')
  expect(send('one', route)?.current).toBe(1)
})
