import { DOT } from '../../src/domain/text/typography.ts'
import type { ForeignOrigin, StatisticsAnswer } from '../../src/wire/index.ts'
import { dayInWords } from '../shared/dates.ts'
import { useLoaded } from '../shared/loaded.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { useDashboard } from './context.ts'
import { written } from './numbers.ts'
import { dayAfter } from './view.ts'

function Origin({ origin: { origin, place, asked, lastAskedAt } }: { origin: ForeignOrigin }) {
  const { texts, language } = useDashboard()
  const { foreign } = texts
  return (
    <div>
      <dt>
        <bdi>{origin?.replace(/^https:\/\//, '') ?? foreign.others}</bdi>
      </dt>
      <dd class="number">{written(asked, 'count', language)}</dd>
      <dd class="quiet why">
        {place ? `${foreign.places[place]}${DOT}` : ''}
        {foreign.last(dayInWords(lastAskedAt, language))}
      </dd>
    </div>
  )
}

/** Which places the widget was asked for from, and is not at home in. */
function ForeignOrigins({ answer: { query } }: { answer: StatisticsAnswer }) {
  const { client, texts } = useDashboard()
  const { foreign } = texts
  const [from, last] = [query.from.slice(0, 10), query.to.slice(0, 10)]
  // The end of a range may lie in the midst of a day, which belongs to it.
  const to = query.to.slice(11, 19) === '00:00:00' ? last : dayAfter(last)
  const parameters = new URLSearchParams({ from, to })
  const { data, problem, reload } = useLoaded(`foreign ${parameters}`, () =>
    client.foreignOrigins(parameters),
  )
  return (
    <>
      <ProblemNotice problem={problem} onAgain={reload} />
      {(['page', 'article'] as const).map((role) => {
        const origins = data?.origins.filter((one) => one.role === role) ?? []
        if (origins.length === 0) return null
        return (
          <details key={role}>
            <summary>{foreign[role]}</summary>
            <p class="quiet">{foreign.hint}</p>
            <dl>
              {origins.map((origin) => (
                <Origin key={origin.origin} origin={origin} />
              ))}
            </dl>
          </details>
        )
      })}
    </>
  )
}

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
  // Crashes are shown beside what is not counted, suspect readers below the figures.
  const warnings = meta.warnings.filter(({ code }) => code !== 'counts-lost' && code !== 'suspect-readers')
  if (warnings.length === 0) return null
  return (
    <ul class="notes quiet" aria-label={texts.notes}>
      {warnings.map(({ code, detail }) => (
        <li key={code}>{texts.warnings[code] ?? detail}</li>
      ))}
    </ul>
  )
}
