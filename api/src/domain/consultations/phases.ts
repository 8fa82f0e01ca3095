import type { FieldProblem, FieldProblemCode, Phase } from '../../wire/index.ts'
import { ProblemError } from '../problem-error.ts'

/** Instants in milliseconds since the epoch; null where the team has not set one. */
export interface ConsultationDates {
  opensAt: number
  proposalsCloseAt: number | null
  closesAt: number
  resultsAt: number | null
  actionAt: number | null
  endsAt: number | null
}

const reached = (instant: number | null, now: number): boolean => instant !== null && now >= instant

/** The phase that the dates call for; it is derived each time and never stored. */
export function phaseAt(dates: ConsultationDates, now: number): Phase {
  if (reached(dates.endsAt, now)) return 'closed'
  if (reached(dates.actionAt, now)) return 'action'
  if (reached(dates.resultsAt, now)) return 'results'
  if (now >= dates.closesAt) return 'analysis'
  if (now < dates.opensAt) return 'upcoming'
  return reached(dates.proposalsCloseAt, now) ? 'vote-only' : 'open'
}

const PUBLISHED: readonly Phase[] = ['results', 'action', 'closed']

/** True from the moment when the team has published the results. */
export const showsResults = (phase: Phase): boolean => PUBLISHED.includes(phase)

/** True in the phases in which votes are stored; in others they are refused with the problem `votes-closed`. */
export const takesVotes = (phase: Phase): boolean => phase === 'open' || phase === 'vote-only'

/** True in the one phase in which readers can propose; they may vote for longer. */
export const takesProposals = (phase: Phase): boolean => phase === 'open'

function needs(
  date: keyof ConsultationDates,
  detail: string,
  code: FieldProblemCode,
  values: FieldProblem['values'] = {},
): never {
  throw new ProblemError('invalid-request', { errors: [{ pointer: `/${date}`, detail, code, values }] })
}

/** Later dates that have passed by, or would begin another phase at once, are dropped. */
const ahead = (date: number | null, now: number): number | null => (date !== null && date > now ? date : null)

/** What follows the votes cannot come before their end: dates that would are dropped. */
function afterVotes(dates: ConsultationDates): ConsultationDates {
  const { opensAt, proposalsCloseAt, closesAt } = dates
  const kept = (date: number | null) => (date !== null && date >= closesAt ? date : null)
  const isInside = proposalsCloseAt !== null && proposalsCloseAt >= opensAt && proposalsCloseAt <= closesAt
  return {
    opensAt,
    proposalsCloseAt: isInside ? proposalsCloseAt : null,
    closesAt,
    resultsAt: kept(dates.resultsAt),
    actionAt: kept(dates.actionAt),
    endsAt: kept(dates.endsAt),
  }
}
const noLater = (date: number | null, now: number): number | null =>
  date === null ? null : Math.min(date, now)

function voting(dates: ConsultationDates, now: number): Pick<ConsultationDates, 'opensAt' | 'closesAt'> {
  if (dates.closesAt <= now) needs('closesAt', 'has passed; give a later one', 'date-passed')
  return { opensAt: Math.min(dates.opensAt, now), closesAt: dates.closesAt }
}

function closed(dates: ConsultationDates, now: number) {
  if (dates.opensAt >= now)
    needs('opensAt', 'has not come yet; votes come before results', 'date-not-reached')
  return {
    opensAt: dates.opensAt,
    proposalsCloseAt: noLater(dates.proposalsCloseAt, now),
    closesAt: Math.min(dates.closesAt, now),
  }
}

/**
 * The dates by which the phase begins now, by the team's word: what comes before has been by now, what comes after lies
 * ahead or is open. A problem where the phase needs a date that only a person can give.
 */
export function datesOnWord(dates: ConsultationDates, phase: Phase, now: number): ConsultationDates {
  if (phaseAt(dates, now) === phase) return takesVotes(phase) ? afterVotes(dates) : dates
  const { proposalsCloseAt, resultsAt, actionAt, endsAt } = dates
  // An action plan without a date of its own for the results published them with its beginning.
  const published = noLater(resultsAt, now) ?? noLater(actionAt, now) ?? now
  const later = {
    resultsAt: ahead(resultsAt, now),
    actionAt: ahead(actionAt, now),
    endsAt: ahead(endsAt, now),
  }
  switch (phase) {
    case 'upcoming':
      if (dates.opensAt <= now) needs('opensAt', 'has passed; give a later one', 'date-passed')
      if (dates.closesAt <= dates.opensAt)
        needs('closesAt', 'must come after opensAt', 'date-order', { before: 'opensAt' })
      return afterVotes({ ...dates, ...later })
    case 'open':
      return afterVotes({ ...voting(dates, now), proposalsCloseAt: ahead(proposalsCloseAt, now), ...later })
    case 'vote-only': {
      const open = voting(dates, now)
      // The end of proposals must not come before the opening.
      return afterVotes({
        ...open,
        proposalsCloseAt: Math.max(open.opensAt, noLater(proposalsCloseAt, now) ?? now),
        ...later,
      })
    }
    case 'analysis':
      return { ...closed(dates, now), ...later }
    case 'results':
      return { ...closed(dates, now), ...later, resultsAt: published }
    case 'action':
      return {
        ...closed(dates, now),
        ...later,
        resultsAt: published,
        actionAt: noLater(actionAt, now) ?? now,
      }
    case 'closed':
      return {
        ...closed(dates, now),
        resultsAt: published,
        actionAt: noLater(actionAt, now),
        endsAt: now,
      }
  }
}
