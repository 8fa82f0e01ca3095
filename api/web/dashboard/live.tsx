import { useEffect, useState } from 'preact/hooks'
import { LIVE } from './client.ts'
import type { LiveReaders } from './coming.ts'
import { useDashboard } from './context.ts'

type State = LiveReaders | 'waiting' | 'lost' | 'refused'

/** Who reads now, as the server tells it: the session's cookie lets the stream in. */
export function Live() {
  const { texts, client } = useDashboard()
  const [state, setState] = useState<State>('waiting')
  useEffect(() => {
    const source = new EventSource(LIVE)
    source.addEventListener('message', ({ data }) => setState(JSON.parse(data) as LiveReaders))
    source.addEventListener('error', () => {
      const isRefused = source.readyState === EventSource.CLOSED
      setState(isRefused ? 'refused' : 'lost')
      // The browser tries again by itself, unless it was refused: then the session may be over, and this tells.
      if (isRefused) client.checkSession().catch(() => undefined)
    })
    return () => source.close()
  }, [client])
  if (state === 'refused') return null
  if (state === 'waiting' || state === 'lost') return <p class="live quiet">{texts.live[state]}</p>
  return (
    <p class="live">
      <i class="pulse" aria-hidden="true" />
      <b>{texts.live.now(state.now)}</b>
      <span class="quiet"> · {texts.live.recent(state.lastHalfHour)}</span>
    </p>
  )
}
