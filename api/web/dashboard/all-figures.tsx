import { DOT } from '../../src/domain/text/typography.ts'
import type { StatisticsAnswer } from '../../src/wire/index.ts'
import { METRIC_NAMES, METRICS } from '../../src/wire/metrics.ts'
import { useDashboard } from './context.ts'
import { hasSuspectReaders, intervalOf, numberOf, totalsBefore, written, writtenInterval } from './numbers.ts'

/** Every figure with the sentence of its tip, for touch screens and paper. */
export function AllFigures({ answer }: { answer: StatisticsAnswer }) {
  const { totals } = answer
  const { texts, language } = useDashboard()
  const hasSuspects = hasSuspectReaders(totals)
  // What there is nothing of needs no explanation.
  const metrics = METRIC_NAMES.filter((metric) => hasSuspects || !/suspect/i.test(metric))
  return (
    <details class="all-figures">
      <summary>{texts.more}</summary>
      <dl>
        {metrics.map((metric) => {
          const { kind } = METRICS[metric]
          const { name, definition } = texts.metrics[metric]
          const interval = intervalOf(totals, metric)
          const then = numberOf(totalsBefore(answer), metric)
          return (
            <div key={metric}>
              <dt>{name}</dt>
              <dd>
                <b>{written(numberOf(totals, metric), kind, language)}</b>{' '}
                {interval && <span class="quiet">{writtenInterval(interval, language)}</span>}
                {then !== null && (
                  <span class="quiet">
                    {DOT}
                    {texts.before(written(then, kind, language))}
                  </span>
                )}
                <p class="quiet">{definition}</p>
              </dd>
            </div>
          )
        })}
      </dl>
    </details>
  )
}
