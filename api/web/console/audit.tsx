import { useEffect, useState } from 'preact/hooks'
import type { AuditEntry } from '../../src/wire/index.ts'
import { inWords } from '../shared/dates.ts'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { RequestProblem } from '../shared/request.ts'
import { useConsole } from './context.ts'

/** More of them are folded. */
const FIELDS_SHOWN = 6

function shown(value: unknown): string {
  if (value === null || value === '') return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function Difference({ before, after }: AuditEntry) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const list = (
    <dl class="difference">
      {names.map((name) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {before && name in before && <del>{shown(before[name])}</del>}
            {after && name in after && <ins>{shown(after[name])}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
  if (names.length <= FIELDS_SHOWN) return list
  return (
    <details>
      <summary>{names.length}</summary>
      {list}
    </details>
  )
}

/** Who did what. */
export function AuditScreen({ consultation }: { consultation: string | null }) {
  const { client, texts, language } = useConsole()
  const [entries, setEntries] = useState<readonly AuditEntry[]>([])
  const [next, setNext] = useState<string | null>(null)
  const [problem, setProblem] = useState<RequestProblem>()

  const load = async (before: string | null) => {
    try {
      const page = await client.audit(consultation, before)
      setEntries((known) => (before === null ? page.entries : [...known, ...page.entries]))
      setNext(page.next)
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error
      setProblem(error)
    }
  }
  // Read anew for another consultation only.
  useEffect(() => void load(null), [consultation])

  return (
    <>
      {consultation === null && <h1>{texts.places.audit}</h1>}
      <p class="quiet">{texts.audit.intro}</p>
      <ProblemNotice problem={problem} />
      <div class="scrolling">
        <table class="audit">
          <thead>
            <tr>
              <th>{texts.audit.when}</th>
              <th>{texts.audit.who}</th>
              <th>{texts.audit.what}</th>
              <th>{texts.audit.difference}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>
                  <time dateTime={entry.at}>{inWords(entry.at, language)}</time>
                </td>
                <td>
                  <bdi>{entry.actor}</bdi>
                </td>
                <td>
                  {texts.audit.acts[entry.act] ?? entry.act}
                  {consultation === null && entry.consultation && <small> {entry.consultation}</small>}
                </td>
                <td>
                  <Difference {...entry} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next !== null && (
        <button type="button" onClick={() => void load(next)}>
          {texts.more}
        </button>
      )}
    </>
  )
}
