import { useEffect, useState } from 'preact/hooks'
import type { Period } from '../../src/wire/index.ts'
import { Field } from '../shared/parts/field.tsx'
import { textOf } from '../shared/parts/form.tsx'
import { useDashboard } from './context.ts'
import { PERIODS, type View } from './view.ts'

interface ControlsProps {
  view: View
  onView(view: View): void
}

const CUSTOM = 'custom'

/** Days from … to …, both included, as the publisher's calendar has them. */
function RangeFields({ view, onView }: ControlsProps) {
  const { texts, session } = useDashboard()
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: session.publisher.timeZone }).format(Date.now())
  const { from, to } = typeof view.period === 'object' ? view.period : { from: today, to: today }
  const [first, setFirst] = useState(from)
  useEffect(() => setFirst(from), [from])
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    onView({ ...view, period: { from: textOf(data, 'from'), to: textOf(data, 'to') } })
  }
  return (
    <form class="range" onSubmit={send}>
      <Field label={texts.controls.from}>
        {(ids) => (
          <input
            {...ids}
            type="date"
            name="from"
            required
            max={today}
            value={first}
            onInput={({ currentTarget }) => setFirst(currentTarget.value)}
          />
        )}
      </Field>
      <Field label={texts.controls.to}>
        {(ids) => <input {...ids} type="date" name="to" required min={first} max={today} defaultValue={to} />}
      </Field>
      <button type="submit">{texts.controls.show}</button>
    </form>
  )
}

function ConsultationFilter({ view, onView }: ControlsProps) {
  const { texts, session } = useDashboard()
  if (session.consultations.length < 2 && view.consultation === null) return null
  return (
    <Field label={texts.controls.consultation}>
      {(ids) => (
        <select
          {...ids}
          value={view.consultation ?? ''}
          onChange={({ currentTarget }) => onView({ ...view, consultation: currentTarget.value || null })}
        >
          <option value="">{texts.controls.all}</option>
          {session.consultations.map(({ slug, question }) => (
            <option key={slug} value={slug}>
              {question}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** What time is looked at, what it is held against, and which consultation. */
export function Controls({ view, onView }: ControlsProps) {
  const { texts } = useDashboard()
  const isRange = typeof view.period === 'object'
  const [isAsking, setAsking] = useState(isRange)
  useEffect(() => setAsking(isRange), [isRange])
  const choosePeriod = (period: string) => {
    setAsking(period === CUSTOM)
    if (period !== CUSTOM) onView({ ...view, period: period as Period })
  }
  return (
    <div class="view-controls">
      <Field label={texts.controls.period}>
        {(ids) => (
          <select
            {...ids}
            value={isAsking ? CUSTOM : (view.period as Period)}
            onChange={({ currentTarget }) => choosePeriod(currentTarget.value)}
          >
            {PERIODS.map((period) => (
              <option key={period} value={period}>
                {texts.periods[period]}
              </option>
            ))}
            <option value={CUSTOM}>{texts.controls.custom}</option>
          </select>
        )}
      </Field>
      {isAsking && <RangeFields view={view} onView={onView} />}
      <Field label={texts.controls.compare}>
        {(ids) => (
          <select
            {...ids}
            value={view.compare ?? 'none'}
            onChange={({ currentTarget: { value } }) =>
              onView({ ...view, compare: value === 'none' ? null : (value as 'previous' | 'year') })
            }
          >
            {(['previous', 'year', 'none'] as const).map((compare) => (
              <option key={compare} value={compare}>
                {texts.compares[compare]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <ConsultationFilter view={view} onView={onView} />
      <button type="button" onClick={() => print()}>
        {texts.controls.print}
      </button>
    </div>
  )
}
