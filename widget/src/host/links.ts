import type { Surroundings } from './element.ts'

/**
 * Completes the links of a card that was drawn: they leave any frame, and carry what a reader who follows them is counted
 * for. The payload cannot say it, being the same for all publishers.
 */
export const completeLinks = (box: Element, { option }: Surroundings): void => {
  for (const link of box.querySelectorAll('a')) {
    const query = new URLSearchParams(link.search)
    for (const name of ['publisher', 'channel'] as const) {
      const value = option(name)
      if (value) query.set(name, value)
    }
    link.search = `${query}`
    link.target = '_top'
  }
}
