import type { EmbedPayload } from '@unisson/api/wire'
import { afterPaint } from '../host/after-paint.ts'
import type { Surroundings } from '../host/element.ts'
import type { Ballot, Device, DeviceRecord } from './device.ts'
import type { Draft } from './draft.ts'
import type { Outbox } from './outbox.ts'
import { withEntry } from './outbox-entries.ts'
import { type DrawAnswer, readDraw, shuffle } from './request.ts'
import type { Session } from './session.ts'
import {
  type Action,
  ballot,
  candidates,
  current,
  type Failure,
  initialState,
  reduce,
  type ServedProposal,
  type State,
  takesVotes,
} from './state.ts'

const MOST_DRAWS_AT_ONCE = 8

/** Takes to the API what the reader did; it comes with the second download. */
export interface Sync {
  readonly session: Session
  readonly outbox: Outbox
  submit(draft: Draft): void
  /** Keeps which part of the public the reader belongs to (null: not said). */
  segment(segment: string | null): void
  forget(): Promise<void>
  /** The reader has been through a whole sequence. */
  finish(): void
}

/** What the behaviour takes from the second download. */
export interface LaterBehaviour {
  SyncClient: new (controller: Controller) => Sync
  /** Settles when the page is really shown. */
  activation(): Promise<void>
  /** What stands in the way of a draw, if anything. */
  judge(answer: DrawAnswer): Failure | undefined
  /** Goes on without a first draw. */
  goOn(controller: Controller, failure: Failure): Promise<void>
}

/** Called after every change of state. */
export type Changed = (action: Action, before: State, after: State) => void

/** The behaviour behind one card: acts of the reader in, states out; storage and network in between. */
export class Controller {
  state: State
  readonly surroundings: Surroundings
  readonly device: Device
  private _fetchLater: () => Promise<LaterBehaviour>
  private _changed: Changed
  private _unwatch: () => unknown
  private _fresh: EmbedPayload | undefined
  private _sync: Sync | undefined

  constructor(
    surroundings: Surroundings,
    device: Device,
    fetchLater: () => Promise<LaterBehaviour>,
    changed: Changed,
  ) {
    this.surroundings = surroundings
    this.device = device
    this._fetchLater = fetchLater
    this._changed = changed
    this.state = { ...initialState, votes: device.read()?.votes ?? {} }
    this._unwatch = device.watch(() => this.set({ votes: device.read()?.votes ?? {} }))
  }

  /** Applies an action to the state; what follows from it happens only if the state has changed. */
  dispatch(action: Action): void {
    const before = this.state
    this.state = reduce(before, action)
    if (this.state !== before) this._changed(action, before, this.state)
  }

  set(change: Partial<State>) {
    this.dispatch({ type: 'set', change })
  }

  /** Hands something to the sync client, which comes with the second download; without it, what is kept waits. */
  send = async (task: (sync: Sync) => unknown): Promise<void> => {
    try {
      const { SyncClient, activation } = await this._fetchLater()
      await activation()
      this._sync ??= new SyncClient(this)
    } catch {
      return this.set({ delivery: navigator.onLine ? 'unreachable' : 'offline' })
    }
    await task(this._sync)
  }

  /** Sends what waits on the device. */
  flush = (): Promise<void> => this.send(({ outbox }) => outbox.flush())

  /** Erases what the reader did in this consultation, here and on the server. */
  forget = (): Promise<void> => this.send((sync) => sync.forget())

  /** An act of the reader. */
  act = (action: Action): void => {
    const { type } = action
    if (type === 'vote' || type === 'undo' || type === 'qualify') this._vote(action)
    else this.dispatch(action)
    if (this.state.screen === 'thanks' && type === 'next') this._complete()
  }

