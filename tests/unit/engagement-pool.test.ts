import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ReaderAct } from '../../api/src/domain/engagement/engagement.ts'
import type { Entry, Presence } from '../../api/src/ingest/commit-queue.ts'
import { EngagementPool } from '../../api/src/ingest/engagement-pool.ts'
import { ConstraintError, UnavailableDatabaseError } from '../../api/src/store/database.ts'

const MINUTE = 60_000
const CROWD = 11
const CAPACITY = 5000

let commits: (readonly Entry[])[]
let disk: { isFull: boolean; isCut: boolean }
let failures: number[]
let pool: EngagementPool

beforeEach(() => {
  vi.useFakeTimers()
  commits = []
  failures = []
  disk = { isFull: false, isCut: false }
  pool = new EngagementPool({
    commit: async (entries) => {
      if (disk.isCut) throw new UnavailableDatabaseError('cut', true)
      if (entries.some(({ presence }) => presence?.reader === 'wrong')) throw new ConstraintError('refused')
      if (disk.isFull) throw new Error('the disk is full')
      commits.push(entries)
      return entries.map(() => ({ outcomes: [], tallies: undefined }))
    },
    capacity: CAPACITY,
    random: () => Math.random(),
    onFailure: (_error, lost) => failures.push(lost),
  })
})
afterEach(() => vi.useRealTimers())

const presence = (reader: number | string): Presence => ({
  place: {
    publisherId: 'p',
    consultationId: 'c',
    articleId: 'a',
    channel: null,
    section: null,
    device: 'phone',
    language: 'fr',
  },
  day: '2026-03-10',
  hour: 0,
  secondsSinceView: null,
  reader: String(reader),
})
const act = (reader: number | string, what: ReaderAct): Entry => ({
  presence: presence(reader),
  act: what,
})
const readAndVote = (reader: number) => {
  pool.add(act(reader, 'view'))
  pool.add(act(reader, 'vote'))
}
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const written = () => commits.flat().map((entry) => [Number(entry.presence?.reader), entry.act])

