import { expect, it } from 'vitest'
import { jumpingClock } from './clock.ts'

it('A server whose clock is set on and back refuses no vote but for a session that is over by it', async () => {
  const report = await jumpingClock({ connections: 8, votesEach: 60 })
  expect(report).toMatchObject({ lost: [], wrong: [], isCountedOnce: true, wronglyRefused: {} })
  // The server lives by that clock: a day on, sessions were over.
  expect(report.renewed).toBeGreaterThanOrEqual(8)
  expect(report.furthestOff).toBeLessThan(5000)
  for (const seconds of report.putOff) expect(seconds).toBeLessThanOrEqual(60)
})
