import type { EmbedPayload } from '@unisson/api/wire'
import { LIMITS } from '@unisson/api/wire/constants'
import { afterPaint } from './after-paint.ts'
import type { Ballot, Device, DeviceRecord } from './device.ts'
import { authorOf, check, type Draft, sentence } from './draft.ts'
import { readDraw, shuffle } from './draws.ts'
import type { Entry } from './entries.ts'
import { identifier } from './identifier.ts'
import { type Delivery, type Outbox, type Outcome, openOutbox } from './outbox.ts'
import { postEvent } from './request.ts'
import {
  type Action,
  ballot,
  candidates,
  current,
  initialState,
  reduce,
  type State,
  takesVotes,
} from './state.ts'
import type { Surroundings } from './surroundings.ts'
import { openVisit, type Visit } from './visit.ts'

const USABLE_FOR = 24 * 3600 * 1000
const MOST_DRAWS_AT_ONCE = 8

type Changed = (action: Action, before: State, after: State) => void

/** The behaviour behind one card: acts of the reader in, states out; storage and network in between. */
export class ConsultationSession {
  state: State
  readonly visit: Visit
  readonly outbox: Outbox
  private _surroundings: Surroundings
  private _device: Device
  private _changed: Changed
  private _unwatch: () => unknown
  private _fresh: EmbedPayload | undefined
  private _submission: string | undefined
  private _finished = false

  constructor(surroundings: Surroundings, device: Device, changed: Changed) {
    this._surroundings = surroundings
    this._device = device
    this._changed = changed
    this.state = { ...initialState, votes: device.read()?.votes ?? {} }
    this.visit = openVisit(surroundings.reported, (event, session) => postEvent(surroundings, event, session))
    this.outbox = openOutbox({
      host: surroundings.host,
      name: `unisson:${surroundings.option('consultation')}`,
      device,
      visit: this.visit,
      locks: navigator.locks,
      onSettled: (outcome) => this._settled(outcome),
      onDelivery: (delivery) => this._delivered(delivery),
    })
    this._unwatch = device.watch(() => this._set({ votes: device.read()?.votes ?? {} }))
  }

  dispatch(action: Action): void {
    const before = this.state
    this.state = reduce(before, action)
    if (this.state !== before) this._changed(action, before, this.state)
  }

  private _set(change: Partial<State>) {
    this.dispatch({ type: 'set', change })
  }

  /** An act of the reader: shown at once, kept and sent when it has been painted. */
  act = (action: Action): void => {
    const before = this.state
    const proposal = current(before)?.id
    this.dispatch(action)
    const { type } = action
    const cast = ballot(this.state)
    if (proposal && (type === 'vote' || type === 'undo' || type === 'qualify')) {
      afterPaint(() => this._keep(proposal, cast))
      const place = { index: before.position + 1, total: before.sequence.length }
      if (type === 'vote') this.emit('vote', { proposal, vote: action.vote, ...place })
      else if (type === 'undo') this.emit('unvote', { proposal })
      else this.emit('qualify', { proposal, qualifications: cast?.qualifications })
    } else if (this.state.screen === 'thanks' && before.screen === 'vote') this._complete()
  }

  emit(name: string, detail: object = {}): void {
    const event = new CustomEvent(`unisson:${name}`, { bubbles: true, composed: true, detail })
    afterPaint(() => this._surroundings.element.dispatchEvent(event))
  }

  /** Reads the first draw and shows what the phase calls for; what was shown stays until the answer is there. */
  start = async (): Promise<void> => {
    try {
      await this._draw(0)
    } catch (thrown) {
      const status = thrown instanceof Response ? thrown.status : 0
      const away = !status || status >= 500 || status === 429
      const kept = this._device.read()?.payload
      if (!away || !kept || Date.now() - kept.at > USABLE_FOR) return this._fail(!away)
      this._add(kept.payload)
    }
    await this._begin()
    if (this._device.read()?.outbox.length) this.outbox.flush()
  }

  /** Goes on with the next sequence. */
  more = (): Promise<void> => this._begin()

  submit = (draft: Draft): void => {
    const { consultation, form } = this.state
    if (!consultation || form.sending) return
    const problem = check(consultation, draft)
    this.act(problem ? { type: 'form', problem } : { type: 'form', sending: true })
    if (problem) return
    const submission = identifier()
    this._submission = submission
    const text = sentence(consultation, draft.text)
    afterPaint(() => this._send({ submission, text, author: authorOf(draft), at: Date.now() }))
  }

