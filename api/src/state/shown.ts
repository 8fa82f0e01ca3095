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
 * What the team changed is seen at once: a withdrawn proposal is in no draw and takes no vote. Other processes see it
 * when they look again, within a second or with their next draw.
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
