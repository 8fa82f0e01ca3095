import type { ProblemCode } from '@unisson/api/wire'
import { LIMITS, PATHS } from '@unisson/api/wire/constants'
import { nanoid } from 'nanoid'
import { afterPaint } from '../host/after-paint.ts'
import { describePage, readerToken } from '../host/page-view.ts'
import type { Controller, Sync } from './controller.ts'
import { authorOf, check, type Draft, rest, sentence, writtenIn } from './draft.ts'
import { type Delivery, type Outbox, type Outcome, openOutbox } from './outbox.ts'
import { type Entry, withEntry } from './outbox-entries.ts'
import { request } from './request.ts'
import { openSession, type Session } from './session.ts'
import type { Lost, State } from './state.ts'

/** Refusals that hold for everything sent from this page. */
const HERE: Outcome['problem'][] = [
  'foreign-origin',
  'publisher-disabled',
  'unknown-publisher',
  'unknown-consultation',
]
/** The proposal is not, or no longer, there to be voted on. */
const GONE: Outcome['problem'][] = ['unknown-proposal', 'proposal-not-accepted', 'other-consultation']
/** The phase has changed since the payload was made. */
const CLOSED: Outcome['problem'][] = ['votes-closed', 'proposals-closed']

const lostVote = (problem: Outcome['problem']): Lost =>
  problem === 'expired' ? 'expired' : GONE.includes(problem) ? 'gone' : 'refused'

/** Takes to the API what the reader did, and brings back what became of it. */
export class SyncClient implements Sync {
  readonly session: Session
  readonly outbox: Outbox
  private _controller: Controller
  private _submission: string | undefined
  private _finished = false

  constructor(controller: Controller) {
    const { surroundings, device } = controller
    this._controller = controller
    const segment = device.read()?.segment
    if (segment !== undefined) controller.set({ segment })
    this.session = openSession(
      surroundings.reported,
      (event, token) =>
        request(surroundings.host + PATHS.sessions, { ...describePage(surroundings, event), session: token }),
      () => readerToken(surroundings),
    )
    this.outbox = openOutbox({
      host: surroundings.host,
      name: `unisson:${surroundings.option('consultation')}`,
      device,
      session: this.session,
      describe: (event) => describePage(surroundings, event),
      locks: navigator.locks,
      onAnswer: (outcome) => this._answered(outcome),
      onDelivery: (delivery) => this._delivered(delivery),
    })
  }

  /** Sends a proposal unless the rules of the form refuse it, or another is on its way. */
  submit(draft: Draft): void {
    const controller = this._controller
    const { consultation, form } = controller.state
    if (!consultation || form.sending) return
    const problem = check(consultation, draft)
    controller.act(problem ? { type: 'form', problem } : { type: 'form', sending: true })
    if (problem) return
    const submission = nanoid()
    this._submission = submission
    const text = sentence(consultation, draft.text)
    const language = writtenIn(consultation)
    afterPaint(() => this._send({ submission, text, author: authorOf(draft), language, at: Date.now() }))
  }

  /** Keeps which part of the public the reader belongs to (null: not said), and tells it with the votes so far. */
  segment(segment: string | null): void {
    const controller = this._controller
    controller.keep((record) => {
      record.segment = segment
      if (!segment) return
      for (const [proposal, cast] of Object.entries(record.votes)) {
        const revision = ++record.revision
        record.outbox = withEntry(record.outbox, { proposal, ...cast, revision, at: Date.now() })
      }
    })
    controller.set({ segment })
    controller.act({ type: 'next' })
    this.outbox.flush()
  }

  /** Erases the reader's trace here at once, on the server as soon as it can be asked. */
  async forget(): Promise<void> {
    const { device } = this._controller
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
    await this._controller.more()
  }

  /** The reader has been through a whole sequence; told once their votes have arrived. */
  finish(): void {
    this._finished = true
    this.outbox.flush()
  }

  private _send(entry: Entry) {
    this.session.acted()
    this._controller.keep((record) => {
      record.revision++
      record.outbox = withEntry(record.outbox, entry)
    })
    this.outbox.flush()
  }

  private _delivered(delivery: Delivery) {
    const controller = this._controller
    if (delivery !== controller.state.delivery) controller.set({ delivery })
    // A finished sequence implies votes, so it is reported once they have arrived.
    if (delivery === 'clear' && this._finished) {
      this._finished = false
      this.session.report('finish').catch(() => {
        this._finished = true
      })
    }
    if (this._submission && delivery !== 'clear' && delivery !== 'sending') this._proposed('waiting')
  }

  private _proposed(submission: State['submission']) {
    this._submission = undefined
    this._controller.dispatch({ type: 'proposed', submission })
    this._controller.emit('propose')
  }

  private _answered({ entry, answer, problem, duplicateOf }: Outcome) {
    const controller = this._controller
    if ('vote' in entry) {
      if (answer?.tallies) {
        const counted = { tallies: answer.tallies, includes: answer.vote ?? null }
        controller.dispatch({ type: 'counted', proposal: entry.proposal, counted })
      } else controller.set({ lost: lostVote(problem) })
    } else if ('submission' in entry) {
      const isInFront = entry.submission === this._submission
      if (isInFront && answer) return this._proposed(answer.status === 'accepted' ? 'accepted' : 'pending')
      if (isInFront) this._sentBack(problem, duplicateOf)
      else if (!answer) this._lostProposal(entry.text)
    }
    if (HERE.includes(problem)) controller.fail({ refused: problem as ProblemCode })
    if (CLOSED.includes(problem)) controller.start()
  }

  private _sentBack(problem: Outcome['problem'], duplicateOf: string | undefined) {
    const controller = this._controller
    this._submission = undefined
    const known = controller.state.drawn.some(({ id }) => id === duplicateOf)
    controller.dispatch({
      type: 'form',
      problem:
        problem === 'duplicate-proposal' ? 'duplicate' : CLOSED.includes(problem) ? 'closed' : 'refused',
      duplicateOf: known ? duplicateOf : undefined,
    })
  }

  /** One that waited and will not be taken: its text is there again when the form is opened. */
  private _lostProposal(text: string) {
    const { consultation, draft } = this._controller.state
    const isFree = consultation && !draft.text
    this._controller.set({
      lost: 'unsent',
      ...(isFree ? { draft: { ...draft, text: rest(consultation, text) } } : {}),
    })
  }
}
