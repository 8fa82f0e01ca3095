import type { IntegrityRoot } from '../domain/votes/integrity-chain.ts'
import type { CountedCohort } from '../store/cohorts.ts'
import { SMALLEST_CROWD } from '../wire/constants.ts'
import type { IntegrityReport } from '../wire/index.ts'
import { instant } from './instants.ts'

/** A root as everyone may read it: all that is needed to compute it again. */
export const presentRoot = (root: IntegrityRoot): IntegrityReport['roots'][number] => ({
  number: root.number,
  day: root.day,
  madeAt: instant(root.madeAt),
  state: root.state,
  previous: root.previous,
  votes: { rows: root.votes.rows, digest: root.votes.digest },
  classes: root.classes,
  audit: { through: root.auditThrough, rows: root.audit.rows, digest: root.audit.digest },
  rules: { version: root.rules.version, hash: root.rules.hash },
  root: root.root,
})

/** Cohorts that rules made and that are large enough to be shown; of those decided until an instant only, if one is given. */
export function presentDoubted(
  cohorts: readonly CountedCohort[],
  decidedUntil: number | null,
): Pick<IntegrityReport, 'cohorts' | 'small'> {
  const doubted = cohorts.filter(({ rule }) => rule !== 'vouched')
  const shown = doubted.filter(
    ({ votes, decidedAt }) =>
      votes >= SMALLEST_CROWD && (decidedUntil === null || (decidedAt !== null && decidedAt <= decidedUntil)),
  )
  const small = doubted.filter(({ votes }) => votes < SMALLEST_CROWD)
  return {
    cohorts: shown.map(({ rule, day, votes, class: is, reason, decidedAt }) => ({
      rule,
      day,
      votes,
      class: is,
      decision: decidedAt === null ? null : { reason: reason ?? '', decidedAt: instant(decidedAt) },
    })),
    small: decidedUntil === null ? small.reduce((sum, { votes }) => sum + votes, 0) : null,
  }
}

/** Votes of vouched readers by publisher; those of few are not named. */
export const presentVouched = (
  cohorts: readonly CountedCohort[],
  nameOf: (publisherId: string) => string | undefined,
): IntegrityReport['vouched'] =>
  cohorts
    .filter(({ rule, votes }) => rule === 'vouched' && votes >= SMALLEST_CROWD)
    .map(({ publisherId, votes }) => ({ publisher: nameOf(publisherId ?? '') ?? '–', votes }))
