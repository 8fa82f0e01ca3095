import { useMemo, useState } from 'preact/hooks'
import { DOT } from '../../../src/domain/text/typography.ts'
import type { StatisticsAnswer } from '../../../src/wire/index.ts'
import { METRICS } from '../../../src/wire/metrics.ts'
import { Downloads } from '../../shared/parts/downloads.tsx'
import { fileAddress } from '../client.ts'
import { useDashboard } from '../context.ts'
import { written, writtenInterval } from '../numbers.ts'
import { type TimeWriter, timeWriter } from '../times.ts'
import { type Figure, intervalOf, intervalsFor, type View } from '../view.ts'
import { Chart } from './chart.tsx'
import { type Curve, curveOf } from './curve.ts'

interface EngagementChartProps {
  answer: StatisticsAnswer
  view: View
  onView(view: View): void
  parameters: URLSearchParams
}

function Legend({ curve }: { curve: Curve }) {
  const { texts } = useDashboard()
  return (
    <ul class="legend">
      <li class="now">{texts.chart.now}</li>
      {curve.before && <li class="before">{texts.chart.before}</li>}
      {curve.high && <li class="band">{texts.chart.interval}</li>}
    </ul>
  )
}

interface ReadingProps {
  curve: Curve
  metric: Figure
  times: TimeWriter
  at: number
}

/** What the curve says at one place, in words. */
function Reading({ curve, metric, times, at }: ReadingProps) {
  const { texts, language } = useDashboard()
  const time = curve.times[at]
  const { kind } = METRICS[metric]
  const [low, high] = [curve.low?.[at], curve.high?.[at]]
  if (!time) return null
  return (
    <>
      {times.long(time)} <b>{written(curve.now[at] ?? null, kind, language)}</b>
      {typeof low === 'number' && typeof high === 'number' && (
        <> ({writtenInterval({ low, high }, language)})</>
      )}
      {at === curve.unfinished && <>, {texts.chart.unfinished}</>}
      {typeof curve.before?.[at] === 'number' && (
        <span class="quiet">
          {DOT}
          {texts.before(written(curve.before[at] ?? null, kind, language))}
        </span>
      )}
    </>
  )
}

function CurveTable({ curve, metric, times }: Omit<ReadingProps, 'at'>) {
  const { texts, language } = useDashboard()
  const { kind } = METRICS[metric]
  const { name } = texts.metrics[metric]
  return (
    <details class="curve-table">
      <summary>{texts.chart.table}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.chart.time}</th>
            <th scope="col" class="number">
              {name}
            </th>
            {curve.before && (
              <th scope="col" class="number">
                {texts.chart.before}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {curve.times.map((time, at) => (
            <tr key={time.from}>
              <th scope="row">{times.long(time)}</th>
              <td class="number">{written(curve.now[at] ?? null, kind, language)}</td>
              {curve.before && (
                <td class="number quiet">{written(curve.before[at] ?? null, kind, language)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function Intervals({ view, onView }: Pick<EngagementChartProps, 'view' | 'onView'>) {
  const { texts } = useDashboard()
  const possible = intervalsFor(view)
  if (possible.length < 2) return null
  return (
    <fieldset class="choices" aria-label={texts.chart.by}>
      {possible.map((interval) => (
        <button
          key={interval}
          type="button"
          aria-pressed={interval === intervalOf(view)}
          onClick={() => onView({ ...view, interval })}
        >
          {texts.chart.intervals[interval]}
        </button>
      ))}
    </fieldset>
  )
}

/** Instead of an empty chart: why, and the next wider pieces of time. */
function Withheld({
  view,
  onView,
  suppressedBelow,
}: Pick<EngagementChartProps, 'view' | 'onView'> & { suppressedBelow: number }) {
  const { texts } = useDashboard()
  const possible = intervalsFor(view)
  const wider = possible[possible.indexOf(intervalOf(view)) + 1]
  return (
    <div class="withheld">
      <p class="quiet">{texts.chart.withheld(suppressedBelow)}</p>
      {wider && (
        <button type="button" onClick={() => onView({ ...view, interval: wider })}>
          {texts.chart.intervals[wider]}
        </button>
      )}
    </div>
  )
}

/** Engagement over time, beside the time before. */
export function EngagementChart({ answer, view, onView, parameters }: EngagementChartProps) {
  const { texts, language } = useDashboard()
  const { metric } = view
  const [at, setPlace] = useState<number | null>(null)
  const curve = useMemo(() => curveOf(answer, metric), [answer, metric])
  const interval = intervalOf(view)
  const times = timeWriter(language, answer.query.timeZone, interval)
  const { kind } = METRICS[metric]
  const { name } = texts.metrics[metric]
  const isAllWithheld = curve.withheld > 0 && curve.now.every((value) => value === null)
  const timeOf = (place: number): string => times.short(curve.times[place]?.from ?? answer.query.from)
  const file = new URLSearchParams([...parameters, ['interval', interval]])
  return (
    <section class="over-time">
      <div class="above">
        <h2>{texts.chart.label(name)}</h2>
        <div class="line">
          <Intervals view={view} onView={onView} />
          <Downloads
            what={texts.controls.theCurve}
            language={language}
            addressOf={(format) => fileAddress('series', format, file)}
          />
        </div>
      </div>
      <div class="above">
        {!isAllWithheld && <Legend curve={curve} />}
        <p class="reading" aria-hidden="true">
          {at !== null && <Reading curve={curve} metric={metric} times={times} at={at} />}
        </p>
      </div>
      {isAllWithheld ? (
        <Withheld view={view} onView={onView} suppressedBelow={answer.meta.suppressedBelow} />
      ) : (
        <Chart
          curve={curve}
          label={texts.chart.label(name)}
          timeOf={timeOf}
          write={(value) => written(value, kind, language)}
          onPlace={setPlace}
        />
      )}
      {curve.withheld > 0 && !isAllWithheld && (
        <p class="quiet">{texts.chart.withheld(answer.meta.suppressedBelow)}</p>
      )}
      <CurveTable curve={curve} metric={metric} times={times} />
    </section>
  )
}
