import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Form } from './form.tsx'

interface DialogProps {
  title: ComponentChildren
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
  title: ComponentChildren
  explanation?: string
  confirm: string
  /** What it throws is shown in the dialog, which stays open. */
  onConfirm(): Promise<unknown>
  onClose(): void
}

/** Asks before something that is not easily taken back, and closes once it is done. */
export function Confirm({ title, explanation, confirm, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSend={() => onConfirm().then(onClose)} submit={confirm} onCancel={onClose}>
        {explanation && <p class="quiet">{explanation}</p>}
      </Form>
    </Dialog>
  )
}
