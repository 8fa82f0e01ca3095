import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { RequestProblem } from '../request.ts'
import { useWords } from '../words.ts'
import { ProblemNotice } from './problem.tsx'

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
  const [state, setState] = useState<'idle' | 'sending'>('idle')
  const [problem, setProblem] = useState<RequestProblem>()

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    setState('sending')
    setProblem(undefined)
    try {
      await onSend(new FormData(form), form)
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error
      setProblem(error)
    }
    setState('idle')
  }

  return (
    <form class="form" onSubmit={send}>
      {children}
      <ProblemNotice problem={problem} />
      <div class="buttons">
        <button type="submit" class="primary" disabled={state === 'sending'}>
          {submit}
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {texts.cancel}
          </button>
        )}
        <span role="status">{state === 'sending' && sending}</span>
      </div>
    </form>
  )
}

export const textOf = (data: FormData, name: string): string => String(data.get(name) ?? '')
export const numberOf = (data: FormData, name: string): number => Number(textOf(data, name).replace(',', '.'))
