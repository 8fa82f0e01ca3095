import { noTallies } from '../domain/votes.ts'
import type { Store } from '../store/index.ts'
import type { Tallies } from '../wire/index.ts'
import { checksumChanges } from './checksum-changes.ts'
import type { Entry, EntryResult } from './entries.ts'
import { foldEngagement, readerDayKey, readerDayName, type ScopedAct } from './fold-engagement.ts'
import { foldVotes, type VoteOutcome } from './fold-votes.ts'
import { RememberedBits } from './remembered-bits.ts'
import { scopeIds } from './scopes.ts'

/** Turns entries into one transaction: what is stored, what follows from it, what is written. */
export class Committer {
  readonly #store: Store
  readonly #scopeIds: ReturnType<typeof scopeIds>
  readonly #bits = new RememberedBits()

  constructor(store: Store, freshId: () => string) {
    this.#store = store
    this.#scopeIds = scopeIds(store.engagement, freshId)
  }

  /** One call after the other: it reads what is stored and rests upon it when it writes. */
  async commit(entries: Entry[]): Promise<EntryResult[]> {
    const acts = entries.flatMap((entry) => entry.votes)
    const stored = await this.#store.votes.find(acts.map(({ key }) => key))
    const changes = foldVotes(acts, stored)
    let position = 0
    const outcomes = entries.map(({ votes }) => {
      position += votes.length
      return changes.outcomes.slice(position - votes.length, position)
    })
    const engagement = await this.#engagementOf(entries, outcomes)
    const checksums = checksumChanges(changes)
    const statements = [
      ...[...changes.deltas].map(([id, delta]) =>
        this.#store.votes.addToTallies(id, delta, checksums.ofProposals.get(id) ?? 0),
      ),
      ...[...changes.segmentDeltas.values()].flatMap(({ proposalId, segmentId, delta }) =>
        this.#store.votes.addToSegmentTallies(proposalId, segmentId, delta),
      ),
      ...entries.flatMap(({ proposal }) => (proposal ? this.#store.proposals.insertion(proposal) : [])),
      ...[...changes.puts].map(([name, { key, state }]) =>
        this.#store.votes.put(key, state, checksums.ofVotes.get(name) ?? 0),
      ),
      ...engagement.statements,
    ]
    const written = statements.length > 0 ? await this.#store.database.write(statements) : []
    this.#bits.remember(engagement.bits)
    const tallies = [...changes.deltas.keys()].map(
      (id, index) => [id, this.#store.votes.asTallies(written[index]?.row)] as const,
    )
    return this.#answers(entries, outcomes, new Map(tallies))
  }

  async #engagementOf(entries: Entry[], outcomes: VoteOutcome[][]) {
    const acts: ScopedAct[] = []
    for (const [index, { presence, act, counters, votes }] of entries.entries()) {
      if (!presence || !act) continue
      const outcome = outcomes[index]?.[0]
      // A vote sent again, perhaps on another day, changes nothing: it engages nobody a second time.
      if (outcome && outcome.before === outcome.after) continue
      const isFirstVote = votes.length > 0 && outcome?.before === undefined
      const counted = isFirstVote ? { ...counters, votes: 1 } : counters
      const found = this.#scopeIds(presence)
      for (const scopeId of Array.isArray(found) ? found : await found) {
        const { day, reader } = presence
        const name = readerDayName({ scopeId, day, reader })
        acts.push({ name, scopeId, day, reader, act, counters: counted })
      }
    }
    const { engagement } = this.#store
    const open = acts.filter((act) => this.#bits.mayChange(act))
    const stored = await engagement.bits(open.map(readerDayKey))
    const bits = new Map(open.map(({ name }, index) => [name, stored[index] ?? 0]))
    const changes = foldEngagement(
      acts,
      acts.map((act) => bits.get(act.name) ?? this.#bits.of(act)),
    )
    return {
      bits: changes.bits,
      statements: [
        ...changes.bits.map(({ key, bits }) => engagement.putBits(key, bits)),
        ...changes.days
          .filter(({ counters }) => Object.values(counters).some((count) => count > 0))
          .map(({ scopeId, day, counters }) => engagement.addToDay(scopeId, day, counters)),
      ],
    }
  }

  async #answers(
    entries: Entry[],
    outcomes: VoteOutcome[][],
    known: Map<string, Tallies>,
  ): Promise<EntryResult[]> {
    const voted = entries.flatMap(({ votes }) => votes.slice(0, 1).map(({ key }) => key.proposalId))
    const missing = [...new Set(voted)].filter((id) => !known.has(id))
    const read = await this.#store.votes.tallies(missing)
    for (const [index, id] of missing.entries()) known.set(id, read[index] ?? noTallies())
    return entries.map(({ votes }, index) => ({
      outcomes: outcomes[index] ?? [],
      tallies: known.get(votes[0]?.key.proposalId ?? ''),
    }))
  }
}
