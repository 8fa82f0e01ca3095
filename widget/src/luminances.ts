/**
 * The relative luminances of colours, in any notation that the browser knows: the Y of their XYZ; undefined where it
 * cannot tell. All probes are in place before the first is read, since each reading may cost a style pass.
 */
export const luminances = (card: Element, colours: readonly string[]): (number | undefined)[] => {
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
