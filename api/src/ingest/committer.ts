import { setTimeout as pause } from 'node:timers/promises'
import { noTallies } from '../domain/votes.ts'
import { StaleError, type Statement, UnavailableDatabaseError, type Written } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import type { CountingNode } from '../store/processes.ts'
import type { Tallies } from '../wire/index.ts'
import { checksumChanges } from './checksum-changes.ts'
import { EngagementBook } from './engagement-statements.ts'
import type { Entry, EntryResult } from './entries.ts'
import { foldVotes, type VoteOutcome } from './fold-votes.ts'

/** As often as another process may be quicker with the same vote; each time at least one of them gets through. */
const MOST_TRIES = 20
/** How long a commit may be in doubt while the database starts again, and how often it is asked meanwhile. */
const MOST_DOUBT_MILLISECONDS = 8000
const DOUBT_MILLISECONDS = 100

async function wasMarked(node: CountingNode, doubt: UnavailableDatabaseError): Promise<boolean> {
  const deadline = performance.now() + MOST_DOUBT_MILLISECONDS
  while (performance.now() < deadline) {
    await pause(DOUBT_MILLISECONDS)
    const answer = await node.wasMarked().catch(() => undefined)
    if (answer !== undefined) return answer
  }
  throw doubt
}

/** The parts of the store that a commit reads and writes. */
export type CommitStore = Pick<
  Store,
  'database' | 'node' | 'votes' | 'proposals' | 'engagement' | 'scopes' | 'articleVotes'
>

/** Turns entries into one transaction: what is stored, what follows from it, what is written. */
export class Committer {
  readonly #store: CommitStore
  readonly #engagement: EngagementBook

  constructor(store: CommitStore) {
    this.#store = store
    this.#engagement = new EngagementBook(store)
  }

  /** One call after the other: each reads what is stored and writes what depends on it. */
  async commit(entries: Entry[]): Promise<EntryResult[]> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#commitOnce(entries)
      } catch (error) {
        // Another process was quicker with one of these votes or readers.
        if (!(error instanceof StaleError) || tries >= MOST_TRIES) throw error
        await this.#store.node.renew()
      }
    }
  }

  async #commitOnce(entries: Entry[]): Promise<EntryResult[]> {
    const { database, node } = this.#store
    const isShared = database.engine === 'postgres'
    const number = await node.hold()
    const acts = entries.flatMap((entry) => entry.votes)
    const [stored, found] = await Promise.all([
      this.#store.votes.find(acts.map(({ key }) => key)),
      this.#engagement.find(entries),
    ])
    const changes = foldVotes(acts, stored)
    let position = 0
    const outcomes = entries.map(({ votes }) => {
      position += votes.length
      return changes.outcomes.slice(position - votes.length, position)
    })
    const checksums = checksumChanges(changes)
    const engagement = await this.#engagement.statementsOf(entries, found)
    const statements = [
      ...[...changes.deltas].map(([id, delta]) =>
        this.#store.votes.addToTallies(id, delta, checksums.ofProposals.get(id) ?? 0),
      ),
      ...[...changes.segmentDeltas.values()].flatMap(({ proposalId, segmentId, delta }) =>
        this.#store.votes.addToSegmentTallies(proposalId, segmentId, delta),
      ),
      ...entries.flatMap(({ proposal }) => (proposal ? this.#store.proposals.insertion(proposal) : [])),
      // A vote that was cast and forgotten in between was never there.
      ...[...changes.puts]
        .filter(([name, { state }]) => state !== undefined || changes.replaced.get(name) !== undefined)
        .map(([name, { key, state }]) =>
          this.#store.votes.put(key, state, checksums.ofVotes.get(name) ?? 0, changes.replaced.get(name)),
        ),
      ...engagement.statements,
      ...entries.flatMap(({ articleVotes = [] }) =>
        articleVotes.map(({ articleId, proposalId, vote, votes }) =>
          this.#store.articleVotes.add(articleId, proposalId, vote, votes),
        ),
      ),
    ]
    const tallied = [...changes.deltas.keys()]
    // With several writers, what stands on disk is more than what this one has added.
    const reads = isShared ? tallied.map((id) => this.#store.votes.readTallies(id)) : []
    const written =
      statements.length > 0 ? await this.#write([...statements, ...reads, ...node.mark(number)]) : []
    engagement.keep()
    const first = isShared ? statements.length : 0
    const tallies = tallied.flatMap((id, index) => {
      const row = written[first + index]?.row
      return row === undefined ? [] : [[id, this.#store.votes.asTallies(row)] as const]
    })
    return this.#answers(entries, outcomes, new Map(tallies))
  }

  /** After a commit whose answer was lost with the connection, finds out whether it is on disk. */
  async #write(statements: Statement[]): Promise<Written[]> {
    const { database, node } = this.#store
    try {
      const written = await database.write(statements)
      node.marked()
      return written
    } catch (error) {
      if (!(error instanceof UnavailableDatabaseError && error.isOutcomeUnknown)) throw error
      if (await wasMarked(node, error)) return []
      throw new UnavailableDatabaseError(error.cause, false)
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