describe('What is counted of readers', () => {
  it('goes to disk when a crowd of those who took part has been quiet, all of them in one commit', async () => {
    for (let reader = 0; reader < CROWD; reader++) {
      readAndVote(reader)
      await pass(MINUTE / 2)
    }
    expect(commits).toEqual([])
    await pass(2 * MINUTE)
    expect(commits).toHaveLength(1)
    expect(new Set(written().map(([reader]) => reader)).size).toBe(CROWD)
  })

  it('leaves nobody behind who may vote the next moment, and takes none of their acts', async () => {
    for (let reader = 0; reader < CROWD; reader++) readAndVote(reader)
    await pass(MINUTE / 2)
    pool.add(act(3, 'vote'))
    pool.add(act(99, 'view'))
    readAndVote(50)
    await pass(MINUTE / 2 + 1000)
    // Ten are no crowd; the one who voted again is still here.
    expect(commits).toEqual([])
    await pass(MINUTE)
    expect(commits).toHaveLength(1)
    expect(written().filter(([reader]) => reader === 3)).toEqual([
      [3, 'view'],
      [3, 'vote'],
      [3, 'vote'],
    ])
  })

  it('waits for a crowd of voters, however many only look', async () => {
    for (let reader = 0; reader < 200; reader++) pool.add(act(reader, 'view'))
    for (let reader = 0; reader < CROWD - 1; reader++) pool.add(act(reader, 'vote'))
    await pass(5 * MINUTE)
    expect(commits).toEqual([])
  })

  it('waits ten minutes at most', async () => {
    readAndVote(1)
    await pass(9 * MINUTE)
    expect(commits).toEqual([])
    await pass(2 * MINUTE)
    expect(written()).toEqual([
      [1, 'view'],
      [1, 'vote'],
    ])
  })

  it('waits for no quiet where so many come that each is in a crowd', async () => {
    for (let reader = 0; reader < 600; reader++) readAndVote(reader)
    await pass(1000)
    expect(written()).toHaveLength(1200)
  })

  it('is in no order that is told by who came first, and each reader’s acts in their own', async () => {
    for (let reader = 0; reader < 600; reader++) readAndVote(reader)
    await pass(1000)
    const readers = written().flatMap(([reader, what]) => (what === 'view' ? [reader] : []))
    expect(readers).not.toEqual(readers.toSorted((one, other) => Number(one) - Number(other)))
    for (let reader = 0; reader < 600; reader++)
      expect(written().flatMap(([name, what]) => (name === reader ? [what] : []))).toEqual(['view', 'vote'])
  })

  it('is given when asked for before it is on disk, and is not written meanwhile', async () => {
    readAndVote(1)
    let isDone = () => {}
    const reading = pool.read(
      (held) => new Promise<number>((resolve) => (isDone = () => resolve(held.length))),
    )
    await pass(0)
    const flushed = pool.flush()
    await pass(1000)
    expect(commits).toEqual([])
    isDone()
    expect(await reading).toBe(2)
    await pass(1000)
    await flushed
    expect(written()).toHaveLength(2)
    expect(await pool.read(async (held) => held.length)).toBe(0)
  })

  it('is kept for a disk that can be written again', async () => {
    disk.isFull = true
    readAndVote(1)
    await Promise.all([pool.flush(), pass(1000)])
    expect([commits, failures.every((lost) => lost === 0)]).toEqual([[], true])
    disk.isFull = false
    await pass(2000)
    expect(written()).toHaveLength(2)
  })

  it('is still told while the disk is full, and each act is written once', async () => {
    disk.isFull = true
    readAndVote(1)
    await Promise.all([pool.flush(), pass(1000)])
    expect(await pool.read(async (held) => held.length)).toBe(2)
    disk.isFull = false
    await Promise.all([pool.flush(), pass(1000)])
    expect(written()).toHaveLength(2)
    expect(await pool.read(async (held) => held.length)).toBe(0)
  })

  it('is lost alone where it is refused; the others are written, and the loss is reported once', async () => {
    readAndVote(1)
    pool.add(act('wrong', 'view'))
    readAndVote(2)
    await Promise.all([pool.flush(), pass(1000)])
    expect(
      written()
        .map(([reader]) => reader)
        .sort(),
    ).toEqual([1, 1, 2, 2])
    expect(failures).toEqual([1])
  })

  it('is never written twice: what may be on disk already is given up, and reported', async () => {
    disk.isCut = true
    readAndVote(1)
    await Promise.all([pool.flush(), pass(1000)])
    disk.isCut = false
    await Promise.all([pool.flush(), pass(1000)])
    expect(commits).toEqual([])
    expect(failures).toEqual([0, 2])
  })

  it('is dropped beyond what may be held, and the loss is reported once', async () => {
    for (let reader = 0; reader < CAPACITY + 3; reader++) pool.add(act(reader, 'view'))
    await Promise.all([pool.flush(), pass(1000)])
    expect(written()).toHaveLength(CAPACITY)
    expect(failures).toEqual([3])
  })
})

describe('First votes that came from an article', () => {
  const counted = () => commits.flat().flatMap(({ articleVotes = [] }) => articleVotes)

  it('go to disk when they are a crowd, and not before', async () => {
    for (let vote = 0; vote < CROWD - 1; vote++)
      pool.addArticleVote('a', 'p', vote % 2 === 0 ? 'agree' : 'disagree')
    await Promise.all([pool.close(), pass(1000)])
    expect(counted()).toEqual([])
    pool.addArticleVote('a', 'p', 'agree')
    const [held] = await Promise.all([pool.readArticle('a', async (votes) => votes.size), pass(1000)])
    expect(held).toBe(0)
    expect(counted()).toEqual([
      { articleId: 'a', proposalId: 'p', vote: 'agree', votes: 6 },
      { articleId: 'a', proposalId: 'p', vote: 'disagree', votes: 5 },
    ])
  })

  it('are kept for a disk that can be written again', async () => {
    disk.isFull = true
    for (let vote = 0; vote < CROWD; vote++) pool.addArticleVote('a', 'p', 'agree')
    await Promise.all([pool.close(), pass(1000)])
    disk.isFull = false
    await Promise.all([pool.close(), pass(1000)])
    expect(counted()).toEqual([{ articleId: 'a', proposalId: 'p', vote: 'agree', votes: CROWD }])
  })

  it('are given with the article’s figures', async () => {
    pool.addArticleVote('a', 'p', 'neutral')
    pool.addArticleVote('b', 'p', 'agree')
    const [votes] = await Promise.all([pool.readArticle('a', async (held) => [...held]), pass(1000)])
    expect(votes).toEqual([['p', { agree: 0, neutral: 1, disagree: 0 }]])
  })
})
