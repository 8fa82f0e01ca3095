import type { Controller } from '../core/controller.ts'
import { afterPaint } from './after-paint.ts'
import { isDebugged } from './debug.ts'

/** The hash in the names of the chunks, compiled in by the build. */
declare const HASH: string

type DataLayer = typeof import('./data-layer.ts')

const EVENTS = ['ready', 'view', 'vote', 'unvote', 'qualify', 'propose', 'complete', 'error']

/**
 * Hands the element's events to the page's own measurement, if its attribute `analytics` asks for that, and tells its
 * webmaster why no votes are taken, if `debug` does; the code for it is loaded with the first one. What comes back ends that.
 */
export const followActs = (controller: Controller): (() => void) => {
  const { surroundings, state } = controller
  const { element, host, option } = surroundings
  const life = new AbortController()
  const told = new Set<string>()
  let layer: Promise<DataLayer> | undefined
  const tell = (event: Event) => {
    told.add(event.type)
    if (!option('analytics') && !isDebugged(option)) return
    layer ??= import(/* @vite-ignore */ `${host}/embed/layer.${HASH}.js`) as Promise<DataLayer>
    layer
      .then((loaded) => loaded.tell(controller, event))
      .catch(() => {
        layer = undefined
      })
  }
  for (const name of EVENTS) element.addEventListener(`unisson:${name}`, tell, life)
  // What came before this download: the first screen, and one vote at most, since the next needs it. Events wait for a paint.
  afterPaint(() => {
    const catchUp = (type: string, detail?: object) =>
      told.has(type) || life.signal.aborted || tell(new CustomEvent(type, { detail }))
    if (state.consultation) catchUp('unisson:ready')
    if (state.voted.length) catchUp('unisson:vote', { index: 1, total: state.sequence.length })
  })
  return () => life.abort()
}
