/**
 * The relative luminances of colours, whatever the browser knows as one: the Y of their XYZ; undefined where it
 * cannot tell. All probes are in place before the first is read, since each reading may cost a style pass.
 */
const luminances = (card: Element, colours: readonly string[]): (number | undefined)[] => {
  const probes = colours.map((colour) => {
    const probe = document.createElement('i')
    probe.style.color = `color(from ${colour} xyz x y z)`
    return probe
  })
  card.append(...probes)
  const result = probes.map((probe) => {
    const luminous = /xyz\S* \S+ (\S+)/.exec(getComputedStyle(probe).color)
    return luminous ? Number(luminous[1]) : undefined
  })
  for (const probe of probes) probe.remove()
  return result
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

const stands = (own: number | undefined, ground: number | undefined, least: number) =>
  own === undefined ||
  ground === undefined ||
  (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05) >= least

/** Puts readable colours in the place of a publisher's colours that could not be read. */
const ensureContrast = (card: HTMLElement): void => {
  for (const [name] of RULES) card.style.removeProperty(`--${name}`)
  const measured = luminances(
    card,
    RULES.flatMap(([name, against]) => [`var(--${name})`, `var(--${against})`]),
  )
  let changed = false
  RULES.forEach(([name, against, least, ...substitutes], index) => {
    let [own, ground] = measured.slice(2 * index)
    // What was put in place for one colour may be the ground of the next.
    if (changed) [own, ground] = luminances(card, [`var(--${name})`, `var(--${against})`])
    if (stands(own, ground, least)) return
    const shades = luminances(card, substitutes)
    const substitute = substitutes.find((_colour, place) => stands(shades[place], ground, least))
    if (substitute) card.style.setProperty(`--${name}`, substitute)
    changed = true
  })
}

/** Whether the first background behind the element that is not see-through is dark; no background is white. */
const isOnDark = (element: Element | null, card: Element): boolean => {
  if (!element) return false
  const { backgroundColor } = getComputedStyle(element)
  if (/, 0(\.[0-4]\d*)?\)$/.test(backgroundColor)) return isOnDark(element.parentElement, card)
  return (luminances(card, [backgroundColor])[0] ?? 1) < 0.18
}

/**
 * Follows the page: its colour scheme where it declares one, else the background it is seen to have. A page
 * that declares nothing and is white stays white, whatever the reader's system prefers.
 */
export const applyTheme = (element: HTMLElement, card: HTMLElement, theme: string | undefined): void => {
  const declared = getComputedStyle(element).colorScheme !== 'normal'
  const seen = declared ? 'inherit' : isOnDark(element, card) ? 'dark' : 'light'
  card.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : seen
  ensureContrast(card)
}
