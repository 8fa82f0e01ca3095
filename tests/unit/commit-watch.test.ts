import { expect, it } from 'vitest'
import { CommitWatch } from '../../api/src/ingest/commit-queue.ts'

it('A commit that does not end is stuck after ten seconds of a clock that nobody can set', async () => {
  let milliseconds = 0
  const watch = new CommitWatch(() => milliseconds)
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const running = watch.around(async () => {
    await gate
    return []
  })([])
  expect(watch.isStuck).toBe(false)
  milliseconds = 10_001
  expect(watch.isStuck).toBe(true)
  release()
  await running
  expect(watch.isStuck).toBe(false)
})

it('A commit that failed is remembered until the next one succeeds', async () => {
  const watch = new CommitWatch()
  const fail = watch.around(() => Promise.reject(new Error('full')))
  await expect(fail([])).rejects.toThrow('full')
  expect(watch.isFailing).toBe(true)
  await watch.around(async () => [])([])
  expect(watch.isFailing).toBe(false)
})
