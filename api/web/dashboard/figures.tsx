import type { MetricValues, StatisticsAnswer } from '../../src/wire/index.ts'
import { METRICS } from '../../src/wire/metrics.ts'
import { useDashboard } from './context.ts'
import {
  change,
  intervalOf,
  numberOf,
  totalsBefore,
  written,
  writtenChange,
  writtenInterval,
} from './numbers.ts'
import { Explained } from './parts/tip.tsx'
import { FIGURES, type Figure } from './view.ts'

interface FigureProps {
  metric: Figure
  totals: MetricValues | null
  before: MetricValues | null
  suppressedBelow: number
}

/** What stands below a number: its interval, why there is none, and what it was before. */
function Notes({ metric, totals, before, suppressedBelow }: FigureProps) {
  const { texts, language } = useDashboard()
  const { kind } = METRICS[metric]
  const [now, then] = [numberOf(totals, metric), numberOf(before, metric)]
  const interval = intervalOf(totals, metric)
  const moved = change(now, then, kind)
  const isWithheld = metric === 'engagementRate' && totals?.engagementRate?.suppressed
  return (
    <div class="beneath">
      {interval && <small>{texts.interval(writtenInterval(interval, language))}</small>}
      {isWithheld && <small>{texts.suppressed(suppressedBelow)}</small>}
      {metric === 'proposals' && (totals?.proposalsAccepted ?? 0) > 0 && (
        <small>{texts.accepted(totals?.proposalsAccepted ?? 0)}</small>
      )}
      {then !== null && (
        <small class="before">
          {moved !== null && <b>{writtenChange(moved, kind, language, texts.points)}</b>}{' '}
          {texts.before(written(then, kind, language))}
        </small>
      )}
    </div>
  )
}

interface FiguresProps {
  answer: StatisticsAnswer
  chosen: Figure
  onChoice(metric: Figure): void
}

/** The key figures. Each says what it is, and is drawn over time when it is chosen. */
export function Figures({ answer, chosen, onChoice }: FiguresProps) {
  const { texts, language } = useDashboard()
  const { totals, meta } = answer
  return (
    <ul class="key-figures">
      {FIGURES.map((metric) => (
        <li key={metric} class={metric === chosen ? 'chosen' : ''}>
          <Explained metric={metric}>
            {(described) => (
              <button
                type="button"
                aria-pressed={metric === chosen}
                onClick={() => onChoice(metric)}
                {...described}
              >
                <span class="value">{written(numberOf(totals, metric), METRICS[metric].kind, language)}</span>
                <span class="name">{texts.metrics[metric].name}</span>
              </button>
            )}
          </Explained>
          <Notes
            metric={metric}
            totals={totals}
            before={totalsBefore(answer)}
            suppressedBelow={meta.suppressedBelow}
          />
        </li>
      ))}
    </ul>
  )
}
