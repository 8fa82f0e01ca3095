import { LRUCache } from 'lru-cache'
import { phaseAt, showsResults } from '../domain/consultations/phases.ts'
import { presentFollowed } from '../presenters/consultations.ts'
import type { ActionStore } from '../store/actions.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Followed } from '../wire/index.ts'
import { cacheOptions } from './options.ts'

const FRESH_MILLISECONDS = 60_000
/** Of consultations whose results are published, the newest are asked for their actions. */
const MOST_CONSULTATIONS = 10
/** The payload is to stay small. */
const MOST_ACTIONS = 6

export interface FollowedActionsOptions {
  actions: ActionStore
  /** The newest first. */
  consultations(): readonly ConsultationRecord[]
  publicUrl: string
  now(): number
  monotonic(): number
}

/** What became of consultations that have ended, for articles that carry others; held in memory for a minute. */
export class FollowedActions {
  readonly #options: FollowedActionsOptions
  readonly #followed: LRUCache<'all', Followed[]>

  constructor(options: FollowedActionsOptions) {
    this.#options = options
    this.#followed = new LRUCache({
      ...cacheOptions(options.monotonic, FRESH_MILLISECONDS),
      fetchMethod: () => this.#read(),
    })
  }

  /** The actions that changed last, of all consultations but this one. */
  async besides(slug: string): Promise<Followed[]> {
    const all = await this.#followed.forceFetch('all')
    return all.filter(({ consultation }) => consultation !== slug).slice(0, MOST_ACTIONS)
  }

  /** The next caller reads them from the database. */
  drop(): void {
    this.#followed.clear()
  }

  async #read(): Promise<Followed[]> {
    const { actions, consultations, publicUrl, now } = this.#options
    const published = consultations()
      .filter((consultation) => showsResults(phaseAt(consultation, now())))
      .slice(0, MOST_CONSULTATIONS)
    const found: { at: number; followed: Followed }[] = []
    for (const consultation of published)
      for (const action of await actions.announced(consultation.id)) {
        const followed = presentFollowed(action, consultation, publicUrl)
        if (followed) found.push({ at: action.changes[0]?.at ?? action.createdAt, followed })
      }
    return found.sort((one, other) => other.at - one.at).map(({ followed }) => followed)
  }
}
