import { expect, it } from 'vitest'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { openStore } from '../../api/src/store/index.ts'
import { fillWithVotes } from '../../scripts/stage/fill-votes.ts'
import { backUpUnderLoad } from './backup-under-load.ts'
import { exportUnderLoad } from './export.ts'
import { flipBytes } from './flips.ts'
import { playHistories } from './histories.ts'
import { Stage } from './stage.ts'

const LAST_VOTE_CHANGED = `
  UPDATE votes SET revision = revision + 1 WHERE voter = (SELECT max(voter) FROM votes)`

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

it('A check looks at every vote of a proposal that has more of them than are taken into memory', async () => {
  const stage = await Stage.open()
  const store = await openStore(stage.file, Date.now())
  try {
    await fillWithVotes(store, stage.consultation.proposalIds.slice(0, 1), 50_001)
    expect(await verifyTallies(store)).toMatchObject({ votes: 50_001, differences: [], damaged: [] })
    await store.database.write([{ sql: LAST_VOTE_CHANGED, params: {} }])
    expect((await verifyTallies(store)).damaged).toHaveLength(1)
  } finally {
    await store.database.close()
    await stage.close()
  }
})

it('Votes that are repeated and reordered, in whatever batches, end as the model says', async () => {
  expect(await playHistories({ histories: 1500 })).toMatchObject({ histories: 1500, differences: 0 })
})
