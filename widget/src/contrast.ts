import { luminances } from './luminances.ts'

// Each colour, what it must stand out from, by how much, and what takes its place when it does not.
const RULES = [
  ['text', 'surface', 4.5, '#000', '#fff'],
  ['accent', 'surface', 4.5, 'var(--default-accent)', 'var(--text)'],
  ['on-accent', 'accent', 4.5, '#fff', '#000'],
  ['agree', 'surface', 3, 'var(--text)'],
  ['disagree', 'surface', 3, 'var(--text)'],
  ['neutral', 'surface', 3, 'var(--text)'],
] as const

const stands = (own: number | undefined, ground: number | undefined, least: number) =>
  own === undefined ||
  ground === undefined ||
  (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05) >= least

/** Puts readable colours in the place of a publisher's colours that could not be read. */
export const ensureContrast = (card: HTMLElement): void => {
  for (const [name, against, least, ...substitutes] of RULES) {
    card.style.removeProperty(`--${name}`)
    const candidates = [`var(--${name})`, ...substitutes]
    const [ground, ...shades] = luminances(card, [`var(--${against})`, ...candidates])
    const readable = shades.findIndex((shade) => stands(shade, ground, least))
    if (readable > 0) card.style.setProperty(`--${name}`, candidates[readable] ?? '')
  }
}
