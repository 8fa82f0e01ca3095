import type { ComponentChildren } from 'preact'
import { useWords } from '../language.ts'
import { ProblemNotice, useAttempt } from './problem.tsx'

interface FormProps {
  /** Sends what the fields hold. What it throws is shown. */
  onSend(data: FormData, form: HTMLFormElement): Promise<void>
  submit: string
  /** Said while it is under way, where that may take a while. */
  sending?: string
  onCancel?: (() => void) | undefined
  children: ComponentChildren
}

/** A form that cannot be sent twice, and that says what went wrong. */
export function Form({ onSend, submit, sending, onCancel, children }: FormProps) {
  const texts = useWords()
  const { problem, attempt, isBusy } = useAttempt()
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    attempt(() => onSend(new FormData(form), form))
  }

  return (
    <form class="form" onSubmit={send}>
      {children}
      <ProblemNotice problem={problem} />
      <div class="buttons">
        <button type="submit" class="primary" disabled={isBusy}>
          {submit}
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {texts.cancel}
          </button>
        )}
        <span role="status">{isBusy && sending}</span>
      </div>
    </form>
  )
}

/** Text of a field, empty if the form has none of that name. */
export const textOf = (data: FormData, name: string): string => String(data.get(name) ?? '')

/** A field's number, with a decimal point or comma; 0 if it is empty, NaN if it is no number. */
export const numberOf = (data: FormData, name: string): number => Number(textOf(data, name).replace(',', '.'))
