import { afterEach, describe, expect, it, vi } from 'vitest'
import { GroupCommit, type GroupCommitOptions } from '../../api/src/ingest/group-commit.ts'
import { ConstraintError } from '../../api/src/store/database.ts'

type Options = GroupCommitOptions<string, string>
const DISK_ERROR = new Error('disk full')

/** A database of lists: `wrong` breaks a constraint; while `isFull`, nothing can be written. */
function setUp(more: Partial<Options> = {}) {
  const disk = { commits: [] as string[][], isFull: false, running: 0, most: 0 }
  const failures: { error: unknown; lost: number }[] = []
  const group = new GroupCommit<string, string>({
    async commit(items) {
      disk.most = Math.max(disk.most, ++disk.running)
      await new Promise((resolve) => setImmediate(resolve))
      disk.running -= 1
      if (disk.isFull) throw DISK_ERROR
      if (items.some((item) => item.startsWith('wrong'))) throw new ConstraintError('refused')
      disk.commits.push(items)
      return items.map((item) => `${item} written`)
    },
    capacity: 1000,
    batchSize: 100,
    lazyMilliseconds: 50,
    patienceMilliseconds: 10_000,
    onFailure: (error, lost) => failures.push({ error, lost }),
    ...more,
  })
  return { group, disk, failures }
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `item ${index}`)
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

afterEach(() => {
  vi.useRealTimers()
})

describe('Items that arrive together', () => {
  it('share one commit, and each caller gets its own result', async () => {
    const { group, disk } = setUp()
    const results = await Promise.all(names(80).map((name) => group.submit(name)))
    expect(disk.commits).toEqual([names(80)])
    expect(results).toEqual(names(80).map((name) => `${name} written`))
  })

  it('are cut into batches that keep the order and never overlap', async () => {
    const { group, disk } = setUp({ batchSize: 3 })
    const results = await Promise.all(names(8).map((name) => group.submit(name)))
    expect(disk.commits).toEqual([names(8).slice(0, 3), names(8).slice(3, 6), names(8).slice(6)])
    expect(results).toEqual(names(8).map((name) => `${name} written`))
    expect(disk.most).toBe(1)
  })

  it('wait for the commit that runs and go with the next one', async () => {
    const { group, disk } = setUp()
    const first = group.submit('first')
    while (disk.running === 0) await turn()
    const later = Promise.all([group.submit('second'), group.submit('third')])
    await Promise.all([first, later])
    expect(disk.commits).toEqual([['first'], ['second', 'third']])
    expect(disk.most).toBe(1)
  })

  it('join the batch when they come in the same turn of the event loop', async () => {
    const { group, disk } = setUp()
    const late = new Promise((resolve) => setImmediate(() => resolve(group.submit('late'))))
    await Promise.all([group.submit('early'), late])
    expect(disk.commits).toEqual([['early', 'late']])
  })
})

describe('An item that breaks a constraint', () => {
  it('is refused alone; the others are written', async () => {
    const { group, disk, failures } = setUp()
    group.add('lazy')
    const settled = await Promise.allSettled(['one', 'wrong', 'two'].map((name) => group.submit(name)))
    expect(settled).toEqual([
      { status: 'fulfilled', value: 'one written' },
      { status: 'rejected', reason: expect.any(ConstraintError) },
      { status: 'fulfilled', value: 'two written' },
    ])
    await group.flush()
    expect(disk.commits).toEqual([['one'], ['two'], ['lazy']])
    expect(failures).toEqual([])
  })

  it('is counted as lost where nobody waits for it, and reported once', async () => {
    const { group, disk, failures } = setUp()
    group.add('wrong')
    group.add('lazy')
    await group.submit('one')
    await group.submit('two')
    expect(disk.commits).toEqual([['one'], ['lazy'], ['two']])
    expect(failures).toEqual([{ error: expect.any(Error), lost: 1 }])
  })
})

describe('A disk that cannot be written', () => {
  it('is told to all who wait, and to the operator', async () => {
    const { group, disk, failures } = setUp()
    disk.isFull = true
    const settled = await Promise.allSettled(names(3).map((name) => group.submit(name)))
    expect(settled).toEqual(names(3).map(() => ({ status: 'rejected', reason: DISK_ERROR })))
    expect(failures).toEqual([{ error: DISK_ERROR, lost: 0 }])
    expect(group.size).toBe(0)
  })

  it('does not lose the items that may wait: they are written, in order, when it can be written again', async () => {
    const { group, disk } = setUp()
    disk.isFull = true
    group.add('lazy one')
    group.add('lazy two')
    await expect(group.submit('eager')).rejects.toBe(DISK_ERROR)
    expect(group.size).toBe(2)
    disk.isFull = false
    group.add('lazy three')
    await group.flush()
    expect(disk.commits).toEqual([['lazy one', 'lazy two', 'lazy three']])
  })

  it('does not hold up a flush for ever', async () => {
    const { group, disk, failures } = setUp()
    disk.isFull = true
    group.add('lazy')
    await group.flush()
    expect(group.size).toBe(1)
    expect(failures.at(0)).toEqual({ error: DISK_ERROR, lost: 0 })
  })
})

