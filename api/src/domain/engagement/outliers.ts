import { upperQuantile } from '../normal-quantile.ts'
import { wilsonInterval } from './engagement.ts'

/** Readers who engaged, of those who viewed. */
export interface EngagedOfViewed {
  engaged: number
  viewed: number
}

export interface Outlier<Item> {
  item: Item
  /** All other items together. */
  others: EngagedOfViewed
  isAbove: boolean
}

const ERROR = 0.05

const rateOf = ({ engaged, viewed }: EngagedOfViewed): number => engaged / viewed

/**
 * The items whose engagement rate is not that of all the others together, beyond chance: the two Wilson
 * intervals do not meet. Among many, some differ by chance, so the intervals are at 95 % for all comparisons taken
 * together (Bonferroni). Items, or others, with fewer readers than `atLeast` are not judged. The
 * furthest apart come first.
 */
export function outliers<Item extends EngagedOfViewed>(
  items: readonly Item[],
  atLeast: number,
): Outlier<Item>[] {
  const total = { engaged: 0, viewed: 0 }
  for (const { engaged, viewed } of items) {
    total.engaged += engaged
    total.viewed += viewed
  }
  const othersOf = (item: Item): EngagedOfViewed => ({
    engaged: total.engaged - item.engaged,
    viewed: total.viewed - item.viewed,
  })
  const judged = items.filter((item) => item.viewed >= atLeast && othersOf(item).viewed >= atLeast)
  if (judged.length === 0) return []
  const z = upperQuantile(ERROR / 2 / judged.length)
  const distance = ({ item, others }: Outlier<Item>): number => Math.abs(rateOf(item) - rateOf(others))
  return judged
    .flatMap((item) => {
      const others = othersOf(item)
      const own = wilsonInterval(item.engaged, item.viewed, z)
      const theirs = wilsonInterval(others.engaged, others.viewed, z)
      if (!own || !theirs || (own.low <= theirs.high && own.high >= theirs.low)) return []
      return [{ item, others, isAbove: own.low > theirs.high }]
    })
    .sort((one, other) => distance(other) - distance(one))
}
