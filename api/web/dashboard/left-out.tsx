import type { StatisticsAnswer } from '../../src/wire/index.ts'
import { useDashboard } from './context.ts'
import { ForeignOrigins } from './foreign-origins.tsx'
import { written } from './numbers.ts'

/** What is in none of the figures, and why. */
export function LeftOut({ answer }: { answer: StatisticsAnswer }) {
  const { meta } = answer
  const { texts, language } = useDashboard()
  const reasons = (Object.keys(meta.leftOut) as (keyof typeof meta.leftOut)[]).filter(
    (reason) => meta.leftOut[reason] > 0,
  )
  return (
    <section class="left-out">
      <h2>{texts.leftOut.title}</h2>
      {reasons.length === 0 ? (
        <p class="quiet">{texts.leftOut.none}</p>
      ) : (
        <>
          <dl>
            {reasons.map((reason) => {
              const [name, why] = texts.leftOut.reasons[reason]
              return (
                <div key={reason}>
                  <dt>{name}</dt>
                  <dd class="number">{written(meta.leftOut[reason], 'count', language)}</dd>
                  <dd class="quiet why">{why}</dd>
                </div>
              )
            })}
          </dl>
          <p class="quiet">{texts.leftOut.hint}</p>
        </>
      )}
      <ForeignOrigins answer={answer} />
      {meta.uncleanStops > 0 && <p class="notice">{texts.leftOut.stops(meta.uncleanStops)}</p>}
    </section>
  )
}

/** What one must know to read the figures rightly. */
export function Notes({ answer: { meta } }: { answer: StatisticsAnswer }) {
  const { texts } = useDashboard()
  // Crashes are shown beside what is not counted.
  const warnings = meta.warnings.filter(({ code }) => code !== 'counts-lost')
  if (warnings.length === 0) return null
  return (
    <ul class="notes quiet" aria-label={texts.notes}>
      {warnings.map(({ code, detail }) => (
        <li key={code}>{texts.warnings[code] ?? detail}</li>
      ))}
    </ul>
  )
}
