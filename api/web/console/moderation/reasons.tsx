import { useState } from 'preact/hooks'
import { Dialog } from '../../shared/parts/dialog.tsx'
import { TextField } from '../../shared/parts/field.tsx'
import { textOf } from '../../shared/parts/form.tsx'
import { useConsole } from '../context.ts'
import { useDialogKeys } from './dialog-keys.ts'

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
