import type { Statement } from '../store/database.ts'
import type { BitsByScope, EngagementStore, ReaderDayKey } from '../store/engagement.ts'
import type { Store } from '../store/index.ts'
import type { Entry } from './entries.ts'
import { type CountedAct, type EngagementChanges, foldEngagement, type ReaderDay } from './fold-engagement.ts'
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

  /** The statements of a batch; `keep` is to be called when they are on disk. */
  async statementsOf(
    entries: readonly Entry[],
    outcomes: readonly (readonly VoteOutcome[])[],
  ): Promise<{ statements: Statement[]; keep(): void }> {
    const { engagement } = this.#store
    const acts: CountedAct[] = []
    const statements: Statement[] = []
    for (const [index, entry] of entries.entries()) {
      if (entry.leftOut) statements.push(...(await this.#leaveOut(entry.leftOut)))
      const act = isNews(entry, outcomes[index] ?? []) ? await this.#actOf(entry, outcomes[index]?.[0]) : null
      if (!act) continue
      acts.push(act)
      const { proposal } = entry
      if (proposal) {
        const isAccepted = proposal.status === 'accepted'
        const put = (id: number) => engagement.putProposal(id, act.hour, proposal.id, isAccepted)
        statements.push(...act.scopeIds.flatMap(put))
      }
    }
    const stored = await this.#stored(acts)
    const changes = foldEngagement(acts, stored)
    statements.push(...this.#writes(changes, stored))
    return { statements, keep: () => this.#remembered.remember(changes.readers) }
  }

  async #actOf(entry: Entry, outcome: VoteOutcome | undefined): Promise<CountedAct | null> {
    const { presence, act, votes, counters } = entry
    if (!presence || !act) return null
    const { day, reader, hour, secondsSinceView } = presence
    const isFirstVote = votes.length > 0 && outcome?.before === undefined
    const found = this.#scopeIds(presence)
    return {
      readerDay: reader === null ? null : { name: `${day} ${reader}`, day, reader },
      scopeIds: Array.isArray(found) ? found : await found,
      hour,
      act,
      counters: isFirstVote ? { ...counters, votes: 1 } : counters,
      secondsSinceView,
    }
  }

  async #leaveOut({ publisherId, hour, reason }: NonNullable<Entry['leftOut']>): Promise<Statement[]> {
    const site = this.#sites.get(publisherId) ?? (await siteScope(this.#store.scopes, publisherId))
    this.#sites.set(publisherId, site)
    return this.#store.engagement.leftOut.add(site, hour, { [reason]: 1 })
  }

  /** What is known of each reader: from the disk where an act may change it, else from memory. */
  async #stored(acts: readonly CountedAct[]) {
    const asked = new Map<string, ReaderDay>()
    for (const act of acts) {
      if (act.readerDay && this.#remembered.mayChange(act)) asked.set(act.readerDay.name, act.readerDay)
    }
    const readers = [...asked.values()]
    const rows = await this.#store.engagement.bits(readers.map(keyOf))
    const found = new Map(readers.map(({ name }, index) => [name, rows[index]]))
    return (readerDay: ReaderDay) => found.get(readerDay.name) ?? this.#remembered.of(readerDay)
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
