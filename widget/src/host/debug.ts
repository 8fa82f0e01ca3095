import type { Surroundings } from './element.ts'

/** True if the page asks to be told why something does not work. A script beside an element gives it no attributes. */
export const isDebugged = (option: Surroundings['option']): boolean =>
  (option('debug') ?? document.querySelector('script[data-debug][src*="/embed.js"]')) !== null
