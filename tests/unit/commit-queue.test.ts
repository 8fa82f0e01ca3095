import { describe, expect, it } from 'vitest'
import { CommitQueue, type CommitQueueOptions } from '../../api/src/ingest/commit-queue.ts'
import { ConstraintError } from '../../api/src/store/database.ts'

type Options = CommitQueueOptions<string, string>
const DISK_ERROR = new Error('disk full')

/** A database of lists: `wrong` breaks a constraint; while `isFull`, nothing can be written. */
function setUp(more: Partial<Options> = {}) {
  const disk = { commits: [] as string[][], isFull: false, running: 0, most: 0 }
  const failures: unknown[] = []
  const queue = new CommitQueue<string, string>({
    async commit(items) {
      disk.most = Math.max(disk.most, ++disk.running)
      await new Promise((resolve) => setImmediate(resolve))
      disk.running -= 1
      if (disk.isFull) throw DISK_ERROR
      if (items.some((item) => item.startsWith('wrong'))) throw new ConstraintError('refused')
      disk.commits.push([...items])
      return items.map((item) => `${item} written`)
    },
    capacity: 1000,
    batchSize: 100,
    patienceMilliseconds: 10_000,
    onFailure: (error) => failures.push(error),
    ...more,
  })
  return { queue, disk, failures }
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `item ${index}`)
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('Items that arrive together', () => {
  it('share one commit, and each caller gets its own result', async () => {
    const { queue, disk } = setUp()
    const results = await Promise.all(names(80).map((name) => queue.submit(name)))
    expect(disk.commits).toEqual([names(80)])
    expect(results).toEqual(names(80).map((name) => `${name} written`))
  })

  it('are cut into batches that keep the order and never overlap', async () => {
    const { queue, disk } = setUp({ batchSize: 3 })
    const results = await Promise.all(names(8).map((name) => queue.submit(name)))
    expect(disk.commits).toEqual([names(8).slice(0, 3), names(8).slice(3, 6), names(8).slice(6)])
    expect(results).toEqual(names(8).map((name) => `${name} written`))
    expect(disk.most).toBe(1)
  })

  it('wait for the commit that runs and go with the next one', async () => {
    const { queue, disk } = setUp()
    const first = queue.submit('first')
    while (disk.running === 0) await turn()
    const later = Promise.all([queue.submit('second'), queue.submit('third')])
    await Promise.all([first, later])
    expect(disk.commits).toEqual([['first'], ['second', 'third']])
    expect(disk.most).toBe(1)
  })

  it('join the batch when they come in the same turn of the event loop', async () => {
    const { queue, disk } = setUp()
    const late = new Promise((resolve) => setImmediate(() => resolve(queue.submit('late'))))
    await Promise.all([queue.submit('early'), late])
    expect(disk.commits).toEqual([['early', 'late']])
  })
})

describe('An item that breaks a constraint', () => {
  it('is refused alone; the others are written', async () => {
    const { queue, disk, failures } = setUp()
    const settled = await Promise.allSettled(['one', 'wrong', 'two'].map((name) => queue.submit(name)))
    expect(settled).toEqual([
      { status: 'fulfilled', value: 'one written' },
      { status: 'rejected', reason: expect.any(ConstraintError) },
      { status: 'fulfilled', value: 'two written' },
    ])
    expect(disk.commits).toEqual([['one'], ['two']])
    expect(failures).toEqual([])
  })
})

describe('A disk that cannot be written', () => {
  it('is told to all who wait, and to the operator', async () => {
    const { queue, disk, failures } = setUp()
    disk.isFull = true
    const settled = await Promise.allSettled(names(3).map((name) => queue.submit(name)))
    expect(settled).toEqual(names(3).map(() => ({ status: 'rejected', reason: DISK_ERROR })))
    expect(failures).toEqual([DISK_ERROR])
    expect(queue.size).toBe(0)
  })
})

describe('Too many items', () => {
  it('are refused as overloaded, with the time after which to try again; those before are written', async () => {
    const { queue, disk } = setUp({ capacity: 2 })
    const taken = Promise.all([queue.submit('one'), queue.submit('two')])
    await expect(queue.submit('three')).rejects.toMatchObject({
      code: 'overloaded',
      status: 503,
      facts: { retryAfterSeconds: expect.any(Number) },
    })
    await taken
    expect(disk.commits).toEqual([['one', 'two']])
    await expect(queue.submit('four')).resolves.toBe('four written')
  })
})

describe('A database that does not come back', () => {
  it('does not keep callers for ever: those whose commit runs and those who wait are told to come back', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const commit = async (items: readonly string[]) => {
      await gate
      return items
    }
    const { queue } = setUp({ commit, patienceMilliseconds: 20 })
    const first = queue.submit('first')
    await turn()
    await turn()
    const refusals = await Promise.allSettled([first, queue.submit('second')])
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', status: 503 } })
    expect(queue.size).toBe(0)
    release()
    await queue.flush()
    await expect(queue.submit('third')).resolves.toBe('third')
  })
})
