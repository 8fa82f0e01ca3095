import { HttpResponse } from 'msw'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { voteRequest } from '../../api/src/wire/votes.ts'
import * as later from '../../widget/src/app-later.ts'
import { Controller } from '../../widget/src/core/controller.ts'
import { openDevice } from '../../widget/src/core/device.ts'
import { withEntry } from '../../widget/src/core/outbox-entries.ts'
import { fakeApi, memoryStorage, payload, proposals, surroundings, until } from './support.ts'

const api = fakeApi()
beforeAll(() => api.server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => api.server.close())

const PROOFS = ['proof-of-draw-0-aaaa', 'proof-of-draw-1-bbbb']

/** Two draws of two proposals each. */
const serve = () => {
  let asked = 0
  api.answer('/v1/embed', () => {
    const number = asked++ % 2
    const draw = { number, last: number === 1, proposals: proposals(2, number * 2), proof: PROOFS[number] }
    return HttpResponse.json(payload({ draw }))
  })
}

const open = async (storage = memoryStorage(), fetchLater = async () => later) => {
  const device = openDevice('territoires', storage)
  const controller = new Controller(surroundings(), device, fetchLater, () => {})
  await controller.start()
  return { controller, device, storage }
}
const sent = () => api.sentTo('/v1/votes').map((body) => voteRequest.parse(body))

describe('a vote', () => {
  beforeEach(() => {
    api.received.length = 0
    serve()
  })
  afterEach(() => {
    for (const path of ['/v1/votes', '/v1/embed']) api.answer(path, undefined)
  })

  it('carries the proof of the draw that its proposal came in, whichever draw that is', async () => {
    const { controller } = await open()
    for (const _ of [1, 2, 3]) {
      controller.act({ type: 'vote', vote: 'agree' })
      controller.act({ type: 'next' })
    }
    await until(() => expect(sent()).toHaveLength(3))
    const drawOf = (proposal: string) => (Number(proposal.slice(1)) < 2 ? 0 : 1)
    for (const { proposal, served } of sent()) expect(served).toBe(PROOFS[drawOf(proposal)])
    expect(new Set(sent().map(({ served }) => served)).size).toBe(2)
  })

  it('carries it with its nuances, and when it is taken back', async () => {
    const { controller } = await open()
    controller.act({ type: 'vote', vote: 'agree' })
    controller.act({ type: 'qualify', qualification: 'likeIt' })
    controller.act({ type: 'undo' })
    await until(() => expect(sent().at(-1)?.vote).toBeNull())
    for (const { served } of sent()) expect(PROOFS).toContain(served)
  })

  it('carries it from the device, on a later page, when the network was away', async () => {
    const { device, storage } = await open(memoryStorage(), () => Promise.reject(new Error('offline')))
    device.update((record) => {
      const served = PROOFS[0]
      const entry = { proposal: 'p00000000001', vote: 'agree' as const, qualifications: [], revision: 1 }
      record.outbox = withEntry(record.outbox, { ...entry, served, at: Date.now() })
    })
    const next = await open(storage)
    await next.controller.flush()
    await until(() => expect(sent().map(({ served }) => served)).toEqual([PROOFS[0]]))
  })

  it('of a proposal that was kept on the device for a page without network carries the proof that was kept with it', async () => {
    const { controller, device, storage } = await open()
    controller.act({ type: 'vote', vote: 'agree' })
    await until(() => expect(device.read()?.payload?.payload.draw.proof).toBe(PROOFS[0]))
    await until(() => expect(sent()).toHaveLength(1))
    api.answer('/v1/embed', () => HttpResponse.error() as Response)
    const next = await open(storage)
    next.controller.act({ type: 'vote', vote: 'disagree' })
    await until(() => expect(sent()).toHaveLength(2))
    expect(sent()[1]?.served).toBe(PROOFS[0])
  })

  it('that still waits keeps it when the part of the public is told with it', async () => {
    api.answer('/v1/votes', () => HttpResponse.error() as Response)
    const { controller, device } = await open()
    controller.act({ type: 'vote', vote: 'agree' })
    await until(() => expect(device.read()?.outbox).toHaveLength(1))
    await controller.send((sync) => sync.segment('segmentTown1'))
    const [entry] = device.read()?.outbox ?? []
    expect(entry).toMatchObject({ vote: 'agree', revision: 2 })
    expect(PROOFS).toContain((entry as { served?: string }).served)
    controller.stop()
  })

  it('is sent without one where the server gives none', async () => {
    api.answer('/v1/embed', undefined)
    const { controller } = await open()
    controller.act({ type: 'vote', vote: 'agree' })
    await until(() => expect(sent()).toHaveLength(1))
    expect(api.sentTo('/v1/votes')[0]).not.toHaveProperty('served')
  })
})
