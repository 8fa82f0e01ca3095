import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { StatisticsAnswer, StatisticsRow } from '../../src/wire/index.ts'
import { METRICS } from '../../src/wire/metrics.ts'
import { dayInWords } from '../shared/dates.ts'
import { useSteady } from '../shared/loaded.tsx'
import { Downloads } from '../shared/parts/downloads.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { MergedArticles } from './article-corrections.tsx'
import { fileAddress } from './client.ts'
import { useDashboard } from './context.ts'
import { intervalOf, numberOf, written, writtenInterval } from './numbers.ts'
import { IntervalPlot, Sparkline } from './parts/small-charts.tsx'
import { Explained } from './parts/tip.tsx'
import {
  articlesQuery,
  COLUMNS,
  type Column,
  coursesQueries,
  MOST_ROWS,
  type Order,
  parametersOf,
} from './queries.ts'
import { gapInWords } from './sums.ts'
import { addressWith, type View } from './view.ts'

/** Readers of each article at each time; nothing, not zero, where time has not come yet. */
const coursePoints = ({ results, meta }: StatisticsAnswer): { id: string; readers: number | null }[] =>
  results.flatMap(({ article, time, readersViewed = 0 }) => {
    const hasBegun = time && Date.parse(time.from) <= Date.parse(meta.updatedAt)
    return article ? [{ id: article.id, readers: hasBegun ? readersViewed : null }] : []
  })

/** Small charts of the articles on the page, by id. */
function useCourses(
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

type Article = NonNullable<StatisticsRow['article']>

function ColumnHead({
  column,
  order,
  onOrder,
}: {
  column: Column
  order: Order
  onOrder(order: Order): void
}) {
  const { texts } = useDashboard()
  const isSorted = order.by === column
  const turned = isSorted && order.direction === 'descending' ? 'ascending' : 'descending'
  return (
    <th scope="col" class={`number ${column}`} aria-sort={isSorted ? order.direction : undefined}>
      <Explained metric={column}>
        {(described) => (
          <button type="button" onClick={() => onOrder({ by: column, direction: turned })} {...described}>
            <span class="name">{texts.metrics[column].name}</span>
          </button>
        )}
      </Explained>
    </th>
  )
}

/** The rate with its interval, in numbers and drawn, or why there is none. */
function RateCell({ row, most, answer }: { row: StatisticsRow; most: number; answer: StatisticsAnswer }) {
  const { texts, language } = useDashboard()
  const rate = numberOf(row, 'engagementRate')
  const interval = intervalOf(row, 'engagementRate')
  if (rate === null || !interval) return <small>{texts.articles.tooFew(answer.meta.suppressedBelow)}</small>
  const [number, reach] = [written(rate, 'rate', language), writtenInterval(interval, language)]
  return (
    <>
      {number} <small>{reach}</small>
      <IntervalPlot
        rate={rate}
        interval={interval}
        against={numberOf(answer.totals, 'engagementRate')}
        most={most}
        label={texts.articles.placeOf(number, reach)}
      />
    </>
  )
}

function ArticleName({ article, view }: { article: Article; view: View }) {
  const { texts, language } = useDashboard()
  const notes = [
    article.title !== null && !article.isTitleConfirmed && texts.articles.unconfirmed,
    article.section,
    article.publishedAt && texts.articles.published(dayInWords(article.publishedAt, language)),
  ].filter(Boolean)
  return (
    <>
      <a href={addressWith(view, 'articles', article.id)}>
        <bdi>{article.title ?? article.url}</bdi>
      </a>
      {notes.length > 0 && <small>{notes.join(DOT)}</small>}
    </>
  )
}

interface RowsProps {
  answer: StatisticsAnswer
  view: View
  points: number
}

function Rows({ answer, view, points }: RowsProps) {
  const { texts, language } = useDashboard()
  const rows = answer.results.flatMap((row) => (row.article ? [{ ...row, article: row.article }] : []))
  const courses = useCourses(
    view,
    rows.map(({ article }) => article.id),
    points,
  )
  const most = Math.max(0.01, ...rows.map((row) => intervalOf(row, 'engagementRate')?.high ?? 0))
  return (
    <tbody>
      {rows.map((row) => (
        <tr key={row.article.id}>
          <th scope="row" class="article">
            <ArticleName article={row.article} view={view} />
          </th>
          <td class="course">
            {courses.has(row.article.id) && (
              <Sparkline
                values={courses.get(row.article.id) ?? []}
                label={texts.articles.courseOf(row.article.title ?? row.article.url)}
              />
            )}
          </td>
          {COLUMNS.map((column) => (
            <td key={column} class={`number ${column}`} data-name={texts.metrics[column].name}>
              {column === 'engagementRate' ? (
                <RateCell row={row} most={most} answer={answer} />
              ) : (
                written(numberOf(row, column), METRICS[column].kind, language)
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

/** The articles, sorted by what the editor wants to know. */
export function Articles({ view, points }: { view: View; points: number }) {
  const { client, texts, language } = useDashboard()
  const [order, setOrder] = useState<Order>({ by: 'readersViewed', direction: 'descending' })
  const [pages, setPages] = useState(1)
  const query = articlesQuery(view, order, pages)
  const {
    data: answer,
    problem,
    reload,
    isBehind,
  } = useSteady(JSON.stringify(query), () => client.query(query))
  const parameters = parametersOf(view, { orderBy: order.by, limit: '1000' })
  const total = answer?.meta.totalRows ?? 0
  const siteRate = written(numberOf(answer?.totals, 'engagementRate'), 'rate', language)
  return (
    <section class="articles" aria-busy={isBehind}>
      <div class="above">
        <h2>{texts.articles.title}</h2>
        <Downloads
          what={texts.controls.theArticles}
          language={language}
          addressOf={(format) => fileAddress('articles', format, parameters)}
        />
      </div>
      <ProblemNotice problem={problem} onAgain={reload} />
      {answer && total === 0 && <p class="quiet">{texts.articles.none}</p>}
      {answer && total > 0 && (
        <>
          <table>
            <thead>
              <tr>
                <th scope="col" class="article">
                  {texts.articles.article}
                </th>
                <th scope="col" class="course">
                  {texts.articles.course}
                </th>
                {COLUMNS.map((column) => (
                  <ColumnHead key={column} column={column} order={order} onOrder={setOrder} />
                ))}
              </tr>
            </thead>
            <Rows answer={answer} view={view} points={points} />
          </table>
          <div class="below">
            <small>
              {[
                texts.articles.shown(answer.results.length, total),
                texts.articles.site(siteRate),
                gapInWords(answer, 'article', texts.breakdown),
              ]
                .filter(Boolean)
                .join(DOT)}
            </small>
            {answer.results.length < Math.min(total, MOST_ROWS) && (
              <button type="button" class="plain" onClick={() => setPages(pages + 1)}>
                {texts.articles.more}
              </button>
            )}
          </div>
        </>
      )}
      <MergedArticles view={view} onUndone={reload} />
    </section>
  )
}
