import { setTimeout as pause } from 'node:timers/promises'
import type { VoteClass } from '../domain/votes/cohorts.ts'
import { countVote, noTallies } from '../domain/votes/votes.ts'
import { StaleError, type Statement, UnavailableDatabaseError } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import type { CountingNode } from '../store/processes.ts'
import type { Tallies } from '../wire/index.ts'
import type { Entry, EntryResult } from './commit-queue.ts'
import { EngagementCounter } from './count-engagement.ts'
import { checksumChanges, foldVotes, type VoteChanges, type VoteOutcome } from './tally-votes.ts'

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

const cohortsIn = ({ outcomes }: Pick<VoteChanges, 'outcomes'>): string[] => [
  ...new Set(outcomes.flatMap(({ after }) => after?.cohort ?? [])),
]

/**
 * The tallies that a voter is shown have their own vote in them, whether it is counted or not: nobody learns from an answer
 * how a vote is judged.
 */
function withOwnVote(
  counted: Tallies,
  outcomes: readonly VoteOutcome[],
  classes: ReadonlyMap<string, VoteClass>,
): Tallies {
  const vote = outcomes.at(-1)?.after
  if (!vote || vote.cohort === null || classes.get(vote.cohort) === 'counted') return counted
  const shown = structuredClone(counted)
  countVote(shown, vote)
  return shown
}

/** The parts of the store that a commit reads and writes. */
export type CommitStore = Pick<
  Store,
  'database' | 'node' | 'votes' | 'cohorts' | 'proposals' | 'engagement' | 'scopes' | 'articleVotes'
>

/** Turns entries into one transaction: what is stored, what follows from it, what is written. */
export class Committer {
  readonly #store: CommitStore
  readonly #engagement: EngagementCounter
  #last: Promise<unknown> = Promise.resolve()

  constructor(store: CommitStore) {
    this.#store = store
    this.#engagement = new EngagementCounter(store)
  }

  /** In the order in which it was asked, one after the other: each batch rests upon what it has read. */
  commit(entries: readonly Entry[]): Promise<EntryResult[]> {
    const results = this.#last.then(() => this.#commit(entries))
    this.#last = results.catch(() => undefined)
    return results
  }

  async #commit(entries: readonly Entry[]): Promise<EntryResult[]> {
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

  async #commitOnce(entries: readonly Entry[]): Promise<EntryResult[]> {
    const { node, votes } = this.#store
    const number = await node.hold()
    const acts = entries.flatMap((entry) => entry.votes ?? [])
    const [stored, found] = await Promise.all([
      votes.find(acts.map(({ key }) => key)),
      this.#engagement.find(entries),
    ])
    const changes = foldVotes(acts, stored)
    const ofCohorts = this.#cohortStatements(changes)
    const statements = [
      ...ofCohorts,
      ...this.#voteStatements(changes),
      ...entries.flatMap(({ proposal }) => (proposal ? this.#store.proposals.insertion(proposal) : [])),
      ...this.#engagement.statements(entries, found),
      ...entries.flatMap(({ articleVotes = [] }) =>
        articleVotes.map(({ articleId, proposalId, vote, votes: count }) =>
          this.#store.articleVotes.add(articleId, proposalId, vote, count),
        ),
      ),
    ]
    const tallied = [...changes.deltas.keys()]
    const rows =
      statements.length > 0 ? await this.#write(statements, tallied, ofCohorts.length, node.mark(number)) : []
    const tallies = new Map<string, Tallies>()
    for (const [index, id] of tallied.entries())
      if (rows[index] !== undefined) tallies.set(id, votes.asTallies(rows[index]))
    const classes = await this.#store.cohorts.classes(cohortsIn(changes))
    return this.#results(entries, changes.outcomes, tallies, classes)
  }

  /** What the votes in cohorts change; nothing where all are simply counted. */
  #cohortStatements({ puts, cohortDeltas, arrivals }: VoteChanges): Statement[] {
    const { cohorts } = this.#store
    const named = [...puts.values()].flatMap(({ state }) => state?.cohort ?? [])
    const changed = [...cohortDeltas.values()]
    const arrived = [...arrivals.values()]
    return [
      ...cohorts.begin([...named, ...changed.map(({ cohortId }) => cohortId)]),
      ...changed.flatMap((change) => cohorts.add(change)),
      ...arrived.map(({ votes, ...placement }) => cohorts.arrived(placement, votes)),
    ]
  }

  /** Of each proposal that was voted on first its tallies, whose new state is returned. */
  #voteStatements(changes: VoteChanges): Statement[] {
    const { votes } = this.#store
    const checksums = checksumChanges(changes)
    const tallies = [...changes.deltas].map(([id, delta]) =>
      votes.addToTallies(id, delta, checksums.ofProposals.get(id) ?? 0),
    )
    const segmentTallies = [...changes.segmentDeltas.values()].flatMap(({ proposalId, segmentId, delta }) =>
      votes.addToSegmentTallies(proposalId, segmentId, delta),
    )
    // A vote that was cast and forgotten in between was never there.
    const puts = [...changes.puts]
      .filter(([name, { state }]) => state !== undefined || changes.replaced.get(name) !== undefined)
      .map(([name, { key, state }]) =>
        votes.put(key, state, checksums.ofVotes.get(name) ?? 0, changes.replaced.get(name)),
      )
    return [...tallies, ...segmentTallies, ...puts]
  }

  /**
   * One transaction. Gives the tallies of each proposal that was voted on, as rows: on a file those that the statements from
   * `talliedFrom` on return. None where they must be read.
   */
  async #write(
    statements: readonly Statement[],
    tallied: readonly string[],
    talliedFrom: number,
    mark: readonly Statement[],
  ): Promise<unknown[]> {
    const { database, node, votes } = this.#store
    const isShared = database.engine === 'postgres'
    // With several writers, what stands on disk is more than what this one has added.
    const reads = isShared ? tallied.map((id) => votes.readTallies(id)) : []
    try {
      const written = await database.write([...statements, ...reads, ...mark])
      node.marked()
      return written.slice(isShared ? statements.length : talliedFrom).map(({ row }) => row)
    } catch (error) {
      if (!(error instanceof UnavailableDatabaseError && error.isOutcomeUnknown)) throw error
      // The answer was lost with the connection: the mark says whether the commit is on disk.
      if (await wasMarked(node, error)) return []
      throw new UnavailableDatabaseError(error.cause, false)
    }
  }

  /** What became of each entry, in order. */
  async #results(
    entries: readonly Entry[],
    outcomes: readonly VoteOutcome[],
    known: Map<string, Tallies>,
    classes: ReadonlyMap<string, VoteClass>,
  ): Promise<EntryResult[]> {
    const voted = entries.flatMap(({ votes }) => votes?.[0]?.key.proposalId ?? [])
    const missing = [...new Set(voted)].filter((id) => !known.has(id))
    const read = await this.#store.votes.tallies(missing)
    for (const [index, id] of missing.entries()) known.set(id, read[index] ?? noTallies())
    let position = 0
    return entries.map(({ votes = [] }) => {
      const from = position
      position += votes.length
      const own = outcomes.slice(from, position)
      const tallies = known.get(votes[0]?.key.proposalId ?? '')
      return { outcomes: own, tallies: tallies && withOwnVote(tallies, own, classes) }
    })
  }
}
