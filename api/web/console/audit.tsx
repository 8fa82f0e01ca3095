import type { ComponentChild } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { AuditEntry } from '../../src/wire/index.ts'
import { inWords } from '../shared/dates.ts'
import type { Language } from '../shared/languages.ts'
import { ProblemNotice, useAttempt } from '../shared/parts/problem.tsx'
import { Written } from '../shared/parts/written.tsx'
import { useConsole } from './context.ts'
import type { Texts } from './locales/fr.ts'

/** More of them are folded. */
const FIELDS_SHOWN = 6

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/

/** What holds words of people, in the language of the consultation. */
const WRITTEN_FIELDS: readonly string[] = [
  'carrier',
  'description',
  'introduction',
  'label',
  'name',
  'proposalPrefix',
  'question',
  'reason',
  'refusalReason',
  'segmentQuestion',
  'text',
  'theme',
  'title',
  'unit',
]

const joined = (parts: readonly ComponentChild[]): ComponentChild =>
  parts.map((part, index) => (index === 0 ? part : [DOT, part]))

/** A value of the log in words: dates as everywhere else, lists and settings part by part. */
function shown(field: string, value: unknown, texts: Texts, language: Language): ComponentChild {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? texts.audit.yes : texts.audit.no
  if (typeof value === 'string') {
    if (INSTANT.test(value)) return inWords(value, language)
    const known = (texts.audit.values as Record<string, string>)[value]
    return known ?? (WRITTEN_FIELDS.includes(field) ? <Written text={value} /> : value)
  }
  if (typeof value !== 'object') return String(value)
  const inside = (name: string, one: unknown) => shown(name, one, texts, language)
  if (Array.isArray(value)) return value.length === 0 ? '–' : joined(value.map((one) => inside(field, one)))
  return joined(
    Object.entries(value).map(([name, one]) => [`${texts.fields[name] ?? name} : `, inside(name, one)]),
  )
}

function Difference({ before, after }: AuditEntry) {
  const { texts, language } = useConsole()
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (name) => !before || !after || JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  const list = (
    <dl class="difference">
      {names.map((name) => (
        <div key={name}>
          <dt>{texts.fields[name] ?? name}</dt>
          <dd>
            {before && name in before && <del>{shown(name, before[name], texts, language)}</del>}
            {after && name in after && <ins>{shown(name, after[name], texts, language)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
  if (names.length <= FIELDS_SHOWN) return list
  return (
    <details>
      <summary>{texts.audit.fields(names.length)}</summary>
      {list}
    </details>
  )
}

/** What was acted upon, where it has a name; a cohort is called by its rule and day. */
function nameOf({ act, subject, subjectName }: AuditEntry, texts: Texts): string | null {
  if (act !== 'cohort.decide') return subjectName
  const [, rule = '', day = ''] = subject.split('.')
  const words = (texts.trust.rules as Record<string, string>)[rule] ?? rule
  return rule === 'vouched' ? words : `${words}${DOT}${day}`
}

/** Who did what. */
export function AuditScreen({ consultation }: { consultation: string | null }) {
  const { client, texts, language } = useConsole()
  const [entries, setEntries] = useState<readonly AuditEntry[]>([])
  const [next, setNext] = useState<string | null>(null)
  const { problem, attempt } = useAttempt()

  const load = (before: string | null) =>
    attempt(async () => {
      const page = await client.audit(consultation, before)
      setEntries((known) => (before === null ? page.entries : [...known, ...page.entries]))
      setNext(page.next)
    })
  // Read again for another consultation only.
  useEffect(() => load(null), [consultation])

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
                  {nameOf(entry, texts) !== null && (
                    <>
                      {' '}
                      <span class="subject">
                        {entry.act === 'cohort.decide' ? (
                          nameOf(entry, texts)
                        ) : (
                          <Written text={nameOf(entry, texts) ?? ''} />
                        )}
                      </span>
                    </>
                  )}
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
        <button type="button" onClick={() => load(next)}>
          {texts.more}
        </button>
      )}
    </>
  )
}
