import './suspects.css'
import type { MetricValues } from '../../src/wire/index.ts'
import { useDashboard } from './context.ts'
import { intervalOf, numberOf, written, writtenInterval } from './numbers.ts'

/** How many readers are suspect, and what that does to the engagement rate. */
export function Suspects({ totals }: { totals: MetricValues }) {
  const { language, texts: all } = useDashboard()
  const texts = all.suspects
  const count = (value: number | undefined) => written(value ?? 0, 'count', language)
  const rate = numberOf(totals, 'engagementRateWithoutSuspects')
  const interval = intervalOf(totals, 'engagementRateWithoutSuspects')
  const { readersSuspect = 0, readersEngaged, readersViewedSuspect, readersViewed } = totals
  return (
    <aside class="notice suspects">
      <p>
        <b>
          {readersSuspect > 0
            ? texts.engaged(
                written(numberOf(totals, 'suspectShare'), 'rate', language),
                count(readersSuspect),
                count(readersEngaged),
              )
            : texts.viewed(count(readersViewedSuspect), count(readersViewed))}
        </b>{' '}
        {rate === null || !interval
          ? texts.tooFew
          : texts.without(
              written(rate, 'rate', language),
              writtenInterval(interval, language),
              written(numberOf(totals, 'engagementRate'), 'rate', language),
            )}
      </p>
      <details>
        <summary>{texts.question}</summary>
        {texts.answer.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </details>
    </aside>
  )
}
