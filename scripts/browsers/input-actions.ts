import type { Key } from './browser.ts'

// Input as WebDriver and WebDriver BiDi both describe it.

const CODES: Record<Key, string> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Space: ' ',
  Escape: '\uE00C',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
}
const SHIFT = '\uE008'

const stroke = (value: string) => [
  { type: 'keyDown', value },
  { type: 'keyUp', value },
]

/** A click at a point of the viewport, in CSS pixels. */
export const clickAt = (x: number, y: number) => [
  {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', x, y, duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
]

/** A key pressed and released, with the shift key held where asked. */
export function pressOf(key: Key, withShift: boolean) {
  const strokes = stroke(CODES[key])
  const actions = withShift
    ? [{ type: 'keyDown', value: SHIFT }, ...strokes, { type: 'keyUp', value: SHIFT }]
    : strokes
  return [{ type: 'key', id: 'keyboard', actions }]
}

/** The strokes that write a text, one key for each character. */
export const typingOf = (text: string) => [
  { type: 'key', id: 'keyboard', actions: [...text].flatMap(stroke) },
]