describe('Too many items', () => {
  it('are refused as overloaded, with the time after which to try again; those before are written', async () => {
    const { group, disk } = setUp({ capacity: 2 })
    const taken = Promise.all([group.submit('one'), group.submit('two')])
    await expect(group.submit('three')).rejects.toMatchObject({
      code: 'overloaded',
      status: 503,
      facts: { retryAfterSeconds: expect.any(Number) },
    })
    await taken
    expect(disk.commits).toEqual([['one', 'two']])
    await expect(group.submit('four')).resolves.toBe('four written')
  })

  it('are dropped and counted where nobody waits for them, and reported once', async () => {
    const { group, failures } = setUp({ capacity: 2 })
    for (const name of names(5)) group.add(name)
    expect(failures).toEqual([])
    await group.flush()
    await group.submit('one')
    expect(failures).toEqual([{ error: expect.any(Error), lost: 3 }])
  })
})

describe('Items that may wait', () => {
  it('go along with the next one that may not, in the order in which they arrived', async () => {
    const { group, disk } = setUp()
    group.add('lazy')
    await group.submit('eager')
    expect(disk.commits).toEqual([['lazy', 'eager']])
  })

  it('are written after their time even when nobody comes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { group, disk } = setUp()
    group.add('lazy one')
    vi.advanceTimersByTime(49)
    group.add('lazy two')
    for (let turns = 0; turns < 5; turns++) await turn()
    expect(disk.commits).toEqual([])
    vi.advanceTimersByTime(1)
    for (let turns = 0; turns < 5; turns++) await turn()
    expect(disk.commits).toEqual([['lazy one', 'lazy two']])
    expect(group.size).toBe(0)
  })

  it('are written at once when they fill a batch', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { group, disk } = setUp({ batchSize: 2 })
    for (const name of names(2)) group.add(name)
    for (let turns = 0; turns < 5; turns++) await turn()
    expect(disk.commits).toEqual([names(2)])
  })
})

describe('A database that does not come back', () => {
  it('does not keep callers for ever: those whose commit runs and those who wait are told to come back', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const commit = async (items: string[]) => {
      await gate
      return items
    }
    const { group } = setUp({ commit, patienceMilliseconds: 20 })
    const first = group.submit('first')
    await turn()
    await turn()
    const refusals = await Promise.allSettled([first, group.submit('second')])
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', status: 503 } })
    expect(group.size).toBe(0)
    release()
    await group.flush()
    await expect(group.submit('third')).resolves.toBe('third')
  })
})

describe('Where several batches may be on their way', () => {
  /** Each commit ends when it is told to. */
  function gated() {
    const commits: { items: string[]; end(): void }[] = []
    const commit = (items: string[]) =>
      new Promise<string[]>((resolve) => commits.push({ items, end: () => resolve(items) }))
    return { commits, ...setUp({ commit, inFlight: 4 }) }
  }
  const sizes = (commits: { items: string[] }[]): number[] => commits.map(({ items }) => items.length)

  it('a batch that is worth its flush starts at once, a second one beside it, and none behind those but a large one', async () => {
    const { group, commits } = gated()
    const all = Promise.all(names(100).map((name) => group.submit(name)))
    expect(sizes(commits)).toEqual([32, 32])
    commits[0]?.end()
    await vi.waitFor(() => expect(sizes(commits)).toEqual([32, 32, 36]))
    for (const { end } of commits) end()
    expect(await all).toEqual(names(100))
  })

  it('of hundreds that arrive at once, large batches wait in line, no more than may be on their way', async () => {
    const { group, commits } = gated()
    const all = Promise.all(names(352).map((name) => group.submit(name)))
    expect(sizes(commits)).toEqual([32, 32, 96, 96])
    commits[0]?.end()
    await vi.waitFor(() => expect(sizes(commits)).toEqual([32, 32, 96, 96, 96]))
    for (const { end } of commits) end()
    expect(await all).toEqual(names(352))
  })

  it('a few items gather while nothing is on its way, and wait for the batch that is', async () => {
    const { group, commits } = gated()
    const first = group.submit('first')
    expect(commits).toEqual([])
    await vi.waitFor(() => expect(sizes(commits)).toEqual([1]))
    const others = Promise.all(names(31).map((name) => group.submit(name)))
    await turn()
    expect(sizes(commits)).toEqual([1])
    commits[0]?.end()
    await first
    expect(sizes(commits)).toEqual([1, 31])
    commits[1]?.end()
    await others
  })

  it('a flush waits for all of them', async () => {
    const { group, commits } = gated()
    const all = Promise.all(names(64).map((name) => group.submit(name)))
    let isFlushed = false
    const flushed = group.flush().then(() => {
      isFlushed = true
    })
    commits[1]?.end()
    await turn()
    expect(isFlushed).toBe(false)
    commits[0]?.end()
    await flushed
    await all
  })
})
