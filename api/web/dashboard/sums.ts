import type { Part, StatisticsAnswer } from '../../src/wire/index.ts'

/** Why the readers of the rows are not those of the total: some count in two rows, or some are in none. */
export type Gap = 'overlap' | 'outside'

/** Null where the rows add up, or where some of them are not shown, so that nobody expects a sum. */
function gapOf({ results, totals, meta: { totalRows } }: StatisticsAnswer): Gap | null {
  const sum = results.reduce((readers, { readersViewed = 0 }) => readers + readersViewed, 0)
  const total = totals?.readersViewed ?? sum
  if (sum > total) return 'overlap'
  return sum < total && totalRows === results.length ? 'outside' : null
}

/** The sentence that says so; none where it is not known who is in no row. */
export function gapInWords(
  answer: StatisticsAnswer,
  part: Part,
  { overlap, outside }: { overlap: string; outside: Partial<Record<Part, string>> },
): string | undefined {
  const gap = gapOf(answer)
  return gap === 'overlap' ? overlap : gap === 'outside' ? outside[part] : undefined
}
