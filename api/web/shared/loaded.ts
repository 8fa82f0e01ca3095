import { useCallback, useEffect, useState } from 'preact/hooks'
import { RequestProblem } from './request.ts'

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
        if (!(error instanceof RequestProblem)) throw error
        if (isCurrent) setState((before) => ({ ...before, key, problem: error }))
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
