import { useLoaded } from '../shared/loaded.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { useDashboard } from './context.ts'
import { written, writtenInterval } from './numbers.ts'
import { parametersOf } from './queries.ts'
import { addressWith, type View } from './view.ts'

const MOST = 3

/** Articles whose readers take part more, or less, than those of all others; nothing where one cannot tell. */
export function StandingOut({ view }: { view: View }) {
  const { client, texts, language } = useDashboard()
  const parameters = parametersOf(view)
  const { data, problem, reload } = useLoaded(`standing out ${parameters}`, () =>
    client.standingOut(parameters),
  )
  if (!data) return <ProblemNotice problem={problem} onAgain={reload} />
  if (data.articles.length === 0) return null
  return (
    <section class="standing-out">
      <h2>{texts.standingOut.title}</h2>
      <ul>
        {data.articles.slice(0, MOST).map(({ article, engagementRate, others }) => (
          <li key={article.id}>
            <b>{texts.standingOut.readersOf(written(engagementRate.rate, 'rate', language))}</b>{' '}
            <a href={addressWith(view, 'articles', article.id)}>
              <cite>{article.title ?? article.url}</cite>
            </a>{' '}
            {texts.standingOut.voted(
              engagementRate.interval ? writtenInterval(engagementRate.interval, language) : '',
            )}
            {', '}
            {texts.standingOut.against(
              written(others.rate, 'rate', language),
              others.interval ? writtenInterval(others.interval, language) : '',
            )}
          </li>
        ))}
      </ul>
      <p class="quiet">{texts.standingOut.how(data.compared)}</p>
    </section>
  )
}
