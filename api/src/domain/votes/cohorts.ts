import type { TRUST_RULES, VOTE_CLASSES } from '../../wire/constants.ts'

/** How a vote counts: in the results, apart from them, or apart because the team or a rule took it out. */
export type VoteClass = (typeof VOTE_CLASSES)[number]

/** Why a vote is not simply counted. */
export type TrustRule = (typeof TRUST_RULES)[number]

/** Votes that one rule speaks of: of a day (UTC), or, if they are vouched for, of a publisher. */
export interface Cohort {
  consultationId: string
  rule: TrustRule
  day: string | null
  publisherId: string | null
}

/** Where a vote is put that is not simply counted, and when it came (milliseconds, right to the hour). */
export interface Placement {
  cohortId: string
  hour: number
}

const HOUR = 3_600_000

/** Its name, which says all of it: processes that have never met agree on it. Identifiers hold no dot. */
const cohortId = ({ consultationId, rule, day, publisherId }: Cohort): string =>
  `${consultationId}.${rule}.${day ?? publisherId}`

/** What `cohortId` wrote. */
export function cohortOf(id: string): Cohort {
  const [consultationId = '', rule = '', last = ''] = id.split('.')
  const isVouched = rule === 'vouched'
  return {
    consultationId,
    rule: rule as TrustRule,
    day: isVouched ? null : last,
    publisherId: isVouched ? last : null,
  }
}

/** Where a vote goes that a rule doubts at `now` (milliseconds). */
export function placementOf(consultationId: string, rule: TrustRule, now: number): Placement {
  const hour = Math.floor(now / HOUR) * HOUR
  const day = new Date(hour).toISOString().slice(0, 10)
  return { cohortId: cohortId({ consultationId, rule, day, publisherId: null }), hour }
}

/** Where the vote of a reader goes whom a publisher vouches for. */
export const vouchedPlacement = (consultationId: string, publisherId: string, now: number): Placement => ({
  cohortId: cohortId({ consultationId, rule: 'vouched', day: null, publisherId }),
  hour: Math.floor(now / HOUR) * HOUR,
})

const FIRST_CLASS: Readonly<Record<TrustRule, VoteClass>> = {
  vouched: 'counted',
  'no-origin': 'unverified',
  'shared-token': 'unverified',
  'moved-token': 'unverified',
  'not-served': 'unverified',
  'network-excess': 'set-aside',
  'lone-votes': 'set-aside',
  'draw-excess': 'set-aside',
  ballots: 'set-aside',
}

/** The class of a rule's votes until the team decides. */
export const firstClassOf = (rule: TrustRule): VoteClass => FIRST_CLASS[rule]
