import type { ConsultationSession } from './consultation.ts'
import { observeView } from './view.ts'

/** Reports the view, and goes on when the network or the page comes back; what comes back ends that. */
export const followReader = (session: ConsultationSession): (() => void) => {
  const life = new AbortController()
  const seen = () => {
    session.send(({ visit }) => visit.report('view').catch(() => {}))
    session.emit('view')
  }
  const watch = () => observeView(session.surroundings.element, seen)
  let unwatch = watch()
  const flush = () => {
    const { device, state } = session
    if (state.screen === 'failed' && !state.final) session.start()
    else if (device.read()?.outbox.length) session.flush()
  }
  /** Shown again by the back-forward cache, the page begins another life: another view, of the same reader. */
  const comeBack = ({ persisted }: PageTransitionEvent) => {
    if (persisted) {
      session.send(({ visit }) => visit.renew())
      unwatch()
      unwatch = watch()
    }
    flush()
  }
  addEventListener('online', flush, life)
  addEventListener('pageshow', comeBack, life)
  return () => {
    life.abort()
    unwatch()
  }
}
