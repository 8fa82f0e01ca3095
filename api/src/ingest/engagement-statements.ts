import type { Counters } from '../domain/engagement.ts'
import type { Statement } from '../store/database.ts'
import type { BitsByScope, EngagementStore, ReaderDayKey } from '../store/engagement.ts'
import type { Store } from '../store/index.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { Entry, Presence } from './entries.ts'
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

/** What a vote adds, if it is one: it comes with no counters of its own. */
const FIRST_VOTE: Partial<Counters> = { votes: 1 }
const NOWHERE: BitsByScope = new Map()

const keyOf = ({ day, reader }: ReaderDay): ReaderDayKey => ({
  day,
  reader: Buffer.from(reader, 'base64url'),
})

const readerDayOf = ({ day, reader }: Presence): ReaderDay | null =>
  reader === null ? null : { name: `${day} ${reader}`, day, reader }

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
    for (const { presence, act } of entries) {
      if (!presence || !act) {
        places.push(null)
        continue
      }
      const { hour, secondsSinceView } = presence
      const found = this.#scopeIds(presence)
      // Each vote passes here: whoever waits for what is there already waits a turn of promises.
      const scopeIds = Array.isArray(found) ? found : await found
      const readerDay = readerDayOf(presence)
      // Of a reader who is asked for already, every act counts: it may rest upon one before it.
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
      acts.push({
        readerDay: place.readerDay,
        scopeIds: place.scopeIds,
        hour: place.hour,
        act: place.act,
        counters: isFirstVote ? FIRST_VOTE : entry.counters,
        secondsSinceView: place.secondsSinceView,
      })
      if (entry.proposal) statements.push(...this.#putProposal(entry.proposal, place))
    }
    const changes = foldEngagement(acts, stored)
    statements.push(...this.#writes(changes, stored))
    return { statements, keep: () => this.#remembered.remember(changes.readers) }
  }

  #putProposal(proposal: ProposalRecord, { scopeIds, hour }: CountedPlace): Statement[] {
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
