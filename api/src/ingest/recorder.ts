import type { Act, Counters } from '../domain/engagement.ts'
import { noTallies, type VoteState } from '../domain/votes.ts'
import type { Store } from '../store/index.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { VoteKey } from '../store/votes.ts'
import type { Tallies } from '../wire/index.ts'
import { foldEngagement, readerDayKey, readerDayName, type ScopedAct } from './fold-engagement.ts'
import { foldVotes, type VoteAct, type VoteOutcome } from './fold-votes.ts'
import { GroupCommit } from './group-commit.ts'
import { RememberedBits } from './remembered-bits.ts'
import { type Place, scopeIds } from './scopes.ts'

/** Where and as whom an act is counted; null where a session earns no engagement. */
export interface Presence extends Place {
  day: string
  /** Daily reader hash, base64url. */
  reader: string
}

/** Something to be written: votes and the engagement they mean go to disk together or not at all. */
interface Entry {
  votes: VoteAct[]
  proposal: ProposalRecord | null
  presence: Presence | null
  act: Act | null
  counters: Partial<Counters>
}

interface EntryResult {
  outcomes: VoteOutcome[]
  tallies: Tallies | undefined
}

export interface RecorderOptions {
  store: Store
  freshId(): string
  capacity: number
  onFailure(error: unknown, lost: number): void
}

const BATCH_SIZE = 1000
const LAZY_MILLISECONDS = 500

/** The one writer of votes, tallies and engagement. */
export class Recorder {
  readonly #store: Store
  readonly #scopeIds: ReturnType<typeof scopeIds>
  readonly #queue: GroupCommit<Entry, EntryResult>
  readonly #bits = new RememberedBits()

  constructor({ store, freshId, capacity, onFailure }: RecorderOptions) {
    this.#store = store
    this.#scopeIds = scopeIds(store.engagement, freshId)
    this.#queue = new GroupCommit({
      commit: (entries) => this.#commit(entries),
      capacity,
      batchSize: BATCH_SIZE,
      lazyMilliseconds: LAZY_MILLISECONDS,
      onFailure,
    })
  }

  /** Kept when the vote is on disk: the state that holds, and the tallies with it. */
  async vote(
    key: VoteKey,
    state: VoteState,
    presence: Presence | null,
  ): Promise<{ state: VoteState; tallies: Tallies }> {
    const act = state.vote === null ? null : 'vote'
    const { outcomes, tallies } = await this.#queue.submit({
      votes: [{ key, state }],
      proposal: null,
      presence,
      act,
      counters: {},
    })
    return { state: outcomes[0]?.after ?? state, tallies: tallies as Tallies }
  }

  /** Erases votes for good, tallies included. Kept when it is on disk: the number of votes there were. */
  async forget(keys: readonly VoteKey[]): Promise<number> {
    const votes = keys.map((key) => ({ key, state: undefined }))
    const entry = { votes, proposal: null, presence: null, act: null, counters: {} }
    const { outcomes } = await this.#queue.submit(entry)
    return outcomes.filter(({ before }) => before !== undefined).length
  }

  /** Kept when the proposal is on disk. Rejects with ConstraintError when it is there already. */
  async propose(proposal: ProposalRecord, presence: Presence | null): Promise<void> {
    await this.#queue.submit({ votes: [], proposal, presence, act: 'proposal', counters: { proposals: 1 } })
  }

  /** Counts a load, a view or a finish; on disk within half a second. */
  count(presence: Presence, act: Act, counters: Partial<Counters>): void {
    this.#queue.add({ votes: [], proposal: null, presence, act, counters })
  }

  /** Entries that wait for their commit. */
  get waiting(): number {
    return this.#queue.size
  }

  flush(): Promise<void> {
    return this.#queue.flush()
  }

  async #commit(entries: Entry[]): Promise<EntryResult[]> {
    const acts = entries.flatMap((entry) => entry.votes)
    const stored = await this.#store.votes.find(acts.map(({ key }) => key))
    const changes = foldVotes(acts, stored)
    let position = 0
    const outcomes = entries.map(({ votes }) => {
      position += votes.length
      return changes.outcomes.slice(position - votes.length, position)
    })
    const engagement = await this.#engagementOf(entries, outcomes)
    const tallies = [...changes.deltas].map(([proposalId, delta]) => ({
      proposalId,
      statements: this.#store.votes.addToTallies(proposalId, delta),
    }))
    const statements = [
      ...tallies.flatMap(({ statements }) => statements),
      ...entries.flatMap(({ proposal }) => (proposal ? this.#store.proposals.insertion(proposal) : [])),
      ...[...changes.puts.values()].map(({ key, state }) => this.#store.votes.put(key, state)),
      ...engagement.statements,
    ]
    const written = statements.length > 0 ? await this.#store.database.write(statements) : []
    this.#bits.remember(engagement.bits)
    const known = new Map<string, Tallies>()
    let last = -1
    for (const { proposalId, statements } of tallies) {
      last += statements.length
      if (statements.length > 0) known.set(proposalId, this.#store.votes.asTallies(written[last]?.row))
    }
    return this.#answers(entries, outcomes, known)
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
        acts.push({ scopeId, day: presence.day, reader: presence.reader, act, counters: counted })
      }
    }
    const { engagement } = this.#store
    const open = acts.filter((act) => this.#bits.mayChange(act))
    const stored = await engagement.bits(open.map(readerDayKey))
    const bits = new Map(open.map((act, index) => [readerDayName(act), stored[index] ?? 0]))
    const changes = foldEngagement(
      acts,
      acts.map((act) => bits.get(readerDayName(act)) ?? this.#bits.of(act)),
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
