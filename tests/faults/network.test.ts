import { describe, expect, it } from 'vitest'
import { crowd } from './connections.ts'
import { cutEverywhere } from './cut.ts'
import { lockedOut, overload } from './overload.ts'

const SOUND = { lost: [], wrong: [], isCountedOnce: true }

describe('A connection that is cut', () => {
  it('anywhere in the request or the answer leaves a vote that counts once when it is sent again', async () => {
    const report = await cutEverywhere({ step: 3, atOnce: 8 })
    expect(report).toMatchObject(SOUND)
    expect(report.requestOffsets).toBeGreaterThan(150)
    expect(report.answerOffsets).toBeGreaterThan(150)
    expect(report.stored).toBe(report.requestOffsets + report.answerOffsets + 1)
    expect(report.acknowledged).toBe(report.stored)
  })
})

describe('More votes than the queue takes', () => {
  it('are refused with 503 and dropped in no other way', async () => {
    const report = await overload({ connections: 150, queueCapacity: 10, seconds: 1 })
    expect(report).toMatchObject({ ...SOUND, cut: 0 })
    expect(Object.keys(report.refused)).toEqual(['503'])
  })
})

describe('Another process that writes and does not end', () => {
  it('makes votes wait, then be refused with the time to come back; everything else is answered', async () => {
    expect(await lockedOut()).toMatchObject({
      ...SOUND,
      vote: 503,
      voteRetryAfter: '5',
      embed: 200,
      healthz: 200,
      readyz: 503,
      readyzAfterwards: 200,
    })
  })
})

describe('Many connections at once', () => {
  it('are answered, whole ones and those with endless headers; half open ones are, or are cut', async () => {
    const { answered, unanswered, halfOpenCut, healthzAfterwards } = await crowd({ connections: 900 })
    expect({ unanswered, healthzAfterwards }).toEqual({ unanswered: 0, healthzAfterwards: 200 })
    expect(answered).toEqual({ '200': 600 - halfOpenCut, '431': 300 })
  })
})
