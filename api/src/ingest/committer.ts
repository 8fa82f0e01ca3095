import { noTallies } from '../domain/votes.ts'
import type { Store } from '../store/index.ts'
import type { Tallies } from '../wire/index.ts'
import { articleVoteStatements } from './article-votes.ts'
import { checksumChanges } from './checksum-changes.ts'
import { EngagementBook } from './engagement-statements.ts'
import type { Entry, EntryResult } from './entries.ts'
import { foldVotes, type VoteOutcome } from './fold-votes.ts'

/** Turns entries into one transaction: what is stored, what follows from it, what is written. */
export class Committer {
  readonly #store: Store
  readonly #engagement: EngagementBook

  constructor(store: Store) {
    this.#store = store
    this.#engagement = new EngagementBook(store)
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
    const checksums = checksumChanges(changes)
    const engagement = await this.#engagement.statementsOf(entries, outcomes)
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
      ...articleVoteStatements(this.#store.articleVotes, entries, outcomes),
    ]
    const written = statements.length > 0 ? await this.#store.database.write(statements) : []
    engagement.keep()
    const tallies = [...changes.deltas.keys()].map(
      (id, index) => [id, this.#store.votes.asTallies(written[index]?.row)] as const,
    )
    return this.#answers(entries, outcomes, new Map(tallies))
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
