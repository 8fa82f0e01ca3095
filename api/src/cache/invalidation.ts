import type { FollowedAct } from '../store/audit.ts'
import type { Directory } from './directory.ts'
import type { Draws } from './draws.ts'
import type { ProposalLookup } from './proposal-lookup.ts'
import type { Voters } from './pseudonyms.ts'
import type { ResultBook } from './results.ts'
import type { NearProposals } from './similar-proposals.ts'

export interface ShownParts {
  directory: Directory
  draws: Draws
  results: ResultBook
  proposals: ProposalLookup
  near: NearProposals
  voters: Voters
}

/**
 * Makes this process's memory follow what somebody of the team did, here, through another process or at the command
 * line: a withdrawn proposal is in no draw and takes no vote, a sealed consultation leaves no pseudonym and no secret.
 */
export async function showActs(parts: ShownParts, acts: readonly FollowedAct[]): Promise<void> {
  const { directory, draws, results, proposals, near, voters } = parts
  if (acts.length === 0) return
  proposals.drop(acts.map(({ subject }) => subject))
  await directory.refresh()
  for (const { act, subject, consultationId } of acts) {
    if (act === 'consultation.seal') voters.seal(subject)
    const corrected = act === 'proposal.correct' ? await proposals.byId(subject) : undefined
    if (corrected && consultationId !== null) near.corrected(consultationId, subject, corrected.text)
  }
  for (const id of new Set(acts.map(({ consultationId }) => consultationId)))
    if (id !== null) await Promise.all([draws.drop(id), results.drop(id)])
}
