import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenDisk, refusingDisk } from './disk-errors.ts'
import { slowDisk, stuckDisk } from './slow-disk.ts'
import { Stage } from './stage.ts'

const SOUND = { lost: [], wrong: [], isCountedOnce: true }
/** What a server may take more while its disk does not answer; the queue is full of small things. */
const MOST_GROWTH = 50 * 2 ** 20

describe('A disk that takes no more', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await Stage.open()
  })
  afterEach(() => stage.close())

  it.each(['ENOSPC', 'EROFS'] as const)(
    '(%s) is told to voters as 503, leaves reading as it is, and heals without a restart',
    async (code) => {
      const disk = await stage.useFaultyDisk()
      const refusal = { begin: () => disk.refuse(code), end: () => disk.refuse(undefined) }
      const report = await refusingDisk(stage, refusal, { votes: 300, connections: 16 })
      expect(report).toMatchObject({
        ...SOUND,
        refused: [503],
        embed: 200,
        healthz: 200,
        readyz: 503,
        isSameProcess: true,
      })
      expect(report.acknowledged).toBeGreaterThanOrEqual(600)
    },
  )
})

describe('A disk that fails', () => {
  it.each([1, 4, 9, 16, 25, 49, 120])(
    'at its call %i under load ends the server, which has answered nothing that is gone',
    async (call) => {
      const report = await brokenDisk({ call, armed: 'before the votes', votes: 2000 })
      expect(report).toMatchObject({ exit: 1, lost: 0, wrong: 0, unsound: [] })
    },
  )

  // The fourth is the flush of the folder in which the log was made; SQLite goes on when it fails.
  it.each([1, 2, 3, 4, 5, 6, 9])('at its call %i of the start harms nothing', async (call) => {
    const report = await brokenDisk({ call, armed: 'before the start', votes: 30 })
    expect(report).toMatchObject({ lost: 0, wrong: 0, unsound: [] })
  })
})

describe('A disk that is slow', () => {
  it('slows votes down, and loses none', async () => {
    const report = await slowDisk({ milliseconds: 20, connections: 64, votes: 600 })
    expect(report).toMatchObject(SOUND)
    expect(report.acknowledged).toBeGreaterThanOrEqual(600)
  })

  it('or stuck makes votes wait in bounded memory, then be told 503; reading goes on, and health says so', async () => {
    const report = await stuckDisk({ connections: 128, votes: 300 })
    expect(report).toMatchObject({ ...SOUND, embed: 200, healthz: 200, votes: [503], readyz: 503 })
    expect(report.memoryAfter - report.memoryBefore).toBeLessThan(MOST_GROWTH)
  })
})
