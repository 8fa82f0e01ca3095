import { useLayoutEffect, useState } from 'preact/hooks'
import type { ModeratedProposal, TeamConsultation, TeamTheme } from '../../../src/wire/index.ts'
import { Dialog } from '../../shared/parts/dialog.tsx'
import { ChoiceField, TextField } from '../../shared/parts/field.tsx'
import { Form, textOf } from '../../shared/parts/form.tsx'
import { useWritten } from '../../shared/parts/written.tsx'
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
          isWritten={proposal.language ?? true}
          isRequired
          isLong
          maxLength={consultation.proposalMaxLength * 2}
        />
      </Form>
    </Dialog>
  )
}

interface ThemingProps {
  theme: string | null
  themes: readonly TeamTheme[]
  onTheme(theme: string | null): Promise<void>
  onClose(): void
}

/** Puts the proposal that is being read into another theme. */
export function Theming({ theme, themes, onTheme, onClose }: ThemingProps) {
  const { texts } = useConsole()
  const { lang } = useWritten()
  const options = themes.map(({ id, name }) => [id, name, lang] as const)
  return (
    <Dialog title={texts.themes.moveTo} onClose={onClose}>
      <Form
        onSend={(data) => onTheme(textOf(data, 'theme') || null).then(onClose)}
        submit={texts.themes.move}
        onCancel={onClose}
      >
        <ChoiceField
          label={texts.themes.theme}
          name="theme"
          value={theme ?? ''}
          options={[['', texts.themes.none], ...options]}
        />
      </Form>
    </Dialog>
  )
}

/** Digits pick a reason, as long as nobody is writing another. */
function useDialogKeys(
  reasons: readonly string[],
  isWriting: boolean,
  onReason: (reason: string) => void,
): void {
  useLayoutEffect(() => {
    if (isWriting) return
    const press = (event: KeyboardEvent) => {
      const reason = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined
      if (reason !== undefined) onReason(reason)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [reasons, isWriting, onReason])
}

interface ReasonsProps {
  onReason(reason: string): void
  onClose(): void
}

/** Asks why a proposal is refused: a digit picks a usual reason, or one writes another. */
export function Reasons({ onReason, onClose }: ReasonsProps) {
  const { texts } = useConsole()
  const { moderation } = texts
  const [isOther, setOther] = useState(false)
  useDialogKeys(moderation.reasons, isOther, onReason)

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    onReason(textOf(new FormData(event.currentTarget as HTMLFormElement), 'reason').trim())
  }

  return (
    <Dialog title={moderation.reasonTitle} onClose={onClose}>
      <ul class="reasons">
        {moderation.reasons.map((reason, index) => (
          <li key={reason}>
            <button type="button" onClick={() => onReason(reason)}>
              <kbd>{index + 1}</kbd> {reason}
            </button>
          </li>
        ))}
      </ul>
      <form class="form" onSubmit={send} onFocusIn={() => setOther(true)} onFocusOut={() => setOther(false)}>
        <TextField label={moderation.otherReason} name="reason" isRequired maxLength={300} />
        <div class="buttons">
          <button type="submit" class="primary">
            {moderation.refuse}
          </button>
          <button type="button" onClick={onClose}>
            {texts.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
