import type { ModeratedProposal, TeamConsultation } from '../../../src/wire/index.ts'
import { Dialog } from '../../shared/parts/dialog.tsx'
import { TextField } from '../../shared/parts/field.tsx'
import { Form, textOf } from '../../shared/parts/form.tsx'
import { useConsole } from '../context.ts'

interface CorrectionProps {
  proposal: ModeratedProposal
  consultation: TeamConsultation
  onCorrect(text: string): Promise<void>
  onClose(): void
}

/** Puts an obvious mistake right. */
export function Correction({ proposal, consultation, onCorrect, onClose }: CorrectionProps) {
  const { moderation, save } = useConsole().texts
  return (
    <Dialog title={moderation.correctTitle} onClose={onClose}>
      <Form onSend={(data) => onCorrect(textOf(data, 'text')).then(onClose)} submit={save} onCancel={onClose}>
        <TextField
          label={moderation.edit}
          hint={moderation.correctHint}
          name="text"
          value={proposal.text}
          isRequired
          isLong
          maxLength={consultation.proposalMaxLength * 2}
        />
      </Form>
    </Dialog>
  )
}
