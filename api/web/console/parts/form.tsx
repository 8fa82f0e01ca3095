import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { RequestProblem } from '../../shared/request.ts'
import { useConsole } from '../context.ts'
import { ProblemNotice } from './problem.tsx'

interface FormProps {
  /** Sends what the fields hold. What it throws is shown; when it is kept, the form says so. */
  onSend(data: FormData, form: HTMLFormElement): Promise<void>
  submit: string
  /** Said while it is under way, where that may take a while. */
  sending?: string
  /** Said when it went well; nothing is said without it. */
  success?: string
  onCancel?: (() => void) | undefined
  children: ComponentChildren
}

/** A form that cannot be sent twice, and that says what became of it. */
export function Form({ onSend, submit, sending, success, onCancel, children }: FormProps) {
  const { texts } = useConsole()
  const [state, setState] = useState<'idle' | 'sending' | 'sent'>('idle')
  const [problem, setProblem] = useState<RequestProblem>()

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    setState('sending')
    setProblem(undefined)
    try {
      await onSend(new FormData(form), form)
      setState('sent')
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error
      setProblem(error)
      setState('idle')
    }
  }

  return (
    <form class="form" onSubmit={send} onInput={() => setState('idle')}>
      {children}
      <ProblemNotice problem={problem} texts={texts} />
      <div class="buttons">
        <button type="submit" class="primary" disabled={state === 'sending'}>
          {submit}
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {texts.cancel}
          </button>
        )}
        <span role="status">
          {state === 'sent' && success}
          {state === 'sending' && sending}
        </span>
      </div>
    </form>
  )
}

export const textOf = (data: FormData, name: string): string => String(data.get(name) ?? '')
export const numberOf = (data: FormData, name: string): number => Number(textOf(data, name).replace(',', '.'))
