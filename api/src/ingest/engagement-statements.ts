import type { LeftOutReason } from '../domain/audience.ts'
import type { Statement } from '../store/database.ts'
import type { BitsByScope, EngagementStore, ReaderDayKey } from '../store/engagement.ts'
import type { Store } from '../store/index.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { UnsavedCounts, UnsavedTotals } from '../store/unsaved-counts.ts'
import type { Entry, Presence } from './entries.ts'
import {
  type CountedAct,
  type CountedPlace,
  type EngagementChanges,
  foldEngagement,
  type ReaderDay,
} from './fold-engagement.ts'
import { RememberedBits } from './remembered-bits.ts'
import { scopeIds, siteScope } from './scopes.ts'

const NOWHERE: BitsByScope = new Map()

const keyOf = ({ day, reader }: ReaderDay): ReaderDayKey => ({
  day,
  reader: Buffer.from(reader, 'base64url'),
})

const readerDayOf = ({ day, reader }: Presence): ReaderDay | null =>
  reader === null ? null : { name: `${day} ${reader}`, day, reader }

export interface FoundEngagement {
  /** Of each entry; null if it counts nowhere. */
  places: readonly (CountedPlace | null)[]
  stored(readerDay: ReaderDay): BitsByScope
}

/** Of each entry that counts an act: where, and what it adds. */
function countedActs(entries: readonly Entry[], { places }: FoundEngagement): CountedAct[] {
  const acts: CountedAct[] = []
  for (const [index, { act, counters }] of entries.entries()) {
    const place = places[index]
    if (!place || !act) continue
    const { readerDay, scopeIds, hour, secondsSinceView } = place
    acts.push({ readerDay, scopeIds, hour, act, counters, secondsSinceView })
  }
  return acts
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
    for (const { presence, act, proposal } of entries) {
      if (!presence || !(act || proposal)) {
        places.push(null)
        continue
      }
      const { hour, secondsSinceView } = presence
      const found = this.#scopeIds(presence)
      // Every vote passes here, and awaiting a known value costs a turn of promises.
      const scopeIds = Array.isArray(found) ? found : await found
      if (!act) {
        places.push({ readerDay: null, scopeIds, hour, act: 'proposal', secondsSinceView })
        continue
      }
      const readerDay = readerDayOf(presence)
      // Once a reader is looked up in this batch, every act of theirs counts: it may depend on an earlier one.
      const isKnown =
        !readerDay || (!asked.has(readerDay.name) && !this.#remembered.mayChange(readerDay, act, scopeIds))
      if (!isKnown) asked.set(readerDay.name, readerDay)
      places.push({ readerDay: isKnown ? null : readerDay, scopeIds, hour, act, secondsSinceView })
    }
    const readers = [...asked.values()]
    const rows = await this.#store.engagement.bits(readers.map(keyOf))
    const found = new Map(readers.map(({ name }, index) => [name, rows[index]]))
    return { places, stored: (readerDay) => found.get(readerDay.name) ?? NOWHERE }
  }

  /** The statements of a batch; `keep` is to be called when they are on disk. */
  async statementsOf(
    entries: readonly Entry[],
    found: FoundEngagement,
  ): Promise<{ statements: Statement[]; keep(): void }> {
    const statements: Statement[] = []
    for (const [index, { proposal, leftOut }] of entries.entries()) {
      if (leftOut) statements.push(...(await this.#leaveOut(leftOut)))
      const place = found.places[index]
      if (place && proposal) statements.push(...this.#putProposal(proposal, place))
    }
    const changes = foldEngagement(countedActs(entries, found), found.stored)
    statements.push(...this.#writes(changes, found.stored))
    return { statements, keep: () => this.#remembered.remember(changes.readers) }
  }

  /** What the entries come to, as if they were on disk. */
  async preview(entries: readonly Entry[]): Promise<UnsavedCounts> {
    const found = await this.find(entries)
    const { hours, delays } = foldEngagement(countedActs(entries, found), found.stored)
    const leftOut: UnsavedTotals<LeftOutReason>[] = []
    for (const one of entries)
      if (one.leftOut) {
        const { publisherId, hour, reason } = one.leftOut
        leftOut.push({ scopeId: await this.#siteOf(publisherId), hour, totals: { [reason]: 1 } })
      }
    return {
      hours: hours.map(({ scopeId, hour, counters }) => ({ scopeId, hour, totals: counters })),
      delays: delays.map(({ scopeId, hour, slots }) => ({ scopeId, hour, totals: slots })),
      leftOut,
    }
  }

  #putProposal(proposal: ProposalRecord, { scopeIds, hour }: CountedPlace): Statement[] {
    const isAccepted = proposal.status === 'accepted'
    return scopeIds.flatMap((id) => this.#store.engagement.putProposal(id, hour, proposal.id, isAccepted))
  }

  async #leaveOut({ publisherId, hour, reason }: NonNullable<Entry['leftOut']>): Promise<Statement[]> {
    return this.#store.engagement.leftOut.add(await this.#siteOf(publisherId), hour, { [reason]: 1 })
  }

  async #siteOf(publisherId: string): Promise<number> {
    const site = this.#sites.get(publisherId) ?? (await siteScope(this.#store.scopes, publisherId))
    this.#sites.set(publisherId, site)
    return site
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
