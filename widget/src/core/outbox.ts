import type { PageView, ProblemCode, ProposalAnswer, SessionEvent, VoteAnswer } from '@unisson/api/wire'
import { LIMITS, PATHS } from '@unisson/api/wire/constants'
import { patience, serialise } from '../host/platform.ts'
import { type Device, type DeviceRecord, openDevice } from './device.ts'
import { type Entry, subject, without } from './outbox-entries.ts'
import { request } from './request.ts'
import type { Session } from './session.ts'
import { type Reason, sort, type Verdict } from './verdict.ts'

type Answer = Partial<VoteAnswer & ProposalAnswer & { forgotten: number }>

/** What became of an entry, to show to the reader. */
export interface Outcome {
  entry: Entry
  answer?: Answer
  /** Refused: the code of the problem, empty where none came; or it has waited for too long. */
  problem?: ProblemCode | '' | 'expired'
  /** The accepted proposal that says the same */
  duplicateOf?: string | undefined
}

/** `clear`: all is acknowledged. Else what is going on, or why it waits. */
export type Delivery = 'clear' | 'sending' | Reason

export interface Outbox {
  /** Sends what waits, now; settles when all is sent or the next attempt is planned. */
  flush(): Promise<void>
  stop(): void
}

interface Means {
  host: string
  name: string
  device: Device
  session: Session
  /** What a write without a token says of its page. */
  describe(event: SessionEvent): PageView
  onAnswer(outcome: Outcome): void
  onDelivery(state: Delivery): void
  locks?: Pick<LockManager, 'request'> | undefined
  now?: () => number
  random?: () => number
}

const KEPT_FOR = 7 * 24 * 3600 * 1000
const PREFIX = 'unisson:'

/** Takes out an entry that can never count, and the vote that would be shown as one. */
const drop = (record: DeviceRecord, entry: Entry): void => {
  const before = record.outbox.length
  record.outbox = without(record.outbox, entry)
  if ('vote' in entry && record.outbox.length < before) delete record.votes[entry.proposal]
}

/**
 * Takes from the device what has waited for more than seven days by its clock, which may have been wrong at the time, and
 * gives it. A wish to be forgotten waits until it is done.
 */
export const dropExpired = (device: Device, now: number): Entry[] => {
  const waiting = device.read()?.outbox ?? []
  const gone = waiting.filter((entry) => !('proposals' in entry) && Math.abs(now - entry.at) >= KEPT_FOR)
  if (gone.length) {
    device.update((record) => {
      for (const entry of gone) drop(record, entry)
    })
  }
  return gone
}

/** The same for the records of all consultations, shown on this page or not. */
export const dropAllExpired = (now: number): void => {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) dropExpired(openDevice(key.slice(PREFIX.length)), now)
    }
  } catch {
    // Blocked storage keeps nothing.
  }
}

const FIRST_WAIT = 2000
const LONGEST_WAIT = 300_000
const LONGEST_RETRY_AFTER = 3_600_000
const LOCK_PATIENCE = 8000

/** Where an entry goes, and the field by which a good answer is known. */
const target = (entry: Entry): [path: string, field: keyof Answer] =>
  'vote' in entry
    ? [PATHS.votes, 'tallies']
    : 'submission' in entry
      ? [PATHS.proposals, 'proposal']
      : [PATHS.forget, 'forgotten']

const post = async (
  means: Means,
  entry: Entry,
  record: DeviceRecord,
  isFirst = true,
): Promise<Verdict<Answer> & { retryAfter: number }> => {
  const { session, host, describe } = means
  const token = await session.token()
  const { reader, segment = null } = record
  const about = 'vote' in entry ? { segment } : {}
  const body = { reader, ...entry, ...about, at: undefined, session: token }
  const begun = { ...body, visit: token ? undefined : describe(session.event()) }
  // What the page says of its article must not make the write too large to be taken.
  if (begun.visit && new Blob([serialise(begun)]).size > LIMITS.bodyBytes) delete begun.visit.article
  const [path, field] = target(entry)
  const response = await request(host + path, begun)
  const verdict = await sort<Answer>(response, field)
  if (verdict.status === 401 && isFirst) {
    session.renew()
    return post(means, entry, record, false)
  }
  session.keep(verdict.body?.session)
  return { ...verdict, retryAfter: Number(response.headers.get('retry-after')) * 1000 || 0 }
}

const settle = ({ device, onAnswer }: Means, entry: Entry, verdict: Verdict<Answer>) => {
  const { body, refused, problem } = verdict
  const record = device.update((record) => {
    if (!body) return drop(record, entry)
    record.outbox = without(record.outbox, entry)
    if ('submission' in entry && body.proposal) record.authored.push(body.proposal)
  })
  if ('proposals' in entry && !record.revision && !record.outbox.length) device.erase()
  onAnswer(body ? { entry, answer: body } : { entry, problem: refused ?? '', duplicateOf: problem?.proposal })
}

/** Sends what waits; gives what must be tried again, if anything. */
const sendAll = async (means: Means) => {
  const failed = new Set<string>()
  let last: Awaited<ReturnType<typeof post>> | undefined
  for (const entry of dropExpired(means.device, (means.now ?? Date.now)())) {
    means.onAnswer({ entry, problem: 'expired' })
  }
  for (;;) {
    const record = means.device.read()
    const entry = record?.outbox.find((one) => !failed.has(subject(one)))
    if (!record || !entry) return last
    means.onDelivery('sending')
    const verdict = await post(means, entry, record)
    if (!verdict.later) settle(means, entry, verdict)
    else {
      last = verdict
      // Something is wrong with this one, perhaps with it alone: it does not hold up the others.
      if (verdict.status !== 500) return last
      failed.add(subject(entry))
    }
  }
}

/** Keeps the reader's acts on the device until the API has acknowledged them. */
export const openOutbox = (means: Means): Outbox => {
  const { locks, random = Math.random } = means
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let again = false

  const attempt = async () => {
    const waiting = await sendAll(means)
    means.onDelivery(waiting?.later ?? 'clear')
    if (!waiting) failures = 0
    else {
      const wait = Math.min(FIRST_WAIT * 2 ** failures++, LONGEST_WAIT)
      const asked = Math.min(waiting.retryAfter, LONGEST_RETRY_AFTER)
      timer = setTimeout(flush, Math.max(wait * (0.5 + random() / 2), asked))
    }
  }
  // One tab at a time; but a suspended tab that holds the lock must not hold back this one for ever,
  // and sending twice changes nothing.
  const exclusively = () =>
    locks ? locks.request(means.name, patience(LOCK_PATIENCE), attempt).catch(attempt) : attempt()
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    again = !!running
    running ??= exclusively()
      // What shows the outcome may fail: never into the page, and what waits is there at the next flush.
      .catch(() => {})
      .finally(() => {
        running = undefined
        return again ? flush() : undefined
      })
    return running
  }

  return {
    flush,
    stop: () => clearTimeout(timer),
  }
}