  /** Erases the reader's trace here at once, on the server as soon as it can be asked. */
  async forget(): Promise<void> {
    const record = this._device.read()
    if (!record) return
    const ids = Object.keys(record.votes)
    const requests: Entry[] = []
    while (ids.length) {
      const proposals = ids.splice(0, LIMITS.forgetProposals)
      requests.push({ reader: record.reader, proposals, at: Date.now() })
    }
    this._device.erase()
    if (requests.length) {
      this._device.update((empty) => {
        empty.outbox = requests
      })
    }
    await this.outbox.flush()
    await this._begin()
  }

  stop(): void {
    this._unwatch()
    this.outbox.stop()
  }

  private _fail(final: boolean) {
    this._set({ screen: 'failed', final })
    this.emit('error', { final })
  }

  private _add(payload: EmbedPayload) {
    this.dispatch({ type: 'drawn', payload, proposals: shuffle(payload.draw.proposals) })
  }

  private async _draw(number: number) {
    const payload = await readDraw(this._surroundings, number)
    if (!number) {
      this._fresh = payload
      // Nothing is stored before the reader's first act.
      if (this._device.read()) afterPaint(() => this._keepPayload())
    }
    this._add(payload)
  }

  private _keepPayload(change?: (record: DeviceRecord) => unknown) {
    return this._device.update((record) => {
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
    try {
      for (let draws = 0; draws < MOST_DRAWS_AT_ONCE && !enough(this.state); draws++) {
        await this._draw(this.state.draw + 1)
      }
    } catch {
      // What is drawn already will do; without any, "you have voted on everything" would be untrue.
      if (!candidates(this.state).length) return this._fail(false)
    }
    this.dispatch({ type: 'begin' })
  }

  private _keep(proposal: string, cast: Ballot | undefined) {
    this.visit.acted()
    const { revision } = this._keepPayload((record) => {
      record.revision++
      if (cast) record.votes[proposal] = cast
      else delete record.votes[proposal]
    })
    const { vote, qualifications } = cast ?? { vote: null, qualifications: [] }
    this.outbox.add({ proposal, vote, qualifications, revision, at: Date.now() })
  }

  private _send(entry: Entry) {
    this.visit.acted()
    this._keepPayload((record) => record.revision++)
    this.outbox.add(entry)
  }

  private _complete() {
    const { voted, proposals } = this.state
    this._finished = voted.length > 0
    this.emit('complete', { votes: voted.length, proposals })
    if (this._finished) afterPaint(() => this.outbox.flush())
  }

  private _delivered(delivery: Delivery) {
    if (delivery !== this.state.delivery) this._set({ delivery })
    // A finished sequence implies votes, so it is reported once they have arrived.
    if (delivery === 'clear' && this._finished) {
      this._finished = false
      this.visit.report('finish').catch(() => {
        this._finished = true
      })
    }
    if (this._submission && (delivery === 'offline' || delivery === 'busy')) this._proposed('waiting')
  }

  private _proposed(submission: State['submission']) {
    this._submission = undefined
    this.dispatch({ type: 'proposed', submission })
    this.emit('propose')
  }

  private _settled({ entry, answer, problem, duplicateOf }: Outcome) {
    if ('vote' in entry) {
      if (answer?.tallies) {
        const counted = { tallies: answer.tallies, includes: answer.vote ?? null }
        this.dispatch({ type: 'counted', proposal: entry.proposal, counted })
      } else if (entry.proposal === current(this.state)?.id) this._set({ refused: true })
    } else if ('submission' in entry && entry.submission === this._submission) {
      if (answer) return this._proposed(answer.status === 'accepted' ? 'accepted' : 'pending')
      this._submission = undefined
      const known = this.state.drawn.some(({ id }) => id === duplicateOf)
      this.dispatch({
        type: 'form',
        problem: problem === 'duplicate-proposal' ? 'duplicate' : 'refused',
        duplicateOf: known ? duplicateOf : undefined,
      })
    }
    // The phase has changed since the payload was made.
    if (problem === 'votes-closed') this.start()
  }
}
