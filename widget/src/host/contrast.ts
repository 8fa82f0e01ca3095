// Each colour, what it must stand out from, by how much, and what takes its place when it does not.
const RULES = [
  ['text', 'surface', 4.5, '#000', '#fff'],
  ['accent', 'surface', 4.5, 'var(--default-accent)', 'var(--text)'],
  ['on-accent', 'accent', 4.5, '#fff', '#000'],
  ['agree', 'surface', 3, 'var(--text)'],
  ['disagree', 'surface', 3, 'var(--text)'],
  ['neutral', 'surface', 3, 'var(--text)'],
] as const

/**
 * The relative luminances of colours, in any notation that the browser knows: the Y of their XYZ; undefined where it
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

const stands = (own: number | undefined, ground: number | undefined, least: number) =>
  own === undefined ||
  ground === undefined ||
  (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05) >= least

/** True if every colour stands out already, as it nearly always does: that is found out in a single style pass. */
const isReadable = (card: HTMLElement): boolean => {
  const names: string[] = [...new Set(RULES.flatMap(([name, against]) => [name, against]))]
  const shades = luminances(
    card,
    names.map((name) => `var(--${name})`),
  )
  const shadeOf = (name: string) => shades[names.indexOf(name)]
  return RULES.every(([name, against, least]) => stands(shadeOf(name), shadeOf(against), least))
}

/** Puts readable colours in the place of a publisher's colours that could not be read. */
export const ensureContrast = (card: HTMLElement): void => {
  for (const [name] of RULES) card.style.removeProperty(`--${name}`)
  if (isReadable(card)) return
  for (const [name, against, least, ...substitutes] of RULES) {
    const candidates = [`var(--${name})`, ...substitutes]
    const [ground, ...shades] = luminances(card, [`var(--${against})`, ...candidates])
    const readable = shades.findIndex((shade) => stands(shade, ground, least))
    if (readable > 0) card.style.setProperty(`--${name}`, candidates[readable] ?? '')
  }
}
