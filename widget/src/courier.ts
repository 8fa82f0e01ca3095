import type { ProblemCode } from '@unisson/api/wire'
import { LIMITS } from '@unisson/api/wire/constants'
import { nanoid } from 'nanoid'
import { afterPaint } from './after-paint.ts'
import type { ConsultationSession } from './consultation.ts'
import { authorOf, check, type Draft, rest, sentence } from './draft.ts'
import { type Entry, withEntry } from './entries.ts'
import { type Delivery, type Outbox, type Outcome, openOutbox } from './outbox.ts'
import { describePage, postEvent } from './post-event.ts'
import type { Lost, State } from './state.ts'
import { openVisit, type Visit } from './visit.ts'

/** Refusals that hold for everything sent from this page. */
const HERE: unknown[] = ['foreign-origin', 'publisher-disabled', 'unknown-publisher', 'unknown-consultation']
/** The proposal is not, or no longer, there to be voted on. */
const GONE: unknown[] = ['unknown-proposal', 'proposal-not-accepted', 'other-consultation']
/** The phase has changed since the payload was made. */
const CLOSED: unknown[] = ['votes-closed', 'proposals-closed']

const lostVote = (problem: Outcome['problem']): Lost =>
  problem === 'expired' ? 'expired' : GONE.includes(problem) ? 'gone' : 'refused'

/** Takes to the API what the reader did, and brings back what became of it. */
export class Courier {
  readonly visit: Visit
  readonly outbox: Outbox
  private _session: ConsultationSession
  private _submission: string | undefined
  private _finished = false

  constructor(session: ConsultationSession) {
    const { surroundings, device } = session
    this._session = session
    const segment = device.read()?.segment
    if (segment !== undefined) session.set({ segment })
    this.visit = openVisit(surroundings.reported, (event, token) => postEvent(surroundings, event, token))
    this.outbox = openOutbox({
      host: surroundings.host,
      name: `unisson:${surroundings.option('consultation')}`,
      device,
      visit: this.visit,
      describe: (event) => describePage(surroundings, event),
      locks: navigator.locks,
      onSettled: (outcome) => this._settled(outcome),
      onDelivery: (delivery) => this._delivered(delivery),
    })
  }

  submit(draft: Draft): void {
    const session = this._session
    const { consultation, form } = session.state
    if (!consultation || form.sending) return
    const problem = check(consultation, draft)
    session.act(problem ? { type: 'form', problem } : { type: 'form', sending: true })
    if (problem) return
    const submission = nanoid()
    this._submission = submission
    const text = sentence(consultation, draft.text)
    afterPaint(() => this._send({ submission, text, author: authorOf(draft), at: Date.now() }))
  }

  /** Keeps which part of the public the reader belongs to (null: not said), and tells it with the votes so far. */
  segment(segment: string | null): void {
    const session = this._session
    session.keep((record) => {
      record.segment = segment
      if (!segment) return
      for (const [proposal, cast] of Object.entries(record.votes)) {
        const revision = ++record.revision
        record.outbox = withEntry(record.outbox, { proposal, ...cast, revision, at: Date.now() })
      }
    })
    session.set({ segment })
    session.act({ type: 'next' })
    this.outbox.flush()
  }

  /** Erases the reader's trace here at once, on the server as soon as it can be asked. */
  async forget(): Promise<void> {
    const { device } = this._session
    const record = device.read()
    if (!record) return
    const ids = Object.keys(record.votes)
    const requests: Entry[] = []
    while (ids.length) {
      const proposals = ids.splice(0, LIMITS.forgetProposals)
      requests.push({ reader: record.reader, proposals, at: Date.now() })
    }
    device.erase()
    if (requests.length) {
      device.update((empty) => {
        empty.outbox = requests
      })
    }
    await this.outbox.flush()
    await this._session.more()
  }

  /** The reader has been through a whole sequence; told once their votes have arrived. */
  finish(): void {
    this._finished = true
    this.outbox.flush()
  }

  private _send(entry: Entry) {
    this.visit.acted()
    this._session.keep((record) => {
      record.revision++
      record.outbox = withEntry(record.outbox, entry)
    })
    this.outbox.flush()
  }

  private _delivered(delivery: Delivery) {
    const session = this._session
    if (delivery !== session.state.delivery) session.set({ delivery })
    // A finished sequence implies votes, so it is reported once they have arrived.
    if (delivery === 'clear' && this._finished) {
      this._finished = false
      this.visit.report('finish').catch(() => {
        this._finished = true
      })
    }
    if (this._submission && delivery !== 'clear' && delivery !== 'sending') this._proposed('waiting')
  }

  private _proposed(submission: State['submission']) {
    this._submission = undefined
    this._session.dispatch({ type: 'proposed', submission })
    this._session.emit('propose')
  }

  private _settled({ entry, answer, problem, duplicateOf }: Outcome) {
    const session = this._session
    if ('vote' in entry) {
      if (answer?.tallies) {
        const counted = { tallies: answer.tallies, includes: answer.vote ?? null }
        session.dispatch({ type: 'counted', proposal: entry.proposal, counted })
      } else session.set({ lost: lostVote(problem) })
    } else if ('submission' in entry) {
      const isInFront = entry.submission === this._submission
      if (isInFront && answer) return this._proposed(answer.status === 'accepted' ? 'accepted' : 'pending')
      if (isInFront) this._sentBack(problem, duplicateOf)
      else if (!answer) this._lostProposal(entry.text)
    }
    if (HERE.includes(problem)) session.fail({ refused: problem as ProblemCode })
    if (CLOSED.includes(problem)) session.start()
  }

  private _sentBack(problem: Outcome['problem'], duplicateOf: string | undefined) {
    const session = this._session
    this._submission = undefined
    const known = session.state.drawn.some(({ id }) => id === duplicateOf)
    session.dispatch({
      type: 'form',
      problem:
        problem === 'duplicate-proposal' ? 'duplicate' : CLOSED.includes(problem) ? 'closed' : 'refused',
      duplicateOf: known ? duplicateOf : undefined,
    })
  }

  /** One that waited and will not be taken: its text is there again when the form is opened. */
  private _lostProposal(text: string) {
    const { consultation, draft } = this._session.state
    const isFree = consultation && !draft.text
    this._session.set({
      lost: 'unsent',
      ...(isFree ? { draft: { ...draft, text: rest(consultation, text) } } : {}),
    })
  }
}
