import { phaseAt, takesVotes } from '../domain/consultations/phases.ts'
import { dayIn } from '../domain/days.ts'
import {
  type Digest,
  FIRST_PREVIOUS,
  type IntegrityState,
  isRootDue,
  type RootParts,
  sealRoot,
} from '../domain/votes/integrity-chain.ts'
import { VOTES_DIGEST_PROGRAM } from '../files.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { ConstraintError } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import type { StoredRoot } from '../store/integrity-roots.ts'
import { runInThread } from './thread.ts'
import type { DigestJob } from './votes-digest-worker.ts'

/** Reads all votes of a consultation and gives their digest; `signal` stops it. */
export type DigestVotes = (job: DigestJob, signal: AbortSignal) => Promise<Digest>

/** Votes pass through, a page of them at a time. */
const HEAP_MEBIBYTES = 128
const LIMIT_MILLISECONDS = 1_800_000

const digestInThread: DigestVotes = (job, signal) =>
  runInThread(
    { program: VOTES_DIGEST_PROGRAM, job, heapMebibytes: HEAP_MEBIBYTES, name: 'The digest of votes' },
    signal,
  )

export interface IntegrityRootOptions {
  store: Pick<Store, 'address' | 'integrityRoots'>
  now(): number
  /** By which votes are judged at present. */
  rules: RootParts['rules']
  digestVotes?: DigestVotes
}

const stateOf = (consultation: ConsultationRecord, now: number): IntegrityState | 'upcoming' => {
  if (consultation.secret === null) return 'sealed'
  const phase = phaseAt(consultation, now)
  if (phase === 'upcoming') return 'upcoming'
  return takesVotes(phase) ? 'open' : 'closed'
}

/** The chain of roots, made longer where one is due; votes are read away from requests, one consultation after the other. */
export class IntegrityRoots {
  readonly #options: IntegrityRootOptions
  readonly #digestVotes: DigestVotes
  readonly #closing = new AbortController()
  #running: Promise<unknown> = Promise.resolve()

  constructor(options: IntegrityRootOptions) {
    this.#options = options
    this.#digestVotes = options.digestVotes ?? digestInThread
  }

  /** Adds a root to each chain that is due for one. All are tried; then the failures are thrown together. */
  addDue(consultations: readonly ConsultationRecord[]): Promise<void> {
    const turn = this.#addDue(consultations)
    this.#running = turn.catch(() => undefined)
    return turn
  }

  /** Stops what is being read and begins no other. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The server is closing'))
    await this.#running
  }

  async #addDue(consultations: readonly ConsultationRecord[]): Promise<void> {
    const failures: unknown[] = []
    for (const consultation of consultations) {
      if (this.#closing.signal.aborted) return
      await this.#addIfDue(consultation).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0 && !this.#closing.signal.aborted)
      throw new AggregateError(failures, 'Integrity roots could not be made')
  }

  async #addIfDue(consultation: ConsultationRecord): Promise<void> {
    const { store, now } = this.#options
    const { integrityRoots } = store
    const { id } = consultation
    const [last, auditThrough, votesVersion] = await Promise.all([
      integrityRoots.last(id),
      integrityRoots.newestEntry(),
      integrityRoots.votesVersion(id),
    ])
    const madeAt = now()
    const state = stateOf(consultation, madeAt)
    const day = dayIn('UTC', madeAt)
    const after = last?.auditThrough ?? 0
    const situation = {
      state,
      today: day,
      hasNewVotes: votesVersion !== last?.votesVersion,
      hasNewActs: await integrityRoots.hasActs(id, after),
    }
    if (state === 'upcoming' || !isRootDue(last, situation)) return
    const audit = await integrityRoots.entriesDigest(id, after, auditThrough)
    await this.#add(last, { consultationId: id, day, madeAt, state, audit, auditThrough }, votesVersion)
  }

  async #add(
    last: StoredRoot | undefined,
    begun: Pick<RootParts, 'consultationId' | 'day' | 'madeAt' | 'state' | 'audit' | 'auditThrough'>,
    votesVersion: string,
  ): Promise<void> {
    const { store, rules } = this.#options
    const { consultationId } = begun
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(LIMIT_MILLISECONDS)])
    const votes = await this.#digestVotes({ databaseAddress: store.address, consultationId }, signal)
    const root = sealRoot({
      ...begun,
      number: (last?.number ?? 0) + 1,
      previous: last?.root ?? FIRST_PREVIOUS,
      votes,
      classes: await store.integrityRoots.classCounts(consultationId),
      rules,
    })
    try {
      await store.integrityRoots.add({ ...root, votesVersion })
    } catch (error) {
      // Another process led meanwhile and was quicker: its root stands.
      if (!(error instanceof ConstraintError)) throw error
    }
  }
}
