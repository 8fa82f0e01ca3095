import type { SessionAnswer, SessionEvent } from '@unisson/api/wire'
import type { Reported } from '../host/element.ts'
import { sort } from './verdict.ts'

type PostEvent = (event: SessionEvent, session?: string) => Promise<Response>

/** What one page view reports, and the token it gets for it. The token is kept in memory, nowhere else. */
export interface Session {
  /** Posts an event unless it, or a further one, was posted in this page view; throws the verdict if it fails. */
  report(event: SessionEvent): Promise<void>
  /** The reader has acted: a token asked for from now on says that the widget was seen. */
  acted(): void
  /** The token that writes need; asks for one when there is none. Undefined where none can be had. */
  token(): Promise<string | undefined>
  /** What a write without a token says to have happened. */
  event(): SessionEvent
  /** Takes over the token of a session that a write has begun. */
  keep(session: string | undefined): void
  /** Drops a token that the API no longer accepts. */
  renew(): void
}

const RANK = { load: 1, view: 2, finish: 3 }

/**
 * Continues what the loader, or an earlier app of the same page view, began: `reported` has what was posted already and
 * the token it brought. They are kept together, so that neither outlives the other when the element is moved.
 */
export const openSession = (
  reported: Reported,
  post: PostEvent,
  readerToken: () => string | undefined = () => undefined,
): Session => {
  let least: SessionEvent = 'load'
  let isBlocked = false

  const read = async (answer: Promise<Response | undefined>, event: SessionEvent) => {
    const verdict = await sort<SessionAnswer>((await answer) ?? Response.error(), 'session')
    if (verdict.body) reported.session = verdict.body.session
    else {
      if (reported.event === event) delete reported.event
      throw verdict
    }
  }
  // Of the loader's load, or of a post of an earlier app that is still on its way.
  reported.asking ??= reported.answer ? read(reported.answer, 'load') : Promise.resolve()
  reported.asking.catch(() => {})

  /** The furthest of what was reported and of what the reader's acts imply. */
  const event = () => {
    const { event: before = 'load' } = reported
    return RANK[before] > RANK[least] ? before : least
  }

  const send = (next: SessionEvent) => {
    const before = reported.event
    const asking = reported.asking ?? Promise.resolve()
    // Taken at once, not after the answer: the page may be hidden before it comes.
    reported.event = next
    reported.readerToken = readerToken()
    // One after the other, so that the second event carries the token of the first; but the first one
    // goes out in this very task, since the page may be about to end.
    const go = () => read(post(next, reported.session), next)
    reported.asking = before ? asking.then(go, go) : go()
    return reported.asking
  }

  return {
    report(next) {
      const { event: before, asking } = reported
      return before && RANK[next] <= RANK[before] ? (asking ?? Promise.resolve()) : send(next)
    },
    acted() {
      least = 'view'
    },
    async token() {
      await reported.asking?.catch(() => {})
      // A subscriber is told late, as another or no longer: the session goes on with the new word.
      if (!isBlocked && (!reported.session || reported.readerToken !== readerToken())) {
        // Some blockers stop this request alone: the write then begins the session itself, and is not held up again.
        await send(event()).catch(() => {
          isBlocked = !reported.session
          delete reported.readerToken
        })
      }
      return reported.session || undefined
    },
    event,
    keep(session) {
      if (!session) return
      // Counted by the write: neither the view nor the end of the page posts it once more.
      reported.event = event()
      reported.session = session
      reported.readerToken = readerToken()
      isBlocked = false
    },
    renew() {
      delete reported.session
      delete reported.event
      isBlocked = false
    },
  }
}
