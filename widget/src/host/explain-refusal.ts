import type { Controller } from '../core/controller.ts'
import { isDebugged } from './debug.ts'

/** What a webmaster is told in the developer tools where the page's origin was refused, and `debug` asks for it. */
export const explainRefusal = (
  { state, surroundings }: Pick<Controller, 'state' | 'surroundings'>,
  { type }: Event,
): void => {
  if (
    type !== 'unisson:error' ||
    state.failure?.refused !== 'foreign-origin' ||
    !isDebugged(surroundings.option)
  )
    return
  // biome-ignore lint/suspicious/noConsole: the page asked for it with `debug`.
  console.warn(
    `unisson: no votes are taken from ${self.origin}. It is not an origin of the publisher ${surroundings.option('publisher')}. Add it in the console of ${surroundings.host}: “Publishers”, this publisher, “Origins of its pages”.`,
  )
}
