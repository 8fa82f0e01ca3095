import type { StatisticsAnswer } from '../../src/wire/index.ts'
import { useDashboard } from './context.ts'
import { coursesQueries } from './queries.ts'
import { useSteady } from './use-steady.ts'
import type { View } from './view.ts'

/** Readers of each article at each time; nothing, not zero, where time has not come yet. */
const coursePoints = ({ results, meta }: StatisticsAnswer): { id: string; readers: number | null }[] =>
  results.flatMap(({ article, time, readersViewed = 0 }) => {
    const hasBegun = time && Date.parse(time.from) <= Date.parse(meta.updatedAt)
    return article ? [{ id: article.id, readers: hasBegun ? readersViewed : null }] : []
  })

/** Small charts of the articles on the page, by id. */
export function useCourses(
  view: View,
  ids: readonly string[],
  points: number,
): ReadonlyMap<string, (number | null)[]> {
  const { client } = useDashboard()
  const queries = coursesQueries(view, ids, points)
  const { data } = useSteady(JSON.stringify(queries), async () =>
    (await Promise.all(queries.map((query) => client.query(query)))).flatMap(coursePoints),
  )
  const courses = new Map<string, (number | null)[]>()
  for (const { id, readers } of data ?? []) courses.set(id, [...(courses.get(id) ?? []), readers])
  return courses
}
