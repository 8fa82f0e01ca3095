import type { ComponentChildren } from 'preact'
import { DOT } from '../../src/domain/text/typography.ts'
import type { StatisticsAnswer } from '../../src/wire/index.ts'
import { deferred } from '../shared/deferred.tsx'
import { useRefresh, useSteady } from '../shared/loaded.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { Articles } from './articles.tsx'
import { Breakdown } from './breakdown.tsx'
import { EngagementChart } from './chart/engagement-chart.tsx'
import { useDashboard } from './context.ts'
import { Controls } from './controls.tsx'
import { Figures } from './figures.tsx'
import { LeftOut, Notes } from './left-out.tsx'
import { Live } from './live.tsx'
import { hasSuspectReaders, totalsBefore } from './numbers.ts'
import { overviewQuery, parametersOf } from './queries.ts'
import { StandingOut } from './standing-out.tsx'
import { timeWriter } from './times.ts'
import { addressWith, intervalOf, type View } from './view.ts'

const REFRESH_MILLISECONDS = 60_000

const AllFigures = deferred(async () => (await import('./all-figures.tsx')).AllFigures)
const Suspects = deferred(async () => (await import('./suspects.tsx')).Suspects)

/** Which days these are, in the publisher's own zone, and how fresh the figures. */
function Range({ answer, view }: { answer: StatisticsAnswer; view: View }) {
  const { texts, language } = useDashboard()
  const { query, compare, meta } = answer
  const times = timeWriter(language, query.timeZone, intervalOf(view))
  const place = query.timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? query.timeZone
  return (
    <p class="quiet range-in-words">
      {texts.range(times.days(query), place)}
      {compare && (
        <>
          {DOT}
          {(totalsBefore(answer) ? texts.comparedTo : texts.nothingBefore)(times.days(compare))}
        </>
      )}
      {DOT}
      {texts.updated(times.clock(meta.updatedAt))}
    </p>
  )
}

function Empty({ view }: { view: View }) {
  const { texts } = useDashboard()
  return (
    <div class="empty">
      <h2>{texts.empty.title}</h2>
      <p class="quiet">{texts.empty.text}</p>
      <div class="buttons">
        <a class="button primary" href={addressWith(view, 'embed')}>
          {texts.empty.embed}
        </a>
        {view.period !== 'all' && (
          <a class="button" href={addressWith({ ...view, period: 'all' })}>
            {texts.empty.all}
          </a>
        )}
      </div>
    </div>
  )
}

interface EngagementProps {
  view: View
  onView(view: View): void
  /** Id of the only article that counts; null: the whole site. */
  article: string | null
  children(answer: StatisticsAnswer): ComponentChildren
}

/** The figures of the site or of an article, over time; below them what the caller adds. */
export function Engagement({ view, onView, article, children }: EngagementProps) {
  const { client } = useDashboard()
  const query = overviewQuery(view, article)
  const {
    data: answer,
    problem,
    reload,
    isBehind,
  } = useSteady(JSON.stringify(query), () => client.query(query))
  useRefresh(reload, REFRESH_MILLISECONDS)
  return (
    <>
      <Controls view={view} onView={onView} />
      <ProblemNotice problem={problem} onAgain={reload} />
      {answer && (
        <div class="answer" aria-busy={isBehind}>
          <Range answer={answer} view={view} />
          {answer.totals?.loads === 0 ? (
            <Empty view={view} />
          ) : (
            <>
              <Figures
                answer={answer}
                chosen={view.metric}
                onChoice={(metric) => onView({ ...view, metric })}
              />
              {answer.totals && hasSuspectReaders(answer.totals) && <Suspects totals={answer.totals} />}
              <EngagementChart
                answer={answer}
                view={view}
                onView={onView}
                parameters={parametersOf(view, article === null ? {} : { article })}
              />
              {children(answer)}
            </>
          )}
          <AllFigures answer={answer} />
          <Notes answer={answer} />
        </div>
      )}
    </>
  )
}

/** The whole site. */
export function SiteScreen({ view, onView }: Omit<EngagementProps, 'article' | 'children'>) {
  const { session } = useDashboard()
  return (
    <>
      <div class="title">
        <h1>
          <bdi>{session.publisher.name}</bdi>
        </h1>
        <Live />
      </div>
      <Engagement view={view} onView={onView} article={null}>
        {(answer) => (
          <>
            <StandingOut view={view} />
            <Articles view={view} points={answer.results.length} />
            <div class="beside">
              <Breakdown view={view} />
              <LeftOut answer={answer} />
            </div>
          </>
        )}
      </Engagement>
    </>
  )
}
