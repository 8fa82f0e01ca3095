import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { voteRequest } from '../../api/src/wire/votes.ts'
import { type Device, openDevice } from '../../widget/src/core/device.ts'
import { type Delivery, dropAllExpired, type Outcome, openOutbox } from '../../widget/src/core/outbox.ts'
import { type Entry, type VoteEntry, withEntry } from '../../widget/src/core/outbox-entries.ts'
import { request } from '../../widget/src/core/request.ts'
import { openSession } from '../../widget/src/core/session.ts'
import { fakeApi, HOST, memoryStorage, problem, proposalId, SESSION, until } from './support.ts'

const DAY = 24 * 3600 * 1000
const api = fakeApi()
beforeAll(() => api.server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => api.server.close())

const tab = (device: Device, options: { now?: () => number } = {}) => {
  const outcomes: Outcome[] = []
  const deliveries: Delivery[] = []
  const session = openSession({}, (event, token) => request(`${HOST}/v1/sessions`, { event, session: token }))
  const outbox = openOutbox({
    name: 'test',
    device,
    session,
    host: HOST,
    describe: (event) => ({ publisher: 'pub_test1234', consultation: 'territoires', event }),
    onAnswer: (outcome) => outcomes.push(outcome),
    onDelivery: (delivery) => deliveries.push(delivery),
    ...options,
  })
  /** Keeps an entry and sends it, as an act of the reader does. */
  const add = (entry: Entry) => {
    device.update((record) => {
      record.outbox = withEntry(record.outbox, entry)
    })
    outbox.flush()
  }
  return { outbox: { ...outbox, add }, outcomes, deliveries, session }
}

const vote = (revision: number, fields: Partial<VoteEntry> = {}): VoteEntry => ({
  proposal: proposalId(1),
  vote: 'agree',
  qualifications: [],
  revision,
  at: Date.now(),
  ...fields,
})
const votes = () => api.sentTo('/v1/votes')
const online = (isOnline: boolean) =>
  Object.defineProperty(navigator, 'onLine', { value: isOnline, configurable: true })
const waiting = (device: Device): Entry[] => device.read()?.outbox ?? []

