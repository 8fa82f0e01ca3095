import type { SessionAnswer, SessionEvent } from '@unisson/api/wire'
import type { Reported } from './surroundings.ts'

type PostEvent = (event: SessionEvent, session?: string) => Promise<Response>

/** What one page life reports, and the token it gets for it. The token is kept in memory, nowhere else. */
export interface Visit {
  /** Posts an event unless it, or a further one, was posted in this page life; throws what was answered else. */
  report(event: SessionEvent): Promise<void>
  /** The reader has acted: a token asked for from now on says that the widget was seen. */
  acted(): void
  /** The token that votes need; asks for one when there is none yet. */
  token(): Promise<string>
  /** Gives up a token that the API does not take any more. */
  renew(): void
}

const RANK = { load: 1, view: 2, finish: 3 }

/**
 * Continues what the loader, or an earlier app of the same page life, began: `reported` has what was posted already and
 * the token it brought. They are kept together, so that neither outlives the other when the element is moved.
 */
export const openVisit = (reported: Reported, post: PostEvent): Visit => {
  let least: SessionEvent = 'load'

  const read = async (answer: Promise<Response>, event?: SessionEvent) => {
    const response = await answer
    if (response.ok) reported.session = ((await response.json()) as SessionAnswer).session
    else {
      if (reported.event === event) delete reported.event
      throw response
    }
  }
  // Of the loader's load, or of a post of an earlier app that is still on its way.
  reported.asking ??= reported.answer ? read(reported.answer, 'load') : Promise.resolve()
  reported.asking.catch(() => {})

  const report = (event: SessionEvent) => {
    const before = reported.event
    const asking = reported.asking ?? Promise.resolve()
    if (before && RANK[event] <= RANK[before]) return asking
    // Taken at once, not after the answer: the page may be hidden before it comes.
    reported.event = event
    // One after the other, so that the second event carries the token of the first; but the first one
    // goes out in this very task, since the page may be about to end.
    const go = () => read(post(event, reported.session), event)
    reported.asking = before ? asking.then(go, go) : go()
    return reported.asking
  }

  return {
    report,
    acted() {
      least = 'view'
    },
    async token() {
      await reported.asking?.catch(() => {})
      if (!reported.session) await report(least)
      return reported.session ?? ''
    },
    renew() {
      delete reported.session
      delete reported.event
    },
  }
}
