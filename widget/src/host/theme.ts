const MIDDLE = 0.4

/**
 * How light a computed colour looks, from 0 to 1, in whichever of CSS's notations the browser gives it; undefined if
 * it is see-through, or in a notation that is not known here.
 */
export const lightness = (colour: string): number | undefined => {
  const [, kind = '', space = '', parts = ''] = /^(\w+)\(([a-z][\w-]*)?(.*)\)/.exec(colour) ?? []
  const [first = 0, second = 0, third = 0, alpha = 1] = (parts.match(/[^\s,/]+/g) ?? []).map(
    (part) => Number.parseFloat(part) || 0,
  )
  if (alpha < 0.5) return
  const luma = 0.3 * first + 0.59 * second + 0.11 * third
  // The middle one of XYZ is the luminance.
  if (kind === 'color') return /^xyz/.test(space) ? second : luma
  // The lightness of OKLab is higher in the middle than that of Lab.
  const scale = /^ok/.test(kind) ? 0.8 : 0.01
  return /^rgb/.test(kind) ? luma / 255 : /^(ok)?l/.test(kind) ? first * scale : undefined
}

/** Whether the first background behind the element that is not see-through is dark; no background is white. */
const isOnDark = (element: Element | null): boolean =>
  !!element &&
  (lightness(getComputedStyle(element).backgroundColor) ?? (isOnDark(element.parentElement) ? 0 : 1)) < MIDDLE

/**
 * Follows the page: its colour scheme where it declares one, else the background it is seen to have. A white
 * page that declares nothing stays white, even if the reader's system prefers dark.
 */
export const themeOf = (element: HTMLElement, theme: string | undefined): 'light' | 'dark' => {
  if (theme === 'light' || theme === 'dark') return theme
  const { colorScheme = '' } = getComputedStyle(element)
  const isDark = !/dark|light/.test(colorScheme)
    ? isOnDark(element)
    : /dark/.test(colorScheme) &&
      (!/light/.test(colorScheme) || matchMedia('(prefers-color-scheme:dark)').matches)
  return isDark ? 'dark' : 'light'
}
