import { useEffect, useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { LiveMessage } from '../../src/wire/index.ts'
import { LIVE } from './client.ts'
import { useDashboard } from './context.ts'

type State = LiveMessage | 'waiting' | 'lost'

/** The server ends each stream after a while and lets the browser reconnect; only a longer silence is an interruption. */
const SILENCE_MILLISECONDS = 5000

/** Who reads now, as the server tells it: the session's cookie lets the stream in. */
export function Live() {
  const { texts, client } = useDashboard()
  const [state, setState] = useState<State>('waiting')
  useEffect(() => {
    const source = new EventSource(LIVE)
    let silence: number | undefined
    source.addEventListener('message', ({ data }) => {
      clearTimeout(silence)
      silence = undefined
      setState(JSON.parse(data) as LiveMessage)
    })
    source.addEventListener('error', () => {
      silence ??= window.setTimeout(() => setState('lost'), SILENCE_MILLISECONDS)
      // Refused: the session may be over, and this tells.
      if (source.readyState === EventSource.CLOSED) client.checkSession().catch(() => undefined)
    })
    return () => {
      clearTimeout(silence)
      source.close()
    }
  }, [client])
  if (state === 'waiting' || state === 'lost') return <p class="live quiet">{texts.live[state]}</p>
  return (
    <p class="live">
      <i class="pulse" aria-hidden="true" />
      <b>{texts.live.now(state.now)}</b>
      <span class="quiet">
        {DOT}
        {texts.live.recent(state.lastHalfHour)}
      </span>
    </p>
  )
}
