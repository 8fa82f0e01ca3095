import type { BrowserPage } from '../../../scripts/browsers/browser.ts'

// Only Chromium reports layout shifts. What they are made of can be measured everywhere: on each frame, how high the
// widget is, and where what follows it stands.

declare global {
  interface Document {
    stillness: { heights: number[]; places: number[]; frames: number }
  }
}

/** To be run before the page's own scripts: watches from the first frame that has the widget and what follows it. */
export const WATCH_STILLNESS = `
  const stillness = { heights: [], places: [], frames: 0 }
  Object.defineProperty(document, 'stillness', { value: stillness })
  const note = (values, value) => { if (!values.includes(value)) values.push(value) }
  const after = (element) => {
    let next = element.nextElementSibling
    while (next && !next.getClientRects().length) next = next.nextElementSibling
    return next ?? (element.parentElement ? after(element.parentElement) : null)
  }
  const look = () => {
    const element = document.querySelector('unisson-consultation')
    const next = element && document.readyState !== 'loading' && after(element)
    if (next) {
      stillness.frames++
      note(stillness.heights, element.getBoundingClientRect().height)
      note(stillness.places, next.getBoundingClientRect().top + scrollY)
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
`

const spread = (values: number[]): number => Math.max(...values) - Math.min(...values)

export interface Stillness {
  frames: number
  /** Layout shift of what follows the widget, as browsers reckon it: the share of the viewport that moved, times how far. */
  shift: number
  /** CSS pixels between the lowest and the highest that the widget was. */
  growth: number
}

/** What was seen since the page began, this frame and the next included. */
export async function stillnessOf(page: BrowserPage): Promise<Stillness> {
  const { frames, heights, places, height } = await page.run(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return { ...document.stillness, height: innerHeight }
  })
  // At the worst all of the viewport lies below the widget.
  return { frames, shift: spread(places) / height, growth: spread(heights) }
}
