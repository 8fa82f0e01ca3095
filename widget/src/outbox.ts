import type { Problem, ProblemCode, ProposalAnswer, VoteAnswer } from '@unisson/api/wire'
import { PATHS } from '@unisson/api/wire/constants'
import type { Device, DeviceRecord } from './device.ts'
import { type Entry, fresh, withEntry, without } from './entries.ts'
import { request } from './request.ts'
import type { Visit } from './visit.ts'

/** What became of an entry, for whoever shows it to the reader. */
export interface Outcome {
  entry: Entry
  answer?: Partial<VoteAnswer & ProposalAnswer>
  problem?: ProblemCode
  /** The accepted proposal that says the same */
  duplicateOf?: string | undefined
}

/** `clear`: all is acknowledged. `offline`: the API cannot be reached. `busy`: it cannot take more now. */
export type Delivery = 'clear' | 'sending' | 'offline' | 'busy'

export interface Outbox {
  add(entry: Entry): void
  /** Sends what waits, now; settles when all is sent or the next attempt is planned. */
  flush(): Promise<void>
  stop(): void
}

interface Means {
  host: string
  name: string
  device: Device
  visit: Visit
  onSettled(outcome: Outcome): void
  onDelivery(state: Delivery): void
  locks?: Pick<LockManager, 'request'> | undefined
  now?: () => number
  random?: () => number
}

const FIRST_WAIT = 2000
const LONGEST_WAIT = 300_000
const LOCK_PATIENCE = 8000
/** The only refusals that may turn into a success later. */
const MAY_PASS = [0, 401, 408, 425, 429]

const path = (entry: Entry) =>
  'vote' in entry ? PATHS.votes : 'submission' in entry ? PATHS.proposals : PATHS.forget

const post = async (means: Means, entry: Entry, record: DeviceRecord, retry = true): Promise<Response> => {
  const session = await means.visit.token()
  const { reader, segment = null } = record
  const about = 'vote' in entry ? { segment } : {}
  const body = { reader, ...entry, ...about, at: undefined, session }
  const response = await request(means.host + path(entry), body)
  if (response.status === 401 && retry) {
    means.visit.renew()
    return post(means, entry, record, false)
  }
  if (response.status >= 500 || MAY_PASS.includes(response.status)) throw response
  return response
}

const settle = async ({ device, onSettled }: Means, entry: Entry, response: Response) => {
  const answer = await response.json().catch(() => ({}))
  const accepted = response.ok
  const record = device.update((record) => {
    const still = record.outbox.length
    record.outbox = without(record.outbox, entry)
    if (accepted && 'submission' in entry) record.authored.push(answer.proposal)
    // A vote that can never count is not shown as one, unless the reader has voted again meanwhile.
    if (!accepted && 'vote' in entry && record.outbox.length < still) delete record.votes[entry.proposal]
  })
  if ('proposals' in entry && !record.revision && !record.outbox.length) device.erase()
  if (accepted) return onSettled({ entry, answer })
  const { type = '', proposal } = answer as Partial<Problem>
  onSettled({ entry, problem: type.replace(/.*\//, '') as ProblemCode, duplicateOf: proposal })
}

const sendAll = async (means: Means) => {
  for (;;) {
    const record = means.device.read()
    const [entry] = fresh(record?.outbox ?? [], (means.now ?? Date.now)())
    if (!record || !entry) break
    means.onDelivery('sending')
    await settle(means, entry, await post(means, entry, record))
  }
  means.onDelivery('clear')
}

/** Keeps the reader's acts on the device until the API has acknowledged them. */
export const openOutbox = (means: Means): Outbox => {
  const { device, locks, now = Date.now, random = Math.random } = means
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let again = false

  const attempt = async () => {
    try {
      await sendAll(means)
      failures = 0
    } catch (thrown) {
      // What was answered, by the contract of visit and post; anything else counts as unreachable.
      const refusal = thrown instanceof Response ? thrown : Response.error()
      const retryAfter = Number(refusal.headers.get('retry-after')) || 0
      means.onDelivery(refusal.status ? 'busy' : 'offline')
      const wait = Math.min(FIRST_WAIT * 2 ** failures++, LONGEST_WAIT)
      timer = setTimeout(flush, Math.max(wait * (0.5 + random() / 2), retryAfter * 1000))
    }
  }
  // One tab at a time; but a suspended tab that holds the lock must not hold back this one for ever,
  // and sending twice changes nothing.
  const exclusively = () =>
    locks
      ? locks.request(means.name, { signal: AbortSignal.timeout(LOCK_PATIENCE) }, attempt).catch(attempt)
      : attempt()
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    again = !!running
    running ??= exclusively().finally(() => {
      running = undefined
      return again ? flush() : undefined
    })
    return running
  }

  return {
    add(entry) {
      device.update((record) => {
        record.outbox = fresh(withEntry(record.outbox, entry), now())
      })
      flush()
    },
    flush,
    stop: () => clearTimeout(timer),
  }
}
