import type { Qualification, Vote } from '../../api/src/wire/index.ts'

/** `neighbour`: readers of another consultation on the same server. */
export const PARTIES = ['honest', 'school', 'neighbour', 'attacker'] as const
export type Party = (typeof PARTIES)[number]

/** A vote as its reader last meant it. */
export interface LedgerVote {
  party: Party
  consultation: string
  reader: string
  proposal: string
  vote: Vote
  qualifications: readonly Qualification[]
  /** When it was first cast, in milliseconds. */
  at: number
}

/** What one party asked of the server, and how it was answered. */
export interface Asked {
  requests: number
  /** Answers other than of success, by status. */
  refusals: Map<number, number>
  networks: Set<string>
  /** People, or what passes for them. */
  readers: number
}

const nothing = (): Asked => ({ requests: 0, refusals: new Map(), networks: new Set(), readers: 0 })

/** What everybody did, written down outside of the server. */
export class Ledger {
  readonly votes = new Map<string, LedgerVote>()
  readonly asked: Record<Party, Asked> = {
    honest: nothing(),
    school: nothing(),
    neighbour: nothing(),
    attacker: nothing(),
  }

  /** A vote that was answered with success; a later one of the same reader on the same proposal replaces it. */
  keep(vote: LedgerVote): void {
    const key = `${vote.reader} ${vote.proposal}`
    const before = this.votes.get(key)
    this.votes.set(key, before ? { ...vote, at: before.at } : vote)
  }

  /** The reader erased all votes. */
  forget(reader: string): void {
    for (const [key, vote] of this.votes) if (vote.reader === reader) this.votes.delete(key)
  }

  answered(party: Party, network: string, status: number): void {
    const asked = this.asked[party]
    asked.requests += 1
    asked.networks.add(network)
    if (status !== 200) asked.refusals.set(status, (asked.refusals.get(status) ?? 0) + 1)
  }
}
