import { useState } from 'preact/hooks'
import { PHASES } from '../../src/wire/constants.ts'
import type { Phase, TeamConsultation, TeamConsultationAnswer } from '../../src/wire/index.ts'
import { Confirm } from '../shared/parts/dialog.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { RequestProblem } from '../shared/request.ts'
import { useConsole } from './context.ts'
import { PhaseDialog } from './phase-dialog.tsx'

interface PhaseControlProps {
  consultation: TeamConsultation
  onChanged(answer: TeamConsultationAnswer): void
}

/** The way of a consultation, where it stands on it, and the word that leads it on. */
export function PhaseControl({ consultation, onChanged }: PhaseControlProps) {
  const { client, texts } = useConsole()
  const [wanted, setWanted] = useState<Phase>()
  const [problem, setProblem] = useState<RequestProblem>()
  const at = PHASES.indexOf(consultation.phase)

  const [isSealing, setSealing] = useState(false)
  const { slug, revision } = consultation
  const isOver = at >= PHASES.indexOf('analysis')

  const change = async (request: () => Promise<TeamConsultationAnswer>) => {
    setSealing(false)
    setProblem(undefined)
    try {
      onChanged(await request())
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error
      setProblem(error)
    }
  }

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
      <ProblemNotice problem={problem} />
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
          question={texts.phase.sealAsk}
          explanation={texts.phase.sealExplain}
          confirm={texts.phase.seal}
          cancel={texts.cancel}
          onConfirm={() => void change(() => client.seal(slug, revision))}
          onClose={() => setSealing(false)}
        />
      )}
    </section>
  )
}
