/** The relative luminance of any colour the browser knows: the Y of its XYZ; undefined where it cannot tell. */
const luminance = (probe: HTMLElement, colour: string): number | undefined => {
  probe.style.color = `color(from ${colour} xyz x y z)`
  const luminous = /xyz\S* \S+ (\S+)/.exec(getComputedStyle(probe).color)
  return luminous ? Number(luminous[1]) : undefined
}

// Each colour, what it must stand out from, by how much, and what takes its place when it does not.
const RULES = [
  ['text', 'surface', 4.5, '#000', '#fff'],
  ['accent', 'surface', 4.5, 'var(--default-accent)', 'var(--text)'],
  ['on-accent', 'accent', 4.5, '#fff', '#000'],
  ['agree', 'surface', 3, 'var(--text)'],
  ['disagree', 'surface', 3, 'var(--text)'],
  ['neutral', 'surface', 3, 'var(--text)'],
] as const

/** Puts readable colours in the place of a publisher's colours that could not be read. */
const ensureContrast = (card: HTMLElement, probe: HTMLElement): void => {
  for (const [name, against, least, ...substitutes] of RULES) {
    card.style.removeProperty(`--${name}`)
    const ground = luminance(probe, `var(--${against})`)
    const stands = (colour: string) => {
      const own = luminance(probe, colour)
      if (ground === undefined || own === undefined) return true
      return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05) >= least
    }
    if (stands(`var(--${name})`)) continue
    const substitute = substitutes.find(stands)
    if (substitute) card.style.setProperty(`--${name}`, substitute)
  }
}

/** Whether the first background behind the element that is not see-through is dark; no background is white. */
const isOnDark = (element: Element | null, probe: HTMLElement): boolean => {
  if (!element) return false
  const { backgroundColor } = getComputedStyle(element)
  if (/, 0(\.[0-4]\d*)?\)$/.test(backgroundColor)) return isOnDark(element.parentElement, probe)
  return (luminance(probe, backgroundColor) ?? 1) < 0.18
}

/**
 * Follows the page: its colour scheme where it declares one, else the background it is seen to have. A page
 * that declares nothing and is white stays white, whatever the reader's system prefers.
 */
export const applyTheme = (element: HTMLElement, card: HTMLElement, theme: string | undefined): void => {
  const probe = document.createElement('i')
  card.append(probe)
  const declared = getComputedStyle(element).colorScheme !== 'normal'
  const seen = declared ? 'inherit' : isOnDark(element, probe) ? 'dark' : 'light'
  card.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : seen
  ensureContrast(card, probe)
  probe.remove()
}
