import type { FollowedAct } from '../store/audit.ts'
import type { Directory } from './directory.ts'
import type { Draws } from './draws.ts'
import type { ProposalLookup } from './proposal-lookup.ts'
import type { ResultBook } from './results.ts'

export interface ShownParts {
  directory: Directory
  draws: Draws
  results: ResultBook
  proposals: ProposalLookup
}

/**
 * What the team changed is seen at once: a withdrawn proposal is in no draw and takes no vote. Other processes follow
 * within a second or two, by `showActs`.
 */
export async function showAnew(
  { directory, draws, results, proposals }: ShownParts,
  consultationId: string,
  proposalIds: readonly string[] = [],
): Promise<void> {
  proposals.drop(proposalIds)
  await directory.refresh()
  await Promise.all([draws.drop(consultationId), results.drop(consultationId)])
}

/** The same for what was done through another process, or at the command line. */
export async function showActs(parts: ShownParts, acts: readonly FollowedAct[]): Promise<void> {
  const consultations = new Set(acts.map(({ consultationId }) => consultationId))
  const subjects = acts.map(({ subject }) => subject)
  for (const id of consultations) if (id !== null) await showAnew(parts, id, subjects)
}
