import type { AuditedAct } from '../store/audit.ts'
import type { DaySums } from './day-sums.ts'
import type { Directory } from './directory.ts'
import type { Draws } from './draws.ts'
import type { FollowedActions } from './followed-actions.ts'
import type { IntegrityReports } from './integrity-reports.ts'
import type { ProposalLookup } from './proposal-lookup.ts'
import type { VoterPseudonyms } from './pseudonyms.ts'
import type { ResultCache } from './results.ts'
import type { SimilarProposals } from './similar-proposals.ts'
import type { TranslationCatalogue } from './translations.ts'

/** What a process keeps in memory of what the team decides. */
export interface Memory {
  directory: Directory
  draws: Draws
  results: ResultCache
  daySums: DaySums
  followed: FollowedActions
  integrityReports: IntegrityReports
  proposals: ProposalLookup
  similar: SimilarProposals
  pseudonyms: VoterPseudonyms
  translations: TranslationCatalogue
}

/**
 * Drops what acts of the team made out of date, whichever acts they are and wherever they were done: here, through another
 * process or at the command line. A withdrawn proposal is in no draw and takes no vote, a sealed consultation leaves no
 * pseudonym and no secret.
 */
export async function invalidate(
  {
    directory,
    draws,
    results,
    daySums,
    followed,
    integrityReports,
    proposals,
    similar,
    pseudonyms,
    translations,
  }: Memory,
  acts: readonly AuditedAct[],
): Promise<void> {
  if (acts.length === 0) return
  followed.drop()
  proposals.drop(acts.map(({ subject }) => subject))
  await directory.refresh()
  for (const { act, subject, consultationId } of acts) {
    if (act === 'consultation.seal') pseudonyms.seal(subject)
    if (act === 'cohort.decide' && consultationId !== null) results.recount(consultationId)
  }
  for (const id of new Set(acts.map(({ consultationId }) => consultationId))) {
    if (id === null) continue
    const subjects = acts.filter(({ consultationId }) => consultationId === id).map(({ subject }) => subject)
    translations.drop(id)
    draws.drop(id)
    results.drop(id)
    daySums.drop(id)
    integrityReports.drop(id)
    await similar.reread(id, subjects)
  }
}
