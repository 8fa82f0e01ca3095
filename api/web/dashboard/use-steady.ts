import { useEffect, useRef } from 'preact/hooks'
import { type Loaded, useLoaded } from '../shared/loaded.ts'

export interface Steady<Data> extends Loaded<Data> {
  /** What is shown belongs to the question before; the answer to this one is on its way. */
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

const REFRESH_MILLISECONDS = 60_000

/** Calls again and again, while somebody looks. */
export function useRefresh(refresh: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh()
    }, REFRESH_MILLISECONDS)
    return () => clearInterval(timer)
  }, [refresh])
}
