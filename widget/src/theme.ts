const DARK = 100

/** Whether the first background behind the element that is not see-through is dark; no background is white. */
const isOnDark = (element: Element | null): boolean => {
  if (!element) return false
  const [red = 255, green = 255, blue = 255, alpha = 1] =
    /^rgba?\((.*)\)/.exec(getComputedStyle(element).backgroundColor)?.[1]?.split(',').map(Number) ?? []
  return alpha < 0.5 ? isOnDark(element.parentElement) : 0.3 * red + 0.59 * green + 0.11 * blue < DARK
}

/**
 * Follows the page: its colour scheme where it declares one, else the background it is seen to have. A page
 * that declares nothing and is white stays white, whatever the reader's system prefers.
 */
export const applyTheme = (element: HTMLElement, card: HTMLElement, theme: string | undefined): void => {
  const declared = getComputedStyle(element).colorScheme !== 'normal'
  const seen = declared ? 'inherit' : isOnDark(element) ? 'dark' : 'light'
  card.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : seen
}