  /**
   * The way of a vote, of its nuances and of its undoing: on the screen at once; on the device, with an entry in the outbox,
   * when it has been painted; from there to the API. What it answers comes back to the sync client, which shows the counts
   * or says why the vote was not taken. The page is told in an event.
   */
  private _vote(action: Extract<Action, { type: 'vote' | 'undo' | 'qualify' }>): void {
    const { position, sequence } = this.state
    const front = current(this.state)
    this.dispatch(action)
    if (!front) return
    const proposal = front.id
    const cast = ballot(this.state)
    afterPaint(() => {
      this._keep(front, cast)
      this.send(({ session, outbox }) => {
        session.acted()
        return outbox.flush()
      })
    })
    const place = { index: position + 1, total: sequence.length }
    if (action.type === 'vote') this.emit('vote', { proposal, vote: action.vote, ...place })
    else if (action.type === 'undo') this.emit('unvote', { proposal })
    else this.emit('qualify', { proposal, qualifications: cast?.qualifications })
  }

  /** Fires the event `unisson:<name>` on the element, after the next paint. */
  emit(name: string, detail: object = {}): void {
    const event = new CustomEvent(`unisson:${name}`, { bubbles: true, composed: true, detail })
    afterPaint(() => this.surroundings.element.dispatchEvent(event))
  }

  /** Reads the first draw and shows what the phase calls for; what was shown stays until the answer is there. */
  start = async (): Promise<void> => {
    const failure = await this._draw(0)
    if (failure) {
      const later = await this._fetchLater().catch(() => undefined)
      await (later ? later.goOn(this, failure) : this.fail(failure))
    } else await this._begin()
    if (this.device.read()?.outbox.length) this.flush()
  }

  /** Goes on with the next sequence. */
  more = (): Promise<void> => this._begin()

  /** Stops listening to other tabs, and sending; what is kept stays on the device. */
  stop(): void {
    this._unwatch()
    this._sync?.outbox.stop()
  }

  /** Shows why nothing can be done here. */
  fail(failure: Failure): void {
    const final = failure.refused !== undefined
    this.set({ screen: 'failed', final, failure })
    this.emit('error', { final })
  }

  /** Adds a draw of the server in an order of this reader's own. */
  add(payload: EmbedPayload): void {
    const { proposals, proof: served } = payload.draw
    this.dispatch({
      type: 'drawn',
      payload,
      proposals: shuffle(proposals).map((proposal) => ({ ...proposal, served })),
    })
  }

  /** Adds a draw, or gives what stood in its way. */
  private async _draw(number: number): Promise<Failure | undefined> {
    const answer = await readDraw(this.surroundings, number)
    if (!answer.isPlain) {
      const later = await this._fetchLater().catch(() => undefined)
      const failure = later ? later.judge(answer) : { later: 'unreachable' as const }
      if (failure) return failure
    }
    const payload = answer.body as EmbedPayload
    if (!number) {
      this._fresh = payload
      // Nothing is stored before the reader's first act.
      if (this.device.read()) afterPaint(() => this.keep())
    }
    this.add(payload)
    return undefined
  }

  /** Writes the device's record, with the payload to fall back on. */
  keep(change?: (record: DeviceRecord) => unknown) {
    return this.device.update((record) => {
      if (this._fresh) record.payload = { at: Date.now(), payload: this._fresh }
      this._fresh = undefined
      change?.(record)
    })
  }

  private async _begin() {
    const enough = ({ consultation, lastDraw }: State) =>
      !consultation ||
      lastDraw ||
      !takesVotes(consultation) ||
      candidates(this.state).length >= consultation.sequenceSize
    for (let draws = 0; draws < MOST_DRAWS_AT_ONCE && !enough(this.state); draws++) {
      const failure = await this._draw(this.state.draw + 1)
      if (!failure) continue
      // What is drawn already will do; without any, "you have voted on everything" would be untrue.
      if (!candidates(this.state).length) return this.fail(failure)
      break
    }
    this.dispatch({ type: 'begin' })
  }

  private _keep({ id: proposal, served }: ServedProposal, cast: Ballot | undefined) {
    const { vote, qualifications } = cast ?? { vote: null, qualifications: [] }
    this.keep((record) => {
      const revision = ++record.revision
      if (cast) record.votes[proposal] = cast
      else delete record.votes[proposal]
      const entry = { proposal, vote, qualifications, revision, served, at: Date.now() }
      record.outbox = withEntry(record.outbox, entry)
    })
  }

  private _complete() {
    const { voted, proposals } = this.state
    this.emit('complete', { votes: voted.length, proposals })
    if (voted.length) afterPaint(() => this.send((sync) => sync.finish()))
  }
}
