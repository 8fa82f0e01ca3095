import { expect, it } from 'vitest'
import { Admission, type Arriving } from '../../api/src/ingest/admission.ts'

const CAPACITY = 100

/** An admission behind which nothing is written until the test says so. */
function setUp() {
  const ends: (() => void)[] = []
  const admission = new Admission(CAPACITY, () => ends.length)
  const refused: Arriving[] = []
  const send = async (network: string, count: number, isDoubted = false) => {
    for (let sent = 0; sent < count; sent++)
      admission
        .admit({ network, isDoubted }, () => new Promise<void>((resolve) => ends.push(resolve)))
        .catch(() => refused.push({ network, isDoubted }))
    // Refusals are told in a later turn.
    await new Promise(setImmediate)
    return refused.splice(0).length
  }
  const write = async (count = ends.length) => {
    for (const end of ends.splice(0, count)) end()
    await new Promise(setImmediate)
  }
  return { send, write }
}

it('nobody is asked to come back while less than half of what may wait does, whatever their network sends', async () => {
  const { send } = setUp()
  expect(await send('school', 49)).toBe(0)
  expect(await send('school', 1, true)).toBe(0)
})

it('from half on doubted writes are asked to come back, and no others', async () => {
  const { send } = setUp()
  await send('attacker', 50)
  expect(await send('attacker', 30, true)).toBe(30)
  for (let reader = 0; reader < 25; reader++) expect(await send(`home ${reader}`, 1)).toBe(0)
})

it('from three quarters on so are networks that send far more than the others, and readers elsewhere go on', async () => {
  const { send } = setUp()
  for (let reader = 0; reader < 20; reader++) await send(`home ${reader}`, 1)
  await send('attacker', 55)
  expect(await send('attacker', 10)).toBe(10)
  for (let reader = 20; reader < 45; reader++) expect(await send(`home ${reader}`, 1)).toBe(0)
  expect(await send('home 45', 1)).toBe(1)
})

it('where all come from one network, as behind a proxy that is not trusted, none is asked sooner than the last', async () => {
  const { send } = setUp()
  expect(await send('proxy', CAPACITY)).toBe(0)
  expect(await send('proxy', 1)).toBe(1)
})

it('what is written makes room again, and is forgotten', async () => {
  const { send, write } = setUp()
  await send('attacker', CAPACITY)
  await write()
  expect(await send('attacker', 49)).toBe(0)
  expect(await send('home', 1, true)).toBe(0)
})

it('is told as a problem with the time to come back', async () => {
  const admission = new Admission(1, () => 1)
  const waiting = new Promise<void>(() => {})
  await expect(admission.admit({ network: 'home', isDoubted: false }, () => waiting)).rejects.toMatchObject({
    code: 'overloaded',
    facts: { retryAfterSeconds: 2 },
  })
})
