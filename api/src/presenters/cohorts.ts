import type { Standing } from '../domain/results/rank-results.ts'
import type { VoteClass } from '../domain/votes/cohorts.ts'
import type { CountedCohort } from '../store/cohorts.ts'
import { SMALLEST_CROWD } from '../wire/constants.ts'
import type {
  Alarms,
  ClassCounts,
  CohortDetailsAnswer,
  CohortOfTeam,
  CohortsAnswer,
  Tallies,
} from '../wire/index.ts'
import { instant } from './instants.ts'

/** Votes by class: those that are simply counted, and those of each cohort in its class. */
function classCounts(counted: number, cohorts: readonly CountedCohort[]): ClassCounts {
  const votes = (of: VoteClass): number =>
    cohorts.filter((cohort) => cohort.class === of).reduce((sum, cohort) => sum + cohort.votes, 0)
  return { counted, unverified: votes('unverified'), setAside: votes('set-aside') }
}

/** A cohort as the team sees it; `publisher` is the name of who vouches. */
export const presentCohort = (cohort: CountedCohort, publisher: string | null): CohortOfTeam => ({
  id: cohort.id,
  rule: cohort.rule,
  day: cohort.day,
  publisher,
  class: cohort.class,
  votes: cohort.votes,
  proposals: cohort.proposals,
  decision:
    cohort.decidedAt === null
      ? null
      : {
          reason: cohort.reason ?? '',
          decidedAt: instant(cohort.decidedAt),
          decidedBy: cohort.decidedBy ?? '',
        },
  revision: cohort.revision,
})

type NameOf = (publisherId: string) => string | undefined

const publisherOf = ({ publisherId }: CountedCohort, nameOf: NameOf): string | null =>
  publisherId === null ? null : (nameOf(publisherId) ?? null)

/** All cohorts that may be looked at; `counted` is how many votes the results have. */
export const presentCohorts = (
  {
    cohorts,
    all,
    small,
  }: { cohorts: readonly CountedCohort[]; all: readonly CountedCohort[]; small: number },
  counted: number,
  nameOf: NameOf,
): CohortsAnswer => ({
  votes: classCounts(counted, all),
  cohorts: cohorts.map((cohort) => presentCohort(cohort, publisherOf(cohort, nameOf))),
  small,
})

interface Concerned {
  id: string
  text: string
  tallies: Tallies
  now: Standing
  after: Standing
}

/** Field by field: what is added to it does not travel by itself. */
export const presentConcerned = ({ id, text, tallies, now, after }: Concerned): Concerned => ({
  id,
  text,
  tallies,
  now,
  after,
})

/** A cohort with when its votes came and what it does to the results. */
export const presentCohortDetails = (
  {
    cohort,
    hours,
    concerned,
  }: {
    cohort: CountedCohort
    hours: readonly { hour: number; votes: number }[]
    concerned: readonly Concerned[]
  },
  nameOf: NameOf,
): CohortDetailsAnswer => ({
  ...presentCohort(cohort, publisherOf(cohort, nameOf)),
  hours: hours.map(({ hour, votes }) => ({ hour: instant(hour), votes })),
  concerned: concerned.map(presentConcerned),
})

/**
 * What waits for a decision of the team: cohorts that are large enough; of unverified votes those that would move a
 * proposal. Some readers a day whose browser names no page, each on proposals of their own, are no alarm.
 */
export function alarmsOf(cohorts: readonly CountedCohort[]): Alarms {
  const waiting = cohorts.filter(
    ({ rule, votes, most, decidedAt, ...cohort }) =>
      rule !== 'vouched' &&
      (cohort.class === 'unverified' ? most : votes) >= SMALLEST_CROWD &&
      decidedAt === null,
  )
  return { cohorts: waiting.length, votes: waiting.reduce((sum, { votes }) => sum + votes, 0) }
}
