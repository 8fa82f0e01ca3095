import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { Part, StatisticsAnswer, StatisticsRow } from '../../src/wire/index.ts'
import { useSteady } from '../shared/loaded.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { Written } from '../shared/parts/written.tsx'
import { useDashboard } from './context.ts'
import { intervalOf, numberOf, written, writtenInterval } from './numbers.ts'
import { Bar } from './parts/small-charts.tsx'
import { breakdownQuery } from './queries.ts'
import { gapInWords } from './sums.ts'
import type { View } from './view.ts'

const PARTS = ['channel', 'section', 'device', 'language', 'consultation'] as const satisfies readonly Part[]
/** What is not told apart by name, as the API has it. */
const OTHERS = '…'
type Shown = (typeof PARTS)[number]

function PartName({ part, row }: { part: Shown; row: StatisticsRow }) {
  const { texts, language, session } = useDashboard()
  const name = row[part] ?? ''
  if (part === 'device') return <>{texts.breakdown.devices[name] ?? name}</>
  if (part === 'consultation') {
    const asked = session.consultations.find(({ slug }) => slug === name)
    return <Written text={asked?.question ?? name} language={asked?.language} />
  }
  if (part !== 'language') return <bdi>{name === OTHERS ? texts.foreign.others : name}</bdi>
  return <>{new Intl.DisplayNames(language, { type: 'language' }).of(name) ?? name}</>
}

function Rows({ part, rows }: { part: Shown; rows: readonly StatisticsRow[] }) {
  const { texts, language } = useDashboard()
  const most = Math.max(1, ...rows.map((row) => row.readersViewed ?? 0))
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{texts.breakdown.parts[part]}</th>
          <th scope="col" class="number">
            {texts.metrics.readersViewed.name}
          </th>
          <th scope="col" class="number">
            {texts.metrics.engagementRate.name}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const interval = intervalOf(row, 'engagementRate')
          return (
            <tr key={row[part]}>
              <th scope="row">
                <PartName part={part} row={row} />
                <Bar share={(row.readersViewed ?? 0) / most} />
              </th>
              <td class="number">{written(row.readersViewed ?? 0, 'count', language)}</td>
              <td class="number">
                {written(numberOf(row, 'engagementRate'), 'rate', language)}{' '}
                {interval && <small>{writtenInterval(interval, language)}</small>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** How many of the rows are shown where it is not all, and why they are not the total where they are not. */
function Below({ part, answer }: { part: Shown; answer: StatisticsAnswer }) {
  const { texts } = useDashboard()
  const { results, meta } = answer
  const total = meta.totalRows ?? results.length
  const notes = [
    results.length < total && texts.articles.shown(results.length, total),
    gapInWords(answer, part, texts.breakdown),
  ].filter(Boolean)
  return notes.length > 0 && <p class="quiet">{notes.join(DOT)}</p>
}

/** Where readers come from, and by what they read. */
export function Breakdown({ view }: { view: View }) {
  const { client, texts } = useDashboard()
  const [part, setPart] = useState<Shown>('device')
  const query = breakdownQuery(view, part)
  const { data, problem, reload, isBehind } = useSteady(JSON.stringify(query), async () => ({
    part,
    answer: await client.query(query),
  }))
  return (
    <section class="breakdown" aria-busy={isBehind}>
      <div class="above">
        <h2>{texts.breakdown.title}</h2>
        <fieldset class="choices" aria-label={texts.breakdown.title}>
          {PARTS.map((one) => (
            <button key={one} type="button" aria-pressed={one === part} onClick={() => setPart(one)}>
              {texts.breakdown.parts[one]}
            </button>
          ))}
        </fieldset>
      </div>
      <ProblemNotice problem={problem} onAgain={reload} />
      {data &&
        (data.answer.results.length === 0 ? (
          <p class="quiet">{texts.breakdown.none}</p>
        ) : (
          <>
            <Rows part={data.part} rows={data.answer.results} />
            <Below {...data} />
          </>
        ))}
    </section>
  )
}
