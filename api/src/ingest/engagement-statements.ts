import type { Statement } from '../store/database.ts'
import type { BitsByScope, EngagementStore, ReaderDayKey } from '../store/engagement.ts'
import type { Store } from '../store/index.ts'
import type { Entry } from './entries.ts'
import {
  type CountedAct,
  type CountedPlace,
  type EngagementChanges,
  foldEngagement,
  type ReaderDay,
} from './fold-engagement.ts'
import type { VoteOutcome } from './fold-votes.ts'
import { RememberedBits } from './remembered-bits.ts'
import { scopeIds, siteScope } from './scopes.ts'

const keyOf = ({ day, reader }: ReaderDay): ReaderDayKey => ({
  day,
  reader: Buffer.from(reader, 'base64url'),
})

function isNews({ votes }: Entry, outcomes: readonly VoteOutcome[]): boolean {
  const [outcome] = outcomes
  // A vote sent again, perhaps on another day, changes nothing: it engages nobody a second time.
  return votes.length === 0 || !outcome || outcome.before !== outcome.after
}

export interface FoundEngagement {
  /** Of each entry; null if it counts nowhere. */
  places: readonly (CountedPlace | null)[]
  stored(readerDay: ReaderDay): BitsByScope
}

/** Turns what entries mean for engagement into statements, knowing which readers were there before. */
export class EngagementBook {
  readonly #store: Pick<Store, 'engagement' | 'scopes'>
  readonly #scopeIds: ReturnType<typeof scopeIds>
  readonly #remembered = new RememberedBits()
  readonly #sites = new Map<string, number>()

  constructor(store: Pick<Store, 'engagement' | 'scopes'>) {
    this.#store = store
    this.#scopeIds = scopeIds(store.scopes)
  }

  /**
   * Where each entry counts, and what is known of its reader: from the disk where its act may change that, else from memory.
   * It waits for nothing else that a batch reads.
   */
  async find(entries: readonly Entry[]): Promise<FoundEngagement> {
    const places: (CountedPlace | null)[] = []
    const asked = new Map<string, ReaderDay>()
    for (const entry of entries) {
      const place = await this.#placeOf(entry)
      places.push(place)
      if (place?.readerDay && this.#remembered.mayChange(place))
        asked.set(place.readerDay.name, place.readerDay)
    }
    const readers = [...asked.values()]
    const rows = await this.#store.engagement.bits(readers.map(keyOf))
    const found = new Map(readers.map(({ name }, index) => [name, rows[index]]))
    return { places, stored: (readerDay) => found.get(readerDay.name) ?? this.#remembered.of(readerDay) }
  }

  /** The statements of a batch; `keep` is to be called when they are on disk. */
  async statementsOf(
    entries: readonly Entry[],
    outcomes: readonly (readonly VoteOutcome[])[],
    { places, stored }: FoundEngagement,
  ): Promise<{ statements: Statement[]; keep(): void }> {
    const acts: CountedAct[] = []
    const statements: Statement[] = []
    for (const [index, entry] of entries.entries()) {
      if (entry.leftOut) statements.push(...(await this.#leaveOut(entry.leftOut)))
      const [place, known = []] = [places[index], outcomes[index]]
      if (!place || !isNews(entry, known)) continue
      const isFirstVote = entry.votes.length > 0 && known[0]?.before === undefined
      acts.push({ ...place, counters: isFirstVote ? { ...entry.counters, votes: 1 } : entry.counters })
      statements.push(...this.#putProposal(entry.proposal, place))
    }
    const changes = foldEngagement(acts, stored)
    statements.push(...this.#writes(changes, stored))
    return { statements, keep: () => this.#remembered.remember(changes.readers) }
  }

  async #placeOf({ presence, act }: Entry): Promise<CountedPlace | null> {
    if (!presence || !act) return null
    const { day, reader, hour, secondsSinceView } = presence
    const found = this.#scopeIds(presence)
    return {
      readerDay: reader === null ? null : { name: `${day} ${reader}`, day, reader },
      scopeIds: Array.isArray(found) ? found : await found,
      ...{ hour, act, secondsSinceView },
    }
  }

  #putProposal(proposal: Entry['proposal'], { scopeIds, hour }: CountedPlace): Statement[] {
    if (!proposal) return []
    const isAccepted = proposal.status === 'accepted'
    return scopeIds.flatMap((id) => this.#store.engagement.putProposal(id, hour, proposal.id, isAccepted))
  }

  async #leaveOut({ publisherId, hour, reason }: NonNullable<Entry['leftOut']>): Promise<Statement[]> {
    const site = this.#sites.get(publisherId) ?? (await siteScope(this.#store.scopes, publisherId))
    this.#sites.set(publisherId, site)
    return this.#store.engagement.leftOut.add(site, hour, { [reason]: 1 })
  }

  #writes(
    { readers, hours, delays }: EngagementChanges,
    stored: (readerDay: ReaderDay) => BitsByScope,
  ): Statement[] {
    const { engagement }: { engagement: EngagementStore } = this.#store
    return [
      ...readers
        .filter(({ changed }) => changed.size > 0)
        .map(({ readerDay, bits, changed }) =>
          engagement.putBits(keyOf(readerDay), { bits, changed, before: stored(readerDay) }),
        ),
      ...hours
        .filter(({ counters }) => Object.values(counters).some((count) => count > 0))
        .flatMap(({ scopeId, hour, counters }) => engagement.hours.add(scopeId, hour, counters)),
      ...delays.flatMap(({ scopeId, hour, slots }) => engagement.firstVoteDelays.add(scopeId, hour, slots)),
    ]
  }
}
