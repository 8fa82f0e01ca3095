import { useEffect, useState } from 'preact/hooks'
import type { MachineTranslationState } from '../../../src/wire/index.ts'
import { ProblemNotice, useAttempt } from '../../shared/parts/problem.tsx'
import { useConsole } from '../context.ts'

const LOOK_AGAIN = 1000

interface MachineProps {
  slug: string
  into: string
  /** Name of the provider. */
  provider: string
  onFetched(): void
}

/** Has the provider translate what is missing, and says how far it is. */
export function Machine({ slug, into, provider, onFetched }: MachineProps) {
  const { client, texts } = useConsole()
  const words = texts.translations
  const { problem, attempt, isBusy } = useAttempt()
  const [state, setState] = useState<MachineTranslationState>()
  useEffect(() => {
    if (!state?.isRunning) return
    const timer = setTimeout(async () => {
      const now = await client.machineTranslations(slug).catch(() => undefined)
      setState(now ?? { ...state })
      if (now && !now.isRunning) onFetched()
    }, LOOK_AGAIN)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <div class="buttons">
      <button
        type="button"
        disabled={isBusy || state?.isRunning}
        onClick={() => attempt(async () => setState(await client.fetchTranslations(slug, into)))}
      >
        {words.fetch(provider)}
      </button>
      <ProblemNotice problem={problem} />
      <span role="status">
        {state?.problem ??
          (state && (state.isRunning ? words.fetching(state.done, state.total) : words.fetched(state.done)))}
      </span>
    </div>
  )
}
