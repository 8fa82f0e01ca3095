import { type ThemePlan, themesDue } from '../domain/themes/plan-themes.ts'
import { THEMES_PROGRAM } from '../files.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Statement } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import type { ThemeState } from '../store/themes.ts'
import type { ThemeJob } from './themes-worker.ts'
import { runInThread } from './thread.ts'

/** Plans themes; `signal` stops it. */
export type ComputeThemes = (job: ThemeJob, signal: AbortSignal) => Promise<ThemePlan>

const HEAP_MEBIBYTES = 512
const LIMIT_MILLISECONDS = 300_000
/** Votes have their turn between two portions of places. */
const PORTION = 500

const computeInThread: ComputeThemes = (job, signal) =>
  runInThread(
    { program: THEMES_PROGRAM, job, heapMebibytes: HEAP_MEBIBYTES, name: 'The computation of themes' },
    signal,
  )

export interface ThemeFinderOptions {
  store: Pick<Store, 'address' | 'database' | 'themes'>
  now(): number
  /** A fresh identifier. */
  id(): string
  compute?: ComputeThemes
}

/** Finds and fills the themes of consultations, away from requests, one at a time. */
export class ThemeFinder {
  readonly #options: ThemeFinderOptions
  readonly #compute: ComputeThemes
  readonly #closing = new AbortController()
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: ThemeFinderOptions) {
    this.#options = options
    this.#compute = options.compute ?? computeInThread
  }

  /**
   * Where there are many more proposals themes are found again; where there are some, these are laid into them. Rejects
   * with an AggregateError once all were tried, if some failed.
   */
  async refreshDue(consultations: readonly Pick<ConsultationRecord, 'id'>[]): Promise<void> {
    const { themes } = this.#options.store
    const failures: unknown[] = []
    for (const { id } of consultations) {
      if (this.#closing.signal.aborted) return
      const [sizes, state] = await Promise.all([themes.sizes(id), themes.state(id)])
      const due = themesDue(sizes, state)
      if (due) await this.refresh(id, due).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Themes could not be computed')
  }

  /**
   * Computes and writes, one at a time. Rejects, and leaves the themes as they are, on failure, on time-out, and where the
   * team changed a theme meanwhile.
   */
  refresh(consultationId: string, what: 'find' | 'place'): Promise<void> {
    const turn = this.#last.then(() => this.#refresh(consultationId, what))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** Stops the running computation and starts no other. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The server is closing'))
    await this.#last
  }

  async #refresh(consultationId: string, what: 'find' | 'place'): Promise<void> {
    const { store, now } = this.#options
    const { themes } = store
    // Read first: what comes while it computes is news.
    const [state, sizes] = [await themes.state(consultationId), await themes.sizes(consultationId)]
    const computedAt = now()
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(LIMIT_MILLISECONDS)])
    const job = { databaseAddress: store.address, consultationId, isAnew: what === 'find' }
    const plan = await this.#compute(job, signal)
    await this.#write(consultationId, plan, {
      revision: state?.revision ?? 0,
      computedAt: what === 'find' ? computedAt : (state?.computedAt ?? null),
      accepted: what === 'find' ? sizes.accepted : (state?.accepted ?? 0),
      placed: sizes.placed,
    })
  }

  async #write(consultationId: string, plan: ThemePlan, { revision, ...state }: ThemeState): Promise<void> {
    const { store, now, id: freshId } = this.#options
    const { themes, database } = store
    const standing = new Map((await themes.all(consultationId)).map((theme) => [theme.id, theme]))
    const ids = plan.themes.map(({ id }) => id ?? freshId())
    const statements = plan.themes.flatMap(({ id, name, profile: weights }, index): Statement[] => {
      const profile = Object.fromEntries(weights)
      const before = id === null ? undefined : standing.get(id)
      if (before && JSON.stringify(before.profile) === JSON.stringify(profile)) return []
      if (before) return [themes.change({ ...before, profile, revision: before.revision + 1 })]
      const isNew = { isKept: false, isHidden: false, createdAt: now(), revision: 1 }
      return [themes.insertion({ id: ids[index] as string, consultationId, name, profile, ...isNew })]
    })
    // The claim goes first: of what the team changed meanwhile nothing is overwritten.
    await database.write([themes.claim(consultationId, revision), ...statements])
    for (let from = 0; from < plan.places.length; from += PORTION) {
      const portion = plan.places.slice(from, from + PORTION)
      const places = portion.map(([proposal, theme]) =>
        themes.placement(proposal, theme === null ? null : (ids[theme] ?? null)),
      )
      await database.write([...places, themes.changed(consultationId)])
    }
    await database.write([
      ...plan.ended.map((id) => themes.removal(id)),
      themes.computed(consultationId, state),
    ])
  }
}
