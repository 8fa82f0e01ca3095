import { describe, expect, it } from 'vitest'
import { LiveReaders } from '../../api/src/statistics/live-readers.ts'
import { MINUTE, testRuntime } from '../support/runtime.ts'

function setUp() {
  const { monotonic, pass } = testRuntime()
  const live = new LiveReaders(monotonic)
  const see = (reader: string, articleId: string | null = 'a', publisherId = 'p') =>
    live.note({ publisherId, articleId }, reader)
  return { live, see, pass }
}

describe('who reads now', () => {
  it('is each reader once, where they were last', () => {
    const { live, see } = setUp()
    see('one', 'a')
    see('one', 'b')
    see('two', 'b')
    see('three', null)
    expect(live.of('p')).toEqual({
      now: 3,
      lastHalfHour: 3,
      articles: [{ articleId: 'b', readers: 2 }],
    })
  })

  it('is now for five minutes, and in the last half hour for thirty', () => {
    const { live, see, pass } = setUp()
    see('one')
    pass(5 * MINUTE)
    see('two')
    expect(live.of('p')).toMatchObject({ now: 1, lastHalfHour: 2 })
    pass(26 * MINUTE)
    expect(live.of('p')).toMatchObject({ now: 0, lastHalfHour: 1 })
  })

  it('is of one publisher', () => {
    const { live, see } = setUp()
    see('one', 'a', 'other')
    expect(live.of('p')).toEqual({ now: 0, lastHalfHour: 0, articles: [] })
  })

  it('counts by article, the most read first', () => {
    const { live, see } = setUp()
    for (let reader = 0; reader < 60; reader++)
      see(`reader ${reader}`, `article ${Math.floor(Math.sqrt(reader) * 4)}`)
    const { articles } = live.of('p')
    expect(articles).toHaveLength(
      new Set(Array.from({ length: 60 }, (_, reader) => Math.floor(Math.sqrt(reader) * 4))).size,
    )
    const counts = articles.map(({ readers }) => readers)
    expect(counts).toEqual(counts.toSorted((one, other) => other - one))
  })

  it('stays right when the clock steps back', () => {
    const { live, see, pass } = setUp()
    see('one')
    expect(live.of('p').now).toBe(1)
    pass(3000)
    pass(-60 * MINUTE)
    see('two')
    expect(live.of('p')).toMatchObject({ now: 2, lastHalfHour: 2 })
    pass(5 * MINUTE)
    expect(live.of('p')).toMatchObject({ now: 0, lastHalfHour: 2 })
  })

  it('stays small though nobody looks', () => {
    const { live, see, pass } = setUp()
    for (let minute = 0; minute < 300; minute++) {
      for (let reader = 0; reader < 10; reader++) see(`${minute} ${reader}`)
      pass(MINUTE)
    }
    expect(live.size).toBeLessThanOrEqual(310)
  })

  it('is of a crowd those who came last', () => {
    const { live, see, pass } = setUp()
    for (let second = 0; second < 21; second++) {
      for (let reader = 0; reader < 10_000; reader++) see(`${second} ${reader}`, `${second}`)
      pass(1000)
    }
    see('the last')
    expect(live.size).toBeLessThanOrEqual(200_001)
    const { articles } = live.of('p')
    expect(articles.map(({ articleId }) => articleId)).not.toContain('0')
    expect(articles.map(({ articleId }) => articleId)).toContain('20')
  })
})
