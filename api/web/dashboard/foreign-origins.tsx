import type { ForeignOrigin, StatisticsAnswer } from '../../src/wire/index.ts'
import { dayInWords } from '../shared/dates.ts'
import { useLoaded } from '../shared/loaded.ts'
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
        {place ? `${foreign.places[place]} · ` : ''}
        {foreign.last(dayInWords(lastAskedAt, language))}
      </dd>
    </div>
  )
}

/** Which places the widget was asked for from, and is not at home in. */
export function ForeignOrigins({ answer: { query } }: { answer: StatisticsAnswer }) {
  const { client, texts } = useDashboard()
  const { foreign } = texts
  const [from, last] = [query.from.slice(0, 10), query.to.slice(0, 10)]
  // The end of a range may lie in the midst of a day, which belongs to it.
  const to = query.to.slice(11, 19) === '00:00:00' ? last : dayAfter(last)
  const parameters = new URLSearchParams({ from, to })
  const { data } = useLoaded(`foreign ${parameters}`, () => client.foreignOrigins(parameters))
  return (
    <>
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
