import { type Attribute, IDENTITY, SETTINGS } from './element.ts'

/** The hash in the names of the chunks, compiled in by the build. */
declare const HASH: string

const NAME = 'unisson-consultation'

/** The element as any build's loader defines it. */
interface AnyElement extends HTMLElement {
  build?: string
  restart?(): void
}

const ofPage = () => [...document.querySelectorAll<AnyElement>(NAME)]

/** The server of the loader that came first, which defined the element. */
const firstHost = () => (customElements.get(NAME) as { host?: string } | undefined)?.host

const hostOf = (element: Element) => element.getAttribute('host') ?? firstHost()

/** Elements that another server's loader has met first, but whose link, or the script behind them, leads to this one. */
const claim = (host: string) => {
  for (const element of ofPage()) {
    const traces = element.innerHTML + (element.nextElementSibling as HTMLScriptElement | null)?.src
    const belongs = element.getAttribute('host') ?? (traces.includes(`${host}/`) ? host : undefined)
    if (belongs !== host || (element.build === HASH && hostOf(element) === host)) continue
    element.build = HASH
    element.setAttribute('host', host)
    // One that has begun asked the wrong server, or for the wrong build.
    if (element.hasAttribute('state')) element.restart?.()
  }
}

/** What a script says: by its attributes, or, where they are stripped, by its address. */
const readSettings = (script: HTMLScriptElement) => {
  const query = new URL(script.src || 'about:blank').searchParams
  return (name: Attribute | 'target') => script.getAttribute(`data-${name}`) ?? query.get(name)
}

const insert = (script: HTMLScriptElement, host: string): void => {
  const setting = readSettings(script)
  if (!setting('consultation')) return
  const target = setting('target')
  const parent = target ? document.querySelector(target) : script.parentNode
  if (!parent && document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => tryToInsert(script, host))
    return
  }
  if (!document.body.contains(parent)) throw new Error(target ? `nothing is at ${target}` : 'no place here')
  const element: AnyElement = document.createElement(NAME)
  for (const name of SETTINGS) {
    const value = setting(name)
    if (value !== null) element.setAttribute(name, value)
  }
  // Of two builds on one page, each element needs its own.
  element.build = HASH
  if (host !== firstHost()) element.setAttribute('host', host)
  const isSame = (other: Element) =>
    other.parentNode === parent &&
    hostOf(other) === host &&
    IDENTITY.every((name) => name === 'host' || other.getAttribute(name) === element.getAttribute(name))
  // Tag managers and restored pages run a script again.
  if (ofPage().some(isSame)) return
  // A form's fields with a name stand in the way of its methods.
  if (target) Node.prototype.appendChild.call(parent, element)
  else script.after(element)
}

const tryToInsert = (script: HTMLScriptElement, host: string) => {
  try {
    insert(script, host)
  } catch (thrown) {
    if (readSettings(script)('debug') !== null) {
      // biome-ignore lint/suspicious/noConsole: the page asked for it with `debug`.
      console.warn(`unisson: the widget of ${script.src} was not put into the page:`, thrown)
    }
  }
}

/** The less usual ways of a script into a page: settings in its address, a target, a second run, a second server. */
export const place = (script: HTMLScriptElement, host: string): void => {
  if (host !== firstHost()) claim(host)
  tryToInsert(script, host)
}
