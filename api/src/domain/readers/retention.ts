import { addDays, dayIn } from '../days.ts'
import { SESSION_HOURS } from './session-token.ts'

/** What waits in memory to be written is written long before this. */
const MARGIN_HOURS = 1
const HOUR = 3_600_000
const ASKED_ORIGINS_DAYS = 90

/**
 * The first day whose readers may still take part: a page that they opened before midnight has a session of twelve hours,
 * and midnight comes last where clocks are twelve hours behind UTC. Salts and sets of all days before it are deleted.
 */
export const firstReaderDay = (now: number): string =>
  dayIn('Etc/GMT+12', now - (SESSION_HOURS + MARGIN_HOURS) * HOUR)

/** The first day whose foreign origins editors are still told of. */
export const firstOriginDay = (now: number): string => addDays(dayIn('UTC', now), -ASKED_ORIGINS_DAYS)
