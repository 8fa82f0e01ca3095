import { expect, it } from 'vitest'
import { backUpUnderLoad } from '../../scripts/faults/backup-under-load.ts'
import { exportUnderLoad } from '../../scripts/faults/export.ts'
import { flipBytes } from '../../scripts/faults/flips.ts'
import { playHistories } from '../../scripts/faults/histories.ts'

it('A byte that changes in a stored vote is located by verify, whichever it is', async () => {
  const report = await flipBytes({ flips: 60, votes: 1500 })
  expect(report).toMatchObject({ flips: 60, located: 60, missed: [] })
})

it('A backup made while votes come in holds all that was answered before it, and can be restored', async () => {
  const report = await backUpUnderLoad({ votes: 5000, connections: 8 })
  expect(report).toMatchObject({ lost: 0, wrong: 0, isVerified: true })
  expect(report.stored).toBeGreaterThan(5000)
})

it('All that reads for long comes to its end while votes come in, and lets the log be folded', async () => {
  const report = await exportUnderLoad({ votes: 20_000, proposals: 20, connections: 16, seconds: 1 })
  expect(report.lost).toBe(0)
  expect(report.acknowledged).toBeGreaterThan(0)
  expect(Object.values(report.readings).every(({ times }) => times > 0)).toBe(true)
  expect(report.largestLog).toBeLessThan(64 * 2 ** 20)
})

it('Votes that are repeated and reordered, in whatever batches, end as the model says', async () => {
  expect(await playHistories({ histories: 1500 })).toMatchObject({ histories: 1500, differences: 0 })
})
