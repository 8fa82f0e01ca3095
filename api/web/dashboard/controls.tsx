import { useEffect, useState } from 'preact/hooks'
import type { Period } from '../../src/wire/index.ts'
import { Field, SelectField } from '../shared/parts/field.tsx'
import { textOf } from '../shared/parts/form.tsx'
import { useDashboard } from './context.ts'
import { PERIODS, type View } from './view.ts'

interface ControlsProps {
  view: View
  onView(view: View): void
}

const CUSTOM = 'custom'
const COMPARES = ['previous', 'year', 'none'] as const

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
    <SelectField
      label={texts.controls.consultation}
      value={view.consultation ?? ''}
      options={[
        ['', texts.controls.all],
        ...session.consultations.map(({ slug, question, language }) => [slug, question, language] as const),
      ]}
      onChange={(slug) => onView({ ...view, consultation: slug || null })}
    />
  )
}

/** What time is looked at, what it is held against, and which consultation. */
export function Controls({ view, onView }: ControlsProps) {
  const { texts } = useDashboard()
  const isRange = typeof view.period === 'object'
  const [isAsking, setAsking] = useState(isRange)
  useEffect(() => setAsking(isRange), [isRange])
  const choosePeriod = (period: Period | typeof CUSTOM) => {
    setAsking(period === CUSTOM)
    if (period !== CUSTOM) onView({ ...view, period })
  }
  return (
    <div class="view-controls">
      <SelectField
        label={texts.controls.period}
        value={typeof view.period === 'object' || isAsking ? CUSTOM : view.period}
        options={[
          ...PERIODS.map((period) => [period, texts.periods[period]] as const),
          [CUSTOM, texts.controls.custom],
        ]}
        onChange={choosePeriod}
      />
      {isAsking && <RangeFields view={view} onView={onView} />}
      <SelectField
        label={texts.controls.compare}
        value={view.compare ?? 'none'}
        options={COMPARES.map((compare) => [compare, texts.compares[compare]])}
        onChange={(compare) => onView({ ...view, compare: compare === 'none' ? null : compare })}
      />
      <ConsultationFilter view={view} onView={onView} />
      <button type="button" onClick={() => print()}>
        {texts.controls.print}
      </button>
    </div>
  )
}
