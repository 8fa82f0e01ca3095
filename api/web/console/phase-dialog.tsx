import type { Phase, PhaseWord, TeamConsultation } from '../../src/wire/index.ts'
import { asField, fromField } from '../shared/dates.ts'
import { Dialog } from '../shared/parts/dialog.tsx'
import { TextField } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import { useConsole } from './context.ts'

type Dates = Pick<PhaseWord, 'opensAt' | 'closesAt'>

interface PhaseDialogProps {
  consultation: TeamConsultation
  phase: Phase
  onBegin(dates: Dates): Promise<void>
  onClose(): void
}

/** Dates that the phase cannot begin without, because those that are set have passed. */
function missingDates({ opensAt, closesAt }: TeamConsultation, phase: Phase, now: number): (keyof Dates)[] {
  const hasPassed = (instant: string) => Date.parse(instant) <= now
  if (phase === 'upcoming' && hasPassed(opensAt)) return ['opensAt', 'closesAt']
  const takesVotes = phase === 'open' || phase === 'vote-only'
  return takesVotes && hasPassed(closesAt) ? ['closesAt'] : []
}

/** Asks before a phase begins, and for the dates that it needs. */
export function PhaseDialog({ consultation, phase, onBegin, onClose }: PhaseDialogProps) {
  const { texts } = useConsole()
  const missing = missingDates(consultation, phase, Date.now())
  const labels = { opensAt: texts.phase.newOpening, closesAt: texts.phase.newEnd }
  const begin = async (form: FormData) => {
    const given = missing.map((name) => [name, fromField(textOf(form, name))] as const)
    await onBegin(Object.fromEntries(given.filter(([, date]) => date !== null)))
    onClose()
  }
  return (
    <Dialog title={texts.phase.ask(texts.phases[phase])} onClose={onClose}>
      <p class="quiet">{texts.phase.explain}</p>
      <Form onSend={begin} submit={texts.phase.begin} onCancel={onClose}>
        {missing.length > 0 && <p>{texts.phase.newDateHint}</p>}
        {missing.map((name) => (
          <TextField
            key={name}
            label={labels[name]}
            name={name}
            type="datetime-local"
            min={asField(new Date().toISOString())}
            isRequired
          />
        ))}
      </Form>
    </Dialog>
  )
}
