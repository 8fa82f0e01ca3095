import { expect, it } from 'vitest'
import { killOneOfSeveral, restartDatabase } from './postgres.ts'

it('One of three processes on PostgreSQL that is killed under load takes no vote with it, and none is counted twice', async () => {
  const report = await killOneOfSeveral({ processes: 3, kills: 3, votesAKill: 400, connections: 32 })
  expect(report).toMatchObject({ kills: 3, lost: [], wrong: [], isCountedOnce: true })
  expect(report.acknowledged).toBeGreaterThan(400)
  // Else it was not killed while votes were on their way.
  expect(report.unanswered).toBeGreaterThan(0)
})

it('PostgreSQL that crashes and starts again has all votes that were answered; meanwhile the answer is 503', async () => {
  const report = await restartDatabase({ processes: 2, restarts: 2, votesARestart: 300, connections: 32 })
  expect(report).toMatchObject({ restarts: 2, lost: [], wrong: [], isCountedOnce: true })
  expect(report.refused[503]).toBeGreaterThan(0)
  expect(Object.keys(report.refused)).toEqual(['503'])
})
