import { ratesOf, sums, zoneOf } from '../../api/src/domain/results/scores.ts'
import { noTallies } from '../../api/src/domain/votes/votes.ts'
import { DEFAULT_SETTINGS } from '../../api/src/wire/constants.ts'
import type { Tallies, Zone } from '../../api/src/wire/index.ts'
import type { DatabaseFile } from '../support/database-file.ts'
import { MINUTE } from '../support/runtime.ts'
import type { Effect } from './effects.ts'
import { type Asked, type Ledger, type LedgerVote, PARTIES, type Party } from './ledger.ts'
import type { AttackedServer } from './server.ts'

export type VoteClass = 'counted' | 'unverified' | 'set-aside'

/** What became of the votes of one party. */
export type ByClass = Record<VoteClass | 'missing', number>

/** Where a proposal stands; rank 1 is the best score of those that have enough votes. */
export interface Standing {
  rank: number | null
  zone: Zone
  votes: number
}

export interface Outcome {
  votes: Record<Party, ByClass>
  /** Votes by the rule that took them out of the count, of attackers and of all others. */
  rules: Map<string, { fake: number; genuine: number }>
  asked: Record<Party, Asked>
  /** Minutes from the first fake vote until a cohort with votes enough to be shown was there; null: never. */
  alarmMinutes: number | null
  /** The target: by the honest votes, by all, and as the server counts. */
  target?: { honest: Standing; undefended: Standing; counted: Standing }
  /** What else it did, in words. */
  effect?: string
  /** Rows of the tallies that differ from the votes they count. */
  differences: number
}

/** A cohort of fewer is shown to nobody. */
const ALARM_VOTES = 11

/** Looks, as the team would, for the first cohort that is large enough; to be asked each minute. */
export class AlarmWatch {
  readonly #database: DatabaseFile
  #raisedAt: number | undefined

  constructor(database: DatabaseFile) {
    this.#database = database
  }

  get raisedAt(): number | undefined {
    return this.#raisedAt
  }

  async look(now: number): Promise<void> {
    if (this.#raisedAt !== undefined) return
    const sums = await this.#database.all<{ votes: number }>(
      `SELECT sum(t.agree + t.disagree + t.neutral) AS votes FROM cohort_tallies t JOIN cohorts c ON c.id = t.cohort_id
       WHERE t.segment_id = '' AND c.class <> 'counted' GROUP BY t.cohort_id`,
    )
    if (sums.some(({ votes }) => Number(votes) >= ALARM_VOTES)) this.#raisedAt = now
  }
}

const emptyClasses = (): ByClass => ({ counted: 0, unverified: 0, 'set-aside': 0, missing: 0 })

interface StoredVote {
  proposal: string
  voter: string
  class: VoteClass | null
  rule: string | null
}

const STORED = `SELECT v.proposal_id AS proposal, hex(voter) AS voter, c.class AS class, c.rule AS rule
  FROM votes v LEFT JOIN cohorts c ON c.id = v.cohort_id WHERE v.vote IS NOT NULL`

function add(tallies: Map<string, Tallies>, { proposal, vote, qualifications }: LedgerVote): void {
  const own = tallies.get(proposal) ?? noTallies()
  tallies.set(proposal, own)
  own[vote] += 1
  for (const key of qualifications) own.qualifications[key] += 1
}

/** Where the target stands among all that have votes enough to be ranked. */
function standingOf(tallies: ReadonlyMap<string, Tallies>, target: string): Standing {
  const votesOf = ({ agree, disagree, neutral }: Tallies) => agree + disagree + neutral
  const ranked = [...tallies]
    .filter(([, own]) => votesOf(own) >= DEFAULT_SETTINGS.sequence.testedFrom)
    .map(([id, own]) => ({ id, score: sums.topScore(ratesOf(own)) }))
    .sort((one, other) => other.score - one.score)
  const own = tallies.get(target) ?? noTallies()
  const place = ranked.findIndex(({ id }) => id === target)
  return { rank: place < 0 ? null : place + 1, zone: zoneOf(ratesOf(own)), votes: votesOf(own) }
}

export interface OutcomeOptions {
  server: AttackedServer
  ledger: Ledger
  alarm: AlarmWatch
  consultation: string
  target?: string
  effect?: Effect
}

/** Holds what is on disk against the ledger. */
export async function outcomeOf(options: OutcomeOptions): Promise<Outcome> {
  const { server, ledger, alarm, consultation, target } = options
  await server.flush()
  const [services] = server.processes
  const stored = new Map(
    (await server.database.all<StoredVote>(STORED)).map((vote) => [`${vote.voter} ${vote.proposal}`, vote]),
  )
  const votes = Object.fromEntries(PARTIES.map((party) => [party, emptyClasses()])) as Outcome['votes']
  const rules: Outcome['rules'] = new Map()
  const tallies = { honest: new Map(), undefended: new Map(), counted: new Map<string, Tallies>() }
  const countedVotes: LedgerVote[] = []
  let firstFake = Number.POSITIVE_INFINITY
  for (const vote of ledger.votes.values()) {
    const record = server.consultations.get(vote.consultation)?.record
    if (!record || !services) continue
    const voter = services.pseudonyms.of(vote.reader, record).toString('hex').toUpperCase()
    const found = stored.get(`${voter} ${vote.proposal}`)
    const isFake = vote.party === 'attacker'
    const itsClass = found ? (found.class ?? 'counted') : 'missing'
    votes[vote.party][itsClass] += 1
    if (found?.rule && itsClass !== 'counted') {
      const sum = rules.get(found.rule) ?? { fake: 0, genuine: 0 }
      sum[isFake ? 'fake' : 'genuine'] += 1
      rules.set(found.rule, sum)
    }
    if (isFake) firstFake = Math.min(firstFake, vote.at)
    if (vote.consultation !== consultation) continue
    if (!isFake) add(tallies.honest, vote)
    add(tallies.undefended, vote)
    if (itsClass !== 'counted') continue
    add(tallies.counted, vote)
    countedVotes.push(vote)
  }
  const raised = alarm.raisedAt
  return {
    votes,
    rules,
    asked: ledger.asked,
    alarmMinutes: raised === undefined ? null : Math.max(0, (raised - firstFake) / MINUTE),
    ...(target === undefined
      ? {}
      : {
          target: {
            honest: standingOf(tallies.honest, target),
            undefended: standingOf(tallies.undefended, target),
            counted: standingOf(tallies.counted, target),
          },
        }),
    ...(options.effect ? { effect: await options.effect({ server, ledger, counted: countedVotes }) } : {}),
    differences: await countDifferences(server.database, tallies.counted),
  }
}

/** The server's own tallies against those of the votes that it says to count. */
async function countDifferences(
  database: DatabaseFile,
  counted: ReadonlyMap<string, Tallies>,
): Promise<number> {
  const rows = await database.all<{ proposal: string; agree: number; disagree: number; neutral: number }>(
    'SELECT proposal_id AS proposal, agree, disagree, neutral FROM tallies',
  )
  const own = new Map(rows.map((row) => [row.proposal, row]))
  let differences = 0
  for (const [id, { agree, disagree, neutral }] of counted) {
    const row = own.get(id)
    const isSame =
      Number(row?.agree) === agree && Number(row?.disagree) === disagree && Number(row?.neutral) === neutral
    if (!isSame) differences += 1
  }
  return differences
}
