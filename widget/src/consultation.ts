import type { EmbedPayload } from '@unisson/api/wire'
import { LIMITS } from '@unisson/api/wire/constants'
import { afterPaint } from './after-paint.ts'
import { describeArticle } from './article.ts'
import type { Ballot, Device, DeviceRecord } from './device.ts'
import { authorOf, check, type Draft, sentence } from './draft.ts'
import { readDraw, shuffle } from './draws.ts'
import type { Entry } from './entries.ts'
import { identifier } from './identifier.ts'
import { type Delivery, type Outbox, type Outcome, openOutbox } from './outbox.ts'
import { type Action, ballot, candidates, current, initialState, reduce, type State, takesVotes } from './state.ts'
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
  #surroundings: Surroundings
  #device: Device
  #changed: Changed
  #unwatch: () => unknown
  #fresh: EmbedPayload | undefined
  #submission: string | undefined
  #finished = false

  constructor(surroundings: Surroundings, device: Device, changed: Changed) {
    const { option, reported, address, meta, report, post } = surroundings
    this.#surroundings = surroundings
    this.#device = device
    this.#changed = changed
    this.state = { ...initialState, votes: device.read()?.votes ?? {} }
    this.visit = openVisit(reported, (event, session) => {
      const url = address()
      return report(event, url ? describeArticle(url, meta) : undefined, session)
    })
    this.outbox = openOutbox({
      name: `unisson:${option('consultation')}`,
      device,
      visit: this.visit,
      post,
      locks: navigator.locks,
      onSettled: (outcome) => this.#settled(outcome),
      onDelivery: (delivery) => this.#delivered(delivery),
    })
    this.#unwatch = device.watch(() => this.dispatch({ type: 'device', votes: device.read()?.votes ?? {} }))
  }

  dispatch(action: Action): void {
    const before = this.state
    this.state = reduce(before, action)
    if (this.state !== before) this.#changed(action, before, this.state)
  }

  /** An act of the reader: shown at once, kept and sent when it has been painted. */
  act = (action: Action): void => {
    const before = this.state
    const proposal = current(before)?.id
    this.dispatch(action)
    const { type } = action
    const cast = ballot(this.state)
    if (proposal && (type === 'vote' || type === 'undo' || type === 'qualify')) {
      afterPaint(() => this.#keep(proposal, cast))
      const place = { index: before.position + 1, total: before.sequence.length }
      if (type === 'vote') this.emit('vote', { proposal, vote: action.vote, ...place })
      else if (type === 'undo') this.emit('unvote', { proposal })
      else this.emit('qualify', { proposal, qualifications: cast?.qualifications })
    } else if (this.state.screen === 'thanks' && before.screen === 'vote') this.#complete()
  }

  emit(name: string, detail: object = {}): void {
    const event = new CustomEvent(`unisson:${name}`, { bubbles: true, composed: true, detail })
    afterPaint(() => this.#surroundings.element.dispatchEvent(event))
  }

  /** Reads the first draw and shows what the phase calls for. */
  async start(answer: Promise<Response>): Promise<void> {
    try {
      await this.#draw(answer)
    } catch (thrown) {
      const status = thrown instanceof Response ? thrown.status : 0
      const away = !status || status >= 500 || status === 429
      const kept = this.#device.read()?.payload
      if (!away || !kept || Date.now() - kept.at > USABLE_FOR) return this.#fail(!away)
      this.#add(kept.payload)
    }
    await this.#begin()
    if (this.#device.read()?.outbox.length) this.outbox.flush()
  }

  /** Asks anew, and keeps what is shown until the answer is there. */
  reload = (): Promise<void> => this.start(this.#surroundings.draw())

  /** Goes on with the next sequence. */
  more = (): Promise<void> => this.#begin()

  submit = (draft: Draft): void => {
    const { consultation, form } = this.state
    if (!consultation || form.sending) return
    const problem = check(consultation, draft)
    if (problem) return this.act({ type: 'form', problem })
    this.act({ type: 'form', sending: true })
    const submission = identifier()
    this.#submission = submission
    const text = sentence(consultation, draft.text)
    afterPaint(() => this.#send({ submission, text, author: authorOf(draft), at: Date.now() }))
  }

  /** Erases the reader's trace here at once, on the server as soon as it can be asked. */
  async forget(): Promise<void> {
    const record = this.#device.read()
    if (!record) return
    const ids = Object.keys(record.votes)
    const requests: Entry[] = []
    while (ids.length) {
      const proposals = ids.splice(0, LIMITS.forgetProposals)
      requests.push({ reader: record.reader, proposals, at: Date.now() })
    }
    this.#device.erase()
    if (requests.length) {
      this.#device.update((empty) => {
        empty.outbox = requests
      })
    }
    await this.outbox.flush()
    await this.#begin()
  }

  stop(): void {
    this.#unwatch()
    this.outbox.stop()
  }

  #fail(final: boolean) {
    this.dispatch({ type: 'failed', final })
    this.emit('error', { final })
  }

  #add(payload: EmbedPayload) {
    this.dispatch({ type: 'drawn', payload, proposals: shuffle(payload.draw.proposals) })
  }

  async #draw(answer: Promise<Response>) {
    const payload = await readDraw(answer)
    if (!payload.draw.number) {
      this.#fresh = payload
      // Nothing is stored before the reader's first act.
      if (this.#device.read()) afterPaint(() => this.#keepPayload())
    }
    this.#add(payload)
  }

  #keepPayload(change?: (record: DeviceRecord) => unknown) {
    return this.#device.update((record) => {
      if (this.#fresh) record.payload = { at: Date.now(), payload: this.#fresh }
      this.#fresh = undefined
      change?.(record)
    })
  }

  async #begin() {
    const enough = ({ consultation, lastDraw }: State) =>
      !consultation ||
      lastDraw ||
      !takesVotes(consultation) ||
      candidates(this.state).length >= consultation.sequenceSize
    try {
      for (let draws = 0; draws < MOST_DRAWS_AT_ONCE && !enough(this.state); draws++) {
        await this.#draw(this.#surroundings.draw(`&draw=${this.state.draw + 1}`))
      }
    } catch {
      // What is drawn already will do; without any, "you have voted on everything" would be untrue.
      if (!candidates(this.state).length) return this.#fail(false)
    }
    this.dispatch({ type: 'begin' })
  }

  #keep(proposal: string, cast: Ballot | undefined) {
    this.visit.acted()
    const { revision } = this.#keepPayload((record) => {
      record.revision++
      if (cast) record.votes[proposal] = cast
      else delete record.votes[proposal]
    })
    const { vote, qualifications } = cast ?? { vote: null, qualifications: [] }
    this.outbox.add({ proposal, vote, qualifications, revision, at: Date.now() })
  }

  #send(entry: Entry) {
    this.visit.acted()
    this.#keepPayload((record) => record.revision++)
    this.outbox.add(entry)
  }

  #complete() {
    const { voted, proposals } = this.state
    this.#finished = voted.length > 0
    this.emit('complete', { votes: voted.length, proposals })
    if (this.#finished) afterPaint(() => this.outbox.flush())
  }

  #delivered(delivery: Delivery) {
    if (delivery !== this.state.delivery) this.dispatch({ type: 'delivery', delivery })
    // A finished sequence implies votes, so it is reported once they have arrived.
    if (delivery === 'clear' && this.#finished) {
      this.#finished = false
      this.visit.report('finish').catch(() => {
        this.#finished = true
      })
    }
    if (this.#submission && (delivery === 'offline' || delivery === 'busy')) this.#proposed('waiting')
  }

  #proposed(submission: State['submission']) {
    this.#submission = undefined
    this.dispatch({ type: 'proposed', submission })
    this.emit('propose')
  }

  #settled({ entry, answer, problem, duplicateOf }: Outcome) {
    if ('vote' in entry) {
      if (answer?.tallies) {
        const counted = { tallies: answer.tallies, includes: answer.vote ?? null }
        this.dispatch({ type: 'counted', proposal: entry.proposal, counted })
      } else if (entry.proposal === current(this.state)?.id) this.dispatch({ type: 'refused' })
    } else if ('submission' in entry && entry.submission === this.#submission) {
      if (answer) return this.#proposed(answer.status === 'accepted' ? 'accepted' : 'pending')
      this.#submission = undefined
      const known = this.state.drawn.some(({ id }) => id === duplicateOf)
      this.dispatch({
        type: 'form',
        problem: problem === 'duplicate-proposal' ? 'duplicate' : 'refused',
        duplicateOf: known ? duplicateOf : undefined,
      })
    }
    // The phase has changed since the payload was made.
    if (problem === 'votes-closed') this.reload()
  }
}
