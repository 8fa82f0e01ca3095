import { firstClassOf, type VoteClass } from '../domain/votes/cohorts.ts'
import {
  type ChainFault,
  chainFaults,
  type IntegrityRoot,
  VotesDigest,
} from '../domain/votes/integrity-chain.ts'
import type { CohortRecord } from '../store/cohorts.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'

/** What the votes are, held against the last root. `unknown`: there is no root yet. */
export type VotesFinding = 'same' | 'changed' | 'newer' | 'unknown'

/** What a consultation's chain says of its votes and of the audit log. */
export interface IntegrityVerification {
  /** Slug. */
  consultation: string
  roots: number
  /** The newest root; null: there is none yet. */
  last: { root: string; number: number; day: string; state: IntegrityRoot['state'] } | null
  chain: ChainFault[]
  /** Numbers of the roots whose entries of the audit log are not those that were there. */
  changedAudit: number[]
  /**
   * `same`: exactly those of the last root. `newer`: the consultation takes votes, so they may differ. `changed`: it takes none,
   * and they differ.
   */
  votes: VotesFinding
  /** Votes that are stored now, withdrawn ones too. */
  rows: number
  /** Cohorts that are of another class than the rule and the decisions in the audit log make them. */
  unlogged: { cohort: string; class: VoteClass; logged: VoteClass }[]
  /** The numbers of roots made after the end of votes, whose votes are not those of the root before: readers had theirs erased. */
  changedAfterEnd: number[]
}

/** True if something is not what it was. */
export const hasIntegrityFaults = (found: IntegrityVerification): boolean =>
  found.chain.length + found.changedAudit.length + found.unlogged.length > 0 || found.votes === 'changed'

function changesAfterEnd(roots: readonly IntegrityRoot[]): number[] {
  return roots
    .filter((root, index) => {
      const before = roots[index - 1]
      return (
        before &&
        before.state !== 'open' &&
        root.state !== 'open' &&
        before.votes.digest !== root.votes.digest
      )
    })
    .map(({ number }) => number)
}

/** The class that the log gives a cohort: that of the last decision, or else the one that its rule begins with. */
async function loggedClass({ audit }: Pick<Store, 'audit'>, { id, rule }: CohortRecord): Promise<VoteClass> {
  const entries = await audit.page({ consultationId: null, subject: id, before: null, limit: 1 })
  return (entries[0]?.after?.['class'] as VoteClass | undefined) ?? firstClassOf(rule)
}

async function unloggedClasses(
  store: Pick<Store, 'audit' | 'cohorts'>,
  consultationId: string,
): Promise<IntegrityVerification['unlogged']> {
  const unlogged: IntegrityVerification['unlogged'] = []
  for (const cohort of await store.cohorts.ofConsultation(consultationId)) {
    const logged = await loggedClass(store, cohort)
    if (logged !== cohort.class) unlogged.push({ cohort: cohort.id, class: cohort.class, logged })
  }
  return unlogged
}

/**
 * Recomputes what the chain of a consultation can still be held against: each root from its parts, the audit log of each
 * root, and the votes of the last one. Votes pass through; none is kept.
 */
export async function verifyIntegrity(
  store: Pick<Store, 'integrityRoots' | 'audit' | 'cohorts'>,
  { id, slug }: ConsultationRecord,
): Promise<IntegrityVerification> {
  const { integrityRoots } = store
  const roots = await integrityRoots.all(id)
  const changedAudit: number[] = []
  let through = 0
  for (const root of roots) {
    const audit = await integrityRoots.entriesDigest(id, through, root.auditThrough)
    if (audit.digest !== root.audit.digest) changedAudit.push(root.number)
    through = root.auditThrough
  }
  const last = roots.at(-1)
  const digest = new VotesDigest()
  for await (const vote of integrityRoots.votesInOrder(id)) digest.add(vote)
  const now = digest.end()
  const differs = last && now.digest !== last.votes.digest
  return {
    consultation: slug,
    roots: roots.length,
    last: last ? { root: last.root, number: last.number, day: last.day, state: last.state } : null,
    chain: chainFaults(roots),
    changedAudit,
    votes: !last ? 'unknown' : !differs ? 'same' : last.state === 'open' ? 'newer' : 'changed',
    rows: now.rows,
    unlogged: await unloggedClasses(store, id),
    changedAfterEnd: changesAfterEnd(roots),
  }
}
