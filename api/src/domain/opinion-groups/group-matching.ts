/**
 * Pairs rows with columns so that the sum of their scores (0 or more) is the largest: for each row its column, or -1 for rows
 * that are left over. All ways are tried, since there are five of each at the most.
 */
export function bestPairs(scores: readonly (readonly number[])[], columns: number): number[] {
  let best: number[] = []
  let most = -1
  const place = (row: number, taken: readonly number[], sum: number): void => {
    if (row === scores.length) {
      if (sum > most) [best, most] = [[...taken], sum]
      return
    }
    const matched = taken.filter((column) => column >= 0).length
    for (let column = 0; column < columns; column++)
      if (!taken.includes(column)) place(row + 1, [...taken, column], sum + (scores[row]?.[column] ?? 0))
    // A row stays alone only where there are more rows than columns.
    if (scores.length - row > columns - matched) place(row + 1, [...taken, -1], sum)
  }
  place(0, [], 0)
  return best
}
