import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { useWords } from './language.ts'
import { ProblemNotice } from './parts/problem.tsx'
import { asProblem, type RequestProblem } from './request.ts'

export interface Loaded<Data> {
  data: Data | undefined
  problem: RequestProblem | undefined
  /** Asks again; what is there stays until the answer is. */
  reload(): void
  /** Puts what another answer has just told. */
  put(data: Data): void
}

/** What a request answers, asked again whenever `key` changes. */
export function useLoaded<Data>(key: string, load: () => Promise<Data>): Loaded<Data> {
  const [state, setState] = useState<{ key: string; data?: Data; problem?: RequestProblem }>({ key })
  const [turn, setTurn] = useState(0)
  // A new key or a new turn loads again.
  useEffect(() => {
    let isCurrent = true
    load().then(
      (data) => isCurrent && setState({ key, data }),
      (error: unknown) => {
        const problem = asProblem(error)
        if (isCurrent) setState((before) => ({ ...before, key, problem }))
      },
    )
    return () => {
      isCurrent = false
    }
  }, [key, turn])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  const put = useCallback((data: Data) => setState({ key, data }), [key])
  const isOwn = state.key === key
  return { data: isOwn ? state.data : undefined, problem: isOwn ? state.problem : undefined, reload, put }
}

interface Steady<Data> extends Loaded<Data> {
  /** What is shown belongs to the request before; the answer to this one is on its way. */
  isBehind: boolean
}

/** As useLoaded; but what was there stays until the next answer is, so that nothing jumps while somebody chooses. */
export function useSteady<Data>(key: string, load: () => Promise<Data>): Steady<Data> {
  const loaded = useLoaded(key, load)
  const last = useRef<Data | undefined>(undefined)
  if (loaded.data !== undefined) last.current = loaded.data
  const isBehind = loaded.data === undefined && !loaded.problem
  return { ...loaded, data: loaded.problem ? undefined : last.current, isBehind }
}

/** Calls again and again, while somebody looks; null: not at all. */
export function useRefresh(refresh: () => void, milliseconds: number | null): void {
  useEffect(() => {
    if (milliseconds === null) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh()
    }, milliseconds)
    return () => clearInterval(timer)
  }, [refresh, milliseconds])
}

interface WhenLoadedProps<Data> {
  loaded: Loaded<Data>
  children(data: Data): ComponentChildren
}

/** What was loaded, or why it was not, or that it is on its way. */
export function WhenLoaded<Data>({ loaded: { data, problem, reload }, children }: WhenLoadedProps<Data>) {
  const texts = useWords()
  return (
    <>
      <ProblemNotice problem={problem} onAgain={reload} />
      {data !== undefined && children(data)}
      {data === undefined && !problem && (
        <p class="quiet" aria-live="polite">
          {texts.loading}
        </p>
      )}
    </>
  )
}
