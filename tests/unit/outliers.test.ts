import { randomBinomial } from 'd3-random'
import { XSadd } from 'ml-xsadd'
import { describe, expect, it } from 'vitest'
import { type EngagedOfViewed, outliers } from '../../api/src/domain/engagement/outliers.ts'

const AT_LEAST = 30

interface Named extends EngagedOfViewed {
  name: string
}

const article = (name: string, engaged: number, viewed: number): Named => ({ name, engaged, viewed })
const namesIn = (items: readonly Named[]): string[] => outliers(items, AT_LEAST).map(({ item }) => item.name)

describe('What stands out', () => {
  it('is an article whose interval does not meet that of all others together', () => {
    const items = [article('coach', 340, 1000), article('canteen', 240, 1000), article('carers', 230, 1000)]
    expect(outliers(items, AT_LEAST)[0]).toEqual({
      item: items[0],
      others: { engaged: 470, viewed: 2000 },
      isAbove: true,
    })
  })

  it('is named below the others as well as above them, the furthest first', () => {
    const items = [article('plain', 2500, 10_000), article('high', 400, 1000), article('low', 90, 1000)]
    expect(outliers(items, AT_LEAST).map(({ item, isAbove }) => [item.name, isAbove])).toEqual([
      ['low', false],
      ['high', true],
    ])
  })

  it('is nothing where the numbers are too small to tell', () => {
    expect(namesIn([article('tiny', 29, 29), article('large', 100, 1000)])).toEqual([])
    expect(namesIn([article('large', 900, 1000), article('tiny', 0, 29)])).toEqual([])
    expect(namesIn([article('wide', 16, 40), article('large', 240, 1000)])).toEqual([])
    expect(namesIn([article('only', 500, 1000)])).toEqual([])
    expect(namesIn([])).toEqual([])
  })

  it('asks for more of each article, the more articles there are', () => {
    const high = article('high', 300, 1000)
    const plain = (count: number) =>
      Array.from({ length: count }, (_, index) => article(`plain ${index}`, 2500, 10_000))
    expect(namesIn([high, ...plain(1)])).toContain('high')
    expect(namesIn([high, ...plain(2000)])).not.toContain('high')
  })

  it('finds nobody in chance alone, but in one range out of twenty at most', () => {
    const generator = new XSadd(20_261_123)
    const binomial = randomBinomial.source(() => generator.random())
    const RANGES = 400
    const loud = Array.from({ length: RANGES }, () =>
      Array.from({ length: 30 }, (_, index) => {
        const viewed = 40 * (index + 1)
        return article(`${index}`, binomial(viewed, 0.24)(), viewed)
      }),
    ).filter((items) => namesIn(items).length > 0)
    expect(loud.length).toBeLessThanOrEqual(RANGES / 20)
  })
})
