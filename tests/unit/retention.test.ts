import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn } from '../../api/src/domain/days.ts'
import { firstReaderDay } from '../../api/src/domain/readers/retention.ts'
import { SESSION_HOURS } from '../../api/src/domain/readers/session-token.ts'

const HOUR = 3_600_000
const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map((date) => date.getTime())
const zone = fc.constantFrom(
  'Europe/Paris',
  'America/Los_Angeles',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Etc/GMT+12',
)

describe('The day of a reader', () => {
  it('is kept as long as a session that began on it', () => {
    fc.assert(
      fc.property(instant, zone, (began, timeZone) => {
        expect(firstReaderDay(began + SESSION_HOURS * HOUR) <= dayIn(timeZone, began)).toBe(true)
      }),
    )
  })

  it('is over 64 hours after it, wherever that is, and 51 after it in Paris', () => {
    fc.assert(
      fc.property(instant, zone, (read, timeZone) => {
        const hours = timeZone === 'Europe/Paris' ? 51 : 64
        expect(firstReaderDay(read + hours * HOUR) > dayIn(timeZone, read)).toBe(true)
      }),
    )
  })
})
