import { observeView } from '../host/viewability.ts'
import { tellFollowed } from './action-news.ts'
import type { Controller } from './controller.ts'

/** Reports the view, and goes on when the network or the page comes back; what comes back ends that. */
export const followReader = (controller: Controller): (() => void) => {
  const life = new AbortController()
  const seen = () => {
    controller.send(({ session }) => session.report('view').catch(() => {}))
    controller.emit('view')
  }
  const watch = () => observeView(controller.surroundings.element, seen)
  let unwatch = watch()
  tellFollowed(controller)
  const flush = () => {
    const { device, state } = controller
    if (state.screen === 'failed' && !state.final) controller.start()
    else if (device.read()?.outbox.length) controller.flush()
  }
  /** Shown again by the back-forward cache, the page begins another life: another view, of the same reader. */
  const comeBack = ({ persisted }: PageTransitionEvent) => {
    if (persisted) {
      controller.send(({ session }) => session.renew())
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
