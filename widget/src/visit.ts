import type { SessionAnswer, SessionEvent } from '@unisson/api/wire'
import type { Reported } from './surroundings.ts'

type PostEvent = (event: SessionEvent, session?: string) => Promise<Response>

/** The API could not be asked, or refused; status 0: it could not be reached. */
export class Refused extends Error {
  readonly status: number
  readonly retryAfter: number

  constructor(response?: Response) {
    super()
    this.status = response?.status ?? 0
    this.retryAfter = Number(response?.headers.get('retry-after')) || 0
  }
}

/** What one page life reports, and the token it gets for it. The token lives here, in memory, nowhere else. */
export interface Visit {
  /** Posts an event unless it, or a further one, was posted in this page life. */
  report(event: SessionEvent): Promise<void>
  /** The reader has acted: a token asked for from now on says that the widget was seen. */
  acted(): void
  /** The token that votes need; asks for one when there is none yet. */
  token(): Promise<string>
  /** Gives up a token that the API does not take any more. */
  renew(): void
}

const RANK = { load: 1, view: 2, finish: 3 }

/** Continues what the loader began: `reported` tells which event it posted already, if any. */
export const openVisit = (reported: Reported, post: PostEvent): Visit => {
  let session: string | undefined
  let least: SessionEvent = 'load'

  const read = async (answer: Promise<Response>) => {
    const response = await answer.catch(() => undefined)
    if (!response?.ok) throw new Refused(response)
    session = ((await response.json()) as SessionAnswer).session
  }
  let asking = reported.answer ? read(reported.answer) : Promise.resolve()
  asking.catch(() => {
    delete reported.event
  })

  const report = async (event: SessionEvent) => {
    const before = reported.event
    if (before && RANK[event] <= RANK[before]) return
    // Taken at once, not after the answer: the page may be hidden before it comes.
    reported.event = event
    // One after the other, so that the second event carries the token of the first; but the first one
    // goes out in this very task, since the page may be about to end.
    asking = before ? asking.catch(() => {}).then(() => read(post(event, session))) : read(post(event, session))
    try {
      await asking
    } catch (error) {
      if (reported.event === event) delete reported.event
      throw error
    }
  }

  return {
    report,
    acted() {
      least = 'view'
    },
    async token() {
      await asking.catch(() => {})
      if (!session) await report(least)
      if (!session) await asking
      return session ?? ''
    },
    renew() {
      session = undefined
      delete reported.event
    },
  }
}
