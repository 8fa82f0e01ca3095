import { voterPseudonym } from '../../api/src/domain/readers/pseudonyms.ts'
import { isPostgres } from '../../api/src/store/database.ts'
import type { Vote } from '../../api/src/wire/index.ts'
import { DatabaseFile } from '../support/database-file.ts'

export interface Ballot {
  reader: string
  proposal: string
  vote: Vote | null
  revision: number
}

interface Page {
  sent: Map<number, Vote | null>
  /** Highest revision that was answered with success; 0: none. */
  acknowledged: number
}

export interface LedgerReport {
  acknowledged: number
  stored: number
  /** Acknowledged, and not there or older. */
  lost: string[]
  /** Stored, and never sent like that. */
  wrong: string[]
  /**
   * True if tallies are what the votes come to, and no more votes are counted for publishers: none was counted twice. A
   * crash may take counts that were held back, never a vote.
   */
  isCountedOnce: boolean
}

const nameOf = ({ proposal, reader }: Pick<Ballot, 'proposal' | 'reader'>): string => `${proposal} ${reader}`

/** What was sent and what was answered, kept where the server cannot lose it. */
export class Ledger {
  readonly #pages = new Map<string, Page>()
  #acknowledged = 0

  /** Answers of success so far, repeats included. */
  get acknowledged(): number {
    return this.#acknowledged
  }

  send(ballot: Ballot): void {
    const page = this.#pages.get(nameOf(ballot)) ?? { sent: new Map(), acknowledged: 0 }
    page.sent.set(ballot.revision, ballot.vote)
    this.#pages.set(nameOf(ballot), page)
  }

  acknowledge(ballot: Ballot): void {
    const page = this.#pages.get(nameOf(ballot))
    if (!page) throw new Error('Answered, but never sent')
    page.acknowledged = Math.max(page.acknowledged, ballot.revision)
    this.#acknowledged += 1
  }

  /** A page for each vote that was acknowledged by now, to be checked against a moment that is past. */
  snapshot(): Map<string, number> {
    return new Map([...this.#pages].map(([name, { acknowledged }]) => [name, acknowledged]))
  }

  /** Holds a database against what was answered, all of it or what `until` says. */
  async check(file: string, secret: Uint8Array, until?: ReadonlyMap<string, number>): Promise<LedgerReport> {
    const database = new DatabaseFile(file)
    const rows = await database.all<{ proposal: string; voter: string; vote: Vote | null; revision: number }>(
      'SELECT proposal_id AS proposal, hex(voter) AS voter, vote, revision FROM votes',
    )
    const stored = new Map(rows.map((row) => [`${row.proposal} ${row.voter}`, row]))
    const lost: string[] = []
    const wrong: string[] = []
    for (const [name, page] of this.#pages) {
      const [proposal = '', reader = ''] = name.split(' ')
      const key = `${proposal} ${Buffer.from(voterPseudonym(secret, reader)).toString('hex').toUpperCase()}`
      const row = stored.get(key)
      stored.delete(key)
      if ((row?.revision ?? 0) < (until ? (until.get(name) ?? 0) : page.acknowledged)) lost.push(name)
      if (row && page.sent.get(row.revision) !== row.vote) wrong.push(name)
    }
    // Totals run on from hour to hour: the latest holds all.
    const counted =
      (await database.one<number>(
        `SELECT sum(until_now) FROM (
           SELECT max(votes) AS until_now FROM engagement_hours
           WHERE scope_id IN (SELECT id FROM scopes WHERE kind = 'site' AND consultation_id = '')
           ${isPostgres(file) ? 'GROUP BY node' : ''}) AS nodes`,
      )) ?? 0
    const [tallies, recount] = [await database.tallies(), await database.recount()]
    return {
      acknowledged: this.#acknowledged,
      stored: rows.length,
      lost,
      wrong: [...wrong, ...stored.keys()],
      isCountedOnce: JSON.stringify([...tallies]) === JSON.stringify([...recount]) && counted <= rows.length,
    }
  }
}
