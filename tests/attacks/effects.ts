import type { StatisticsAnswer } from '../../api/src/wire/index.ts'
import type { Ledger, LedgerVote } from './ledger.ts'
import { groupsAmong, groupsInWords } from './opinion-cell.ts'
import type { AttackedServer } from './server.ts'

/** What an attack did to something other than the tallies, in words for the table. */
export type Effect = (found: {
  server: AttackedServer
  ledger: Ledger
  /** The votes that the server counts. */
  counted: readonly LedgerVote[]
}) => Promise<string>

const engagement: Effect = async ({ server, ledger }) => {
  const query = 'metrics=readersViewed,readersEngaged&period=today'
  const answer = await fetch(`${server.addresses[0]}/v1/publisher/stats/articles?${query}`, {
    headers: { authorization: `Bearer ${server.apiKey}` },
  })
  if (!answer.ok) throw new Error(`The statistics answered ${answer.status}: ${await answer.text()}`)
  const { totals } = (await answer.json()) as StatisticsAnswer
  const { attacker } = ledger.asked
  return `${totals?.readersEngaged} of ${totals?.readersViewed} readers engaged, with ${attacker.readers} fakes`
}

const proposals: Effect = async ({ server }) => {
  const [row] = await server.database.all<{ pending: number; authors: number }>(
    "SELECT count(*) AS pending, count(DISTINCT author) AS authors FROM proposals WHERE status = 'pending'",
  )
  return `${row?.pending} wait for the team, of ${row?.authors} authors`
}

const groups: Effect = async ({ ledger, counted }) => {
  const all = [...ledger.votes.values()]
  const [honest, undefended, now] = [all.filter(({ party }) => party !== 'attacker'), all, counted].map(
    (votes) => groupsInWords(groupsAmong(votes)),
  )
  return `groups ${honest}; undefended ${undefended}; counted ${now}`
}

export const EFFECTS = { engagement, proposals, groups }
