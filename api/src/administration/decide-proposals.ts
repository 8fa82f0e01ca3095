import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import type { Chance } from '../services.ts'
import type { Store } from '../store/index.ts'
import type { ProposalSummary } from '../store/proposals.ts'
import type { ProposalStatus } from '../wire/index.ts'
import { wrongField } from './checked-input.ts'

export type Decision = Exclude<ProposalStatus, 'pending'>

/** Accepts, refuses (a reason is due) or postpones proposals: all of them, or none if one of them is unknown. */
export async function decideProposals(
  store: Store,
  chance: Chance,
  ids: readonly string[],
  status: Decision,
  reason?: string,
): Promise<ProposalSummary[]> {
  const because = normaliseText(reason?.toWellFormed() ?? '') || null
  if (status === 'refused' && because === null)
    throw wrongField('reason', 'is due when proposals are refused')
  if (status !== 'refused' && because !== null) throw wrongField('reason', 'is only for refusals')
  const wanted = [...new Set(ids)]
  const found = (await store.proposals.find(wanted)).filter((proposal) => proposal !== undefined)
  if (found.length < wanted.length) {
    const known = new Set(found.map(({ id }) => id))
    const unknown = wanted.filter((id) => !known.has(id))
    throw new ProblemError('unknown-proposal', { detail: `There is no proposal ${unknown.join(', ')}` })
  }
  await store.proposals.decide(wanted, status, because, chance.now())
  return found.map((proposal) => ({ ...proposal, status }))
}
