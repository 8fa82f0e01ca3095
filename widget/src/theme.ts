type Colour = [red: number, green: number, blue: number]

/** Numbers between 0 and 1 of any colour the browser knows, as the probe computes it. */
const resolve = (probe: HTMLElement, colour: string): Colour | undefined => {
  probe.style.color = `color(from ${colour} srgb r g b)`
  const [, numbers] = /^color\(srgb ([^)/]*)/.exec(getComputedStyle(probe).color) ?? []
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = (numbers ?? '').trim().split(' ').map(Number)
  return red + green + blue >= 0 ? [red, green, blue] : undefined
}

const luminance = (colour: Colour) => {
  const [red = 0, green = 0, blue = 0] = colour.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: Colour, other: Colour) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

// Each colour, what it must stand out from, by how much, and what takes its place when it does not.
const RULES = [
  ['text', 'surface', 4.5, 'light-dark(#000, #fff)', 'light-dark(#fff, #000)'],
  ['accent', 'surface', 4.5, 'var(--default-accent)', 'var(--text)'],
  ['on-accent', 'accent', 4.5, '#fff', '#000'],
  ['agree', 'surface', 3, 'var(--text)'],
  ['disagree', 'surface', 3, 'var(--text)'],
  ['neutral', 'surface', 3, 'var(--text)'],
] as const

/** Puts readable colours in the place of a publisher's colours that could not be read. */
export const ensureContrast = (card: HTMLElement): void => {
  const probe = document.createElement('i')
  card.append(probe)
  for (const [name, against, least, ...substitutes] of RULES) {
    card.style.removeProperty(`--${name}`)
    const ground = resolve(probe, `var(--${against})`)
    const stands = (colour: string) => {
      const resolved = resolve(probe, colour)
      return !ground || !resolved || contrast(resolved, ground) >= least
    }
    if (stands(`var(--${name})`)) continue
    const substitute = substitutes.find(stands)
    if (substitute) card.style.setProperty(`--${name}`, substitute)
  }
  probe.remove()
}

/** The first background behind the element that is not see-through; a page without one is white. */
const isOnDark = (element: Element, probe: HTMLElement): boolean => {
  for (let node: Node | null = element; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null) {
    if (!(node instanceof Element)) continue
    const background = getComputedStyle(node).backgroundColor
    if (/^rgba\(.*, 0(\.[0-4]\d*)?\)$|^transparent$/.test(background)) continue
    const colour = resolve(probe, background)
    return !!colour && luminance(colour) < 0.18
  }
  return false
}

/**
 * Follows the page: its colour scheme where it declares one, else the background it is seen to have. A page
 * that declares nothing and is white stays white, whatever the reader's system prefers.
 */
export const applyTheme = (element: HTMLElement, card: HTMLElement, theme: string | undefined): void => {
  const chosen = theme === 'light' || theme === 'dark' ? theme : undefined
  const declared = getComputedStyle(element).colorScheme !== 'normal'
  const seen = () => (isOnDark(element, card) ? 'dark' : 'light')
  const scheme = chosen ?? (declared ? 'inherit' : seen())
  card.style.color = ''
  card.style.colorScheme = scheme
  ensureContrast(card)
}