describe('the outbox', () => {
  let storage = memoryStorage()
  let device = openDevice('territoires', storage)

  beforeEach(() => {
    api.received.length = 0
    storage = memoryStorage()
    device = openDevice('territoires', storage)
  })
  afterEach(() => {
    for (const path of ['/v1/votes', '/v1/sessions', '/v1/proposals']) api.answer(path, undefined)
    vi.useRealTimers()
    online(true)
  })

  it('sends a vote once and forgets it when the API has acknowledged it', async () => {
    const { outbox, outcomes, deliveries } = tab(device)
    outbox.add(vote(1))
    await until(() => expect(deliveries.at(-1)).toBe('clear'))
    expect(votes()).toEqual([
      {
        reader: device.read()?.reader,
        proposal: proposalId(1),
        vote: 'agree',
        qualifications: [],
        segment: null,
        revision: 1,
        session: SESSION,
      },
    ])
    expect(waiting(device)).toEqual([])
    expect(outcomes[0]?.answer?.tallies?.agree).toBe(7)
  })

  it('keeps a vote while offline, says so, and sends it once when the network is back', async () => {
    api.answer('/v1/votes', () => Response.error())
    online(false)
    const { outbox, deliveries } = tab(device)
    outbox.add(vote(1))
    await until(() => expect(deliveries.at(-1)).toBe('offline'))
    expect(waiting(device)).toHaveLength(1)
    online(true)
    api.answer('/v1/votes', undefined)
    api.received.length = 0
    await outbox.flush()
    expect(votes()).toHaveLength(1)
    expect(waiting(device)).toEqual([])
  })

  it('sends only the newest vote on a proposal', async () => {
    api.answer('/v1/votes', () => Response.error())
    const { outbox, deliveries } = tab(device)
    outbox.add(vote(1))
    outbox.add(vote(2, { vote: null }))
    await until(() => expect(deliveries.at(-1)).toBe('unreachable'))
    expect(waiting(device)).toHaveLength(1)
    api.answer('/v1/votes', undefined)
    api.received.length = 0
    await outbox.flush()
    expect(votes().map((body) => [body['vote'], body['revision']])).toEqual([[null, 2]])
  })

  it('sends a change of mind that came while the first vote was on its way', async () => {
    const { outbox, deliveries } = tab(device)
    outbox.add(vote(1))
    await until(() => expect(deliveries).toContain('sending'))
    outbox.add(vote(2, { vote: 'disagree' }))
    await until(() => expect(votes().at(-1)?.['revision']).toBe(2))
    await until(() => expect(waiting(device)).toEqual([]))
  })

  it('waits as long as the API asks before it tries again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const schedule = vi.spyOn(globalThis, 'setTimeout')
    api.answer('/v1/votes', () => {
      const refusal = problem(429, 'too-many-requests')
      refusal.headers.set('retry-after', '42')
      return refusal
    })
    const { outbox, deliveries } = tab(device)
    outbox.add(vote(1))
    await outbox.flush()
    expect(deliveries.at(-1)).toBe('busy')
    expect(schedule.mock.calls.map(([, wait]) => wait)).toContain(42_000)
    schedule.mockRestore()
    outbox.stop()
  })

  it.each([400, 403, 404, 405, 409, 410, 413, 422])(
    'drops what can never succeed (%d) and tells why',
    async (status) => {
      api.answer('/v1/votes', () => problem(status, 'proposal-not-accepted'))
      device.update((record) => {
        record.votes[proposalId(1)] = { vote: 'agree', qualifications: [] }
      })
      const { outbox, outcomes } = tab(device)
      outbox.add(vote(1))
      await until(() => expect(outcomes[0]?.problem).toBe('proposal-not-accepted'))
      expect(waiting(device)).toEqual([])
      expect(device.read()?.votes).toEqual({})
    },
  )

  it.each([408, 425, 429, 500, 502, 503])('keeps what may succeed later (%d)', async (status) => {
    api.answer('/v1/votes', () => problem(status, 'overloaded'))
    const { outbox, deliveries } = tab(device)
    outbox.add(vote(1))
    await until(() => expect(deliveries.at(-1)).toBe('busy'))
    expect(waiting(device)).toHaveLength(1)
    outbox.stop()
  })

  it('asks for a new token once when the old one is refused', async () => {
    let refusals = 1
    api.answer('/v1/votes', () =>
      refusals-- > 0 ? problem(401, 'invalid-session') : Response.json({ vote: 'agree', tallies: {} }),
    )
    const { outbox, deliveries } = tab(device)
    outbox.add(vote(1))
    await until(() => expect(deliveries.at(-1)).toBe('clear'))
    expect(api.sentTo('/v1/sessions')).toHaveLength(2)
    expect(votes()).toHaveLength(2)
  })

  it('drops what has waited for more than seven days, from the device too, and tells it', async () => {
    device.update((record) => {
      record.votes[proposalId(1)] = { vote: 'agree', qualifications: [] }
      record.outbox = [
        vote(1, { at: Date.now() - 8 * DAY }),
        vote(2, { proposal: proposalId(2), at: Date.now() - DAY }),
        vote(3, { proposal: proposalId(3), at: Date.now() + 8 * DAY }),
      ]
    })
    api.answer('/v1/votes', () => Response.error())
    const { outbox, outcomes } = tab(device)
    await outbox.flush()
    expect(outcomes.map(({ problem }) => problem)).toEqual(['expired', 'expired'])
    expect(waiting(device)).toMatchObject([{ proposal: proposalId(2) }])
    expect(device.read()?.votes).toEqual({})
    outbox.stop()
  })

  it('keeps a wish to be forgotten until it is done', async () => {
    device.update((record) => {
      record.outbox = [{ reader: record.reader, proposals: [proposalId(1)], at: Date.now() - 30 * DAY }]
    })
    await tab(device).outbox.flush()
    expect(api.sentTo('/v1/forget')).toHaveLength(1)
  })

  it('prunes the records of consultations that are not on the page', () => {
    const elsewhere = openDevice('ailleurs', localStorage)
    elsewhere.update((record) => {
      record.outbox = [vote(1, { at: Date.now() - 8 * DAY })]
    })
    dropAllExpired(Date.now())
    expect(waiting(elsewhere)).toEqual([])
    localStorage.clear()
  })

  it('lets votes leave where a blocker stops the request for a session, and no other', async () => {
    api.answer('/v1/sessions', () => Response.error())
    api.answer('/v1/votes', () => Response.json({ vote: 'agree', tallies: {}, session: 'begun-by-the-vote' }))
    const { outbox, deliveries, session } = tab(device)
    session.acted()
    outbox.add(vote(1))
    await until(() => expect(deliveries.at(-1)).toBe('clear'))
    outbox.add(vote(2, { proposal: proposalId(2) }))
    await until(() => expect(votes()).toHaveLength(2))
    const [first, second] = votes()
    expect(first).toMatchObject({ visit: { publisher: 'pub_test1234', event: 'view' } })
    expect(first).not.toHaveProperty('session')
    expect(second).toMatchObject({ session: 'begun-by-the-vote' })
    expect(second).not.toHaveProperty('visit')
    for (const body of votes()) voteRequest.parse({ ...body, session: body['session'] })
  })

  it('never sends an empty token', async () => {
    api.answer('/v1/sessions', () => Response.json({ session: '' }))
    const { outbox, deliveries } = tab(device)
    outbox.add(vote(1))
    await until(() => expect(deliveries.at(-1)).toBe('clear'))
    expect(votes()[0]).not.toHaveProperty('session')
  })

  it('ends with a refusal when a fresh token is refused as well', async () => {
    api.answer('/v1/votes', () => problem(401, 'invalid-session'))
    const { outbox, outcomes } = tab(device)
    outbox.add(vote(1))
    await until(() => expect(outcomes[0]?.problem).toBe('invalid-session'))
    expect(waiting(device)).toEqual([])
    expect(votes()).toHaveLength(2)
  })

  it.each<[string, () => Response]>([
    ['a page of a hotel’s network', () => new Response('<html>Wi-Fi</html>', { status: 200 })],
    ['JSON that is not the API’s', () => Response.json({ ok: true })],
    ['an empty answer', () => new Response(null, { status: 204 })],
    ['a page of a proxy that fails', () => new Response('<html>', { status: 502 })],
  ])('takes %s for no answer, and keeps the vote', async (_what, answer) => {
    api.answer('/v1/votes', answer)
    const { outbox, deliveries } = tab(device)
    outbox.add(vote(1))
    await until(() => expect(deliveries.at(-1)).toMatch(/unreachable|busy/))
    expect(waiting(device)).toHaveLength(1)
    outbox.stop()
  })

  it('says "offline" only of a device that is', async () => {
    api.answer('/v1/votes', () => Response.error())
    const { outbox, deliveries } = tab(device)
    outbox.add(vote(1))
    await until(() => expect(deliveries.at(-1)).toBe('unreachable'))
    expect(deliveries).not.toContain('offline')
    outbox.stop()
  })

  it('does not let one vote that breaks the server hold up the others', async () => {
    device.update((record) => {
      record.outbox = [vote(1), vote(2, { proposal: proposalId(2) })]
    })
    let answers = 0
    api.answer('/v1/votes', () =>
      answers++ ? Response.json({ vote: 'agree', tallies: {} }) : problem(500, 'internal'),
    )
    const { outbox, deliveries } = tab(device)
    await outbox.flush()
    expect(waiting(device)).toMatchObject([{ proposal: proposalId(1) }])
    expect(deliveries.at(-1)).toBe('busy')
    outbox.stop()
  })

  it('waits no longer than an hour, whatever it is asked', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const schedule = vi.spyOn(globalThis, 'setTimeout')
    api.answer('/v1/votes', () => {
      const refusal = problem(503, 'unavailable')
      refusal.headers.set('retry-after', '9999999')
      return refusal
    })
    const { outbox } = tab(device)
    outbox.add(vote(1))
    await outbox.flush()
    expect(schedule.mock.calls.map(([, wait]) => wait)).toContain(3_600_000)
    schedule.mockRestore()
    outbox.stop()
  })

  it('loses no entry when two tabs write to the same storage', async () => {
    const other = openDevice('territoires', storage)
    api.answer('/v1/votes', () => Response.error())
    const first = tab(device)
    const second = tab(other)
    first.outbox.add(vote(1))
    second.outbox.add(vote(2, { proposal: proposalId(2) }))
    await until(() => expect(second.deliveries.at(-1)).toBe('unreachable'))
    expect(waiting(device)).toHaveLength(2)
    api.answer('/v1/votes', undefined)
    await second.outbox.flush()
    expect(waiting(device)).toEqual([])
    first.outbox.stop()
  })

  it('works in memory when storage is blocked', async () => {
    const refuse = () => {
      throw new DOMException('blocked', 'SecurityError')
    }
    const blocked = openDevice('territoires', { getItem: refuse, setItem: refuse, removeItem: refuse })
    const { outbox, deliveries } = tab(blocked)
    outbox.add(vote(1))
    await until(() => expect(deliveries.at(-1)).toBe('clear'))
    expect(votes()).toHaveLength(1)
  })

  it('survives a full storage and a corrupt record', () => {
    storage.setItem('unisson:territoires', '{"reader":')
    expect(device.read()).toBeUndefined()
    const full = openDevice('x', {
      ...storage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
    full.update((record) => {
      record.revision = 7
    })
    expect(full.read()?.revision).toBe(7)
  })
})
