// The Media Rating Council's viewable impression: half of the pixels, or 30 % of a large area, for one second.
const LARGE = 242_500
const DURATION = 1000
const STEPS = 20

const isViewable = ({
  intersectionRatio,
  boundingClientRect,
  intersectionRect,
}: IntersectionObserverEntry) => {
  const { width, height } = boundingClientRect
  const enough = width * height > LARGE ? 0.3 : 0.5
  // On a small phone half of the screen is as much as can be asked.
  return width > 0 && (intersectionRatio >= enough || intersectionRect.height >= innerHeight / 2)
}

/** Calls back once the element was really seen: long enough, without a break, in a visible document. */
export const observeView = (element: Element, seen: () => void): (() => void) => {
  let viewable = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const check = () => {
    if (!viewable || document.hidden) {
      clearTimeout(timer)
      timer = undefined
    } else timer ??= setTimeout(finish, DURATION)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      const latest = entries.at(-1)
      viewable = !!latest && isViewable(latest)
      check()
    },
    { threshold: [...Array(STEPS + 1).keys()].map((step) => step / STEPS) },
  )
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('visibilitychange', check)
  }
  const finish = () => {
    stop()
    seen()
  }
  document.addEventListener('visibilitychange', check)
  observer.observe(element)
  return stop
}

/** Settles at once, or when a page that is prerendered is really shown: until then it counts nothing. */
export const activation = async (): Promise<void> => {
  if ((document as { prerendering?: boolean }).prerendering) {
    await new Promise((shown) => document.addEventListener('prerenderingchange', shown))
  }
}
