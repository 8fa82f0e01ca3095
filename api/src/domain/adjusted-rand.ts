/** More groups than anything here makes. */
const MOST_GROUPS = 8

const pairs = (count: number): number => (count * (count - 1)) / 2
const sumOfPairs = (counts: Int32Array): number => counts.reduce((sum, count) => sum + pairs(count), 0)

/** How far two divisions of the same points, in up to eight groups, agree: 1 wholly, 0 as by chance (Hubert and Arabie 1985). */
export function adjustedRand(one: Uint8Array, other: Uint8Array): number {
  const both = new Int32Array(MOST_GROUPS * MOST_GROUPS)
  const [ones, others] = [new Int32Array(MOST_GROUPS), new Int32Array(MOST_GROUPS)]
  for (let point = 0; point < one.length; point++) {
    const [a, b] = [one[point] as number, other[point] as number]
    both[a * MOST_GROUPS + b] = (both[a * MOST_GROUPS + b] as number) + 1
    ones[a] = (ones[a] as number) + 1
    others[b] = (others[b] as number) + 1
  }
  const [left, right] = [sumOfPairs(ones), sumOfPairs(others)]
  const byChance = (left * right) / Math.max(1, pairs(one.length))
  const most = (left + right) / 2
  return most === byChance ? 1 : (sumOfPairs(both) - byChance) / (most - byChance)
}
