import { useState } from 'preact/hooks'
import { PHASES } from '../../src/wire/constants.ts'
import type { Phase, PhaseWord, TeamConsultation, TeamConsultationAnswer } from '../../src/wire/index.ts'
import { asField, fromField } from '../shared/dates.ts'
import { Confirm, Dialog } from '../shared/parts/dialog.tsx'
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
function PhaseDialog({ consultation, phase, onBegin, onClose }: PhaseDialogProps) {
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

interface PhaseControlProps {
  consultation: TeamConsultation
  onChanged(answer: TeamConsultationAnswer): void
}

/** The way of a consultation, where it stands on it, and the word that leads it on. */
export function PhaseControl({ consultation, onChanged }: PhaseControlProps) {
  const { client, texts } = useConsole()
  const [wanted, setWanted] = useState<Phase>()
  const at = PHASES.indexOf(consultation.phase)

  const [isSealing, setSealing] = useState(false)
  const { slug, revision } = consultation
  const isOver = at >= PHASES.indexOf('analysis')

  return (
    <section class="phase-control" aria-labelledby="phase-title">
      <h2 id="phase-title">{texts.phase.title}</h2>
      <ol>
        {PHASES.map((phase, index) => (
          <li key={phase} class={index < at ? 'past' : ''}>
            <button
              type="button"
              disabled={index === at}
              aria-current={index === at ? 'step' : undefined}
              onClick={() => setWanted(phase)}
            >
              {texts.phases[phase]}
            </button>
          </li>
        ))}
      </ol>
      {wanted && (
        <PhaseDialog
          consultation={consultation}
          phase={wanted}
          onBegin={async (dates) =>
            onChanged(await client.beginPhase(slug, { phase: wanted, ...dates, revision }))
          }
          onClose={() => setWanted(undefined)}
        />
      )}
      {consultation.isSealed && <p class="quiet">{texts.phase.sealed}</p>}
      {isOver && !consultation.isSealed && (
        <div class="buttons">
          <button type="button" onClick={() => setSealing(true)}>
            {texts.phase.seal}
          </button>
        </div>
      )}
      {isSealing && (
        <Confirm
          title={texts.phase.sealAsk}
          explanation={texts.phase.sealExplain}
          confirm={texts.phase.seal}
          onConfirm={() => client.seal(slug, revision).then(onChanged)}
          onClose={() => setSealing(false)}
        />
      )}
    </section>
  )
}
