import { type Attribute, IDENTITY } from './element.ts'
import { Observer } from './mutations.ts'
import { themeOf } from './theme.ts'

/** The publisher's own colours and shapes, as the style sheet names them. */
const PROPERTIES = ['accent', 'on-accent', 'text', 'surface', 'line', 'agree', 'disagree', 'neutral'].map(
  (name) => `--unisson-${name}`,
)

/** An element whose looks follow its page. */
export interface PageElement {
  element: HTMLElement & { restart?: () => void }
  /** Value of an attribute, or of the site-wide default in the page's meta element. */
  option(name: Attribute): string | undefined
}

interface Follower {
  page: PageElement
  dress(): void
  looks: string
}

const followers = new Set<Follower>()
let planned = false

/** All by which the page decides on a widget's looks, as text: compared, so that only a change of it costs anything. */
const looksOf = ({ element, option }: PageElement): string => {
  const style = getComputedStyle(element)
  const values = PROPERTIES.map((name) => style.getPropertyValue(name))
  return [themeOf(element, option('theme')), ...values].join()
}

const check = () => {
  planned = false
  // All is read before anything is changed: the browser works out the styles of the page once.
  const changed = [...followers].filter((follower) => {
    const before = follower.looks
    follower.looks = looksOf(follower.page)
    return follower.looks !== before
  })
  for (const { dress } of changed) dress()
}

/** Once a frame for all widgets, however often the page writes on itself. */
const plan = () => {
  if (!planned) requestAnimationFrame(check)
  planned = true
}

const attributes = { attributes: true }
const scheme = matchMedia('(prefers-color-scheme:dark)')
let pageObserver: MutationObserver | undefined

/** One observer for all widgets: the page's own classes and attributes are how most sites switch to dark. */
const observePage = () => {
  if (pageObserver) return
  pageObserver = new Observer(plan)
  for (const target of [document.body, document.documentElement]) pageObserver.observe(target, attributes)
  addEventListener('resize', plan)
  scheme.addEventListener('change', plan)
}

/** Keeps a widget as its page and its attributes have it; what comes back ends that. */
export const followPage = (page: PageElement, dress: () => void): (() => void) => {
  const { element, option } = page
  const identity = () => IDENTITY.map(option).join()
  const begun = identity()
  const follower = { page, dress, looks: looksOf(page) }
  observePage()
  followers.add(follower)
  const observer = new Observer((records) => {
    // The widget's own word on the element changes nothing of its looks.
    if (records.every(({ attributeName }) => attributeName === 'state')) return
    if (identity() !== begun) return element.restart?.()
    follower.looks = looksOf(page)
    dress()
  })
  observer.observe(element, attributes)
  return () => {
    observer.disconnect()
    followers.delete(follower)
    if (followers.size) return
    pageObserver?.disconnect()
    pageObserver = undefined
    removeEventListener('resize', plan)
    scheme.removeEventListener('change', plan)
  }
}
