import type { Phase } from '../wire/index.ts'

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

export const takesVotes = (phase: Phase): boolean => phase === 'open' || phase === 'vote-only'
export const takesProposals = (phase: Phase): boolean => phase === 'open'
