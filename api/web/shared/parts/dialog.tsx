import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { useWords } from '../language.ts'

interface DialogProps {
  title: string
  onClose(): void
  children: ComponentChildren
}

/** A modal dialog, open for as long as it is rendered; Escape closes it, and focus goes back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Before the next key press, so that typing ahead reaches the dialog.
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog ref={element} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}

interface ConfirmProps {
  question: string
  explanation?: string
  confirm: string
  onConfirm(): void
  onClose(): void
}

/** Asks before something that is not easily taken back. */
export function Confirm({ question, explanation, confirm, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog title={question} onClose={onClose}>
      {explanation && <p class="quiet">{explanation}</p>}
      <div class="buttons">
        <button type="button" class="primary" onClick={onConfirm}>
          {confirm}
        </button>
        <button type="button" onClick={onClose}>
          {useWords().cancel}
        </button>
      </div>
    </Dialog>
  )
}
