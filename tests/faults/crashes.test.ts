import { expect, it } from 'vitest'
import { killUnderLoad } from './kill.ts'
import { powerLoss } from './power-loss.ts'

it('A server that is killed under load has lost no vote that it answered, and counted none twice', async () => {
  const report = await killUnderLoad({ cycles: 4, votesACycle: 700, connections: 48 })
  expect(report).toMatchObject({ cycles: 4, lost: [], wrong: [], isCountedOnce: true })
  expect(report.acknowledged).toBeGreaterThanOrEqual(1400)
  // Else it was not killed while votes were on their way.
  expect(report.unanswered).toBeGreaterThan(0)
})

it('A power cut, whatever it leaves of what was not flushed, takes no vote that was answered', async () => {
  const report = await powerLoss({ votesEach: 150, crowds: [1, 8, 64], moments: 30 })
  expect(report).toMatchObject({ lost: 0, wrong: 0, unsound: [] })
  expect(report.images).toBeGreaterThanOrEqual(60)
  expect(report.acknowledged).toBeGreaterThanOrEqual(450)
})
