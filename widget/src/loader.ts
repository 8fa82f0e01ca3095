import type { Article, SessionEvent } from '@unisson/api/wire'
import { LIMITS, PATHS } from '@unisson/api/wire/constants'
import css from './loader.css?inline'
import { request } from './request.ts'
import type { App, AppModule, Attribute, Surroundings } from './surroundings.ts'

/** Language and hash in the names of the app's chunks, compiled in by the build. */
declare const FRENCH: string
declare const ENGLISH: string

const NAME = 'unisson-consultation'
const script = document.currentScript as HTMLScriptElement
const host = script.src.replace(/\/[^/]*$/, '')

const meta = (key: string) =>
  document.querySelector<HTMLMetaElement>(`meta[name="${key}"],meta[property="${key}"]`)?.content

/** What the page says, and the ways to the API, for one element. */
const surround = (element: HTMLElement, root: ShadowRoot) => {
  const option = (name: Attribute) =>
    element.getAttribute(name) ?? new RegExp(`${name} *= *([^;\\s]*)`).exec(meta('unisson') ?? '')?.[1]
  return {
    host,
    element,
    root,
    option,
    meta,
    reported: {},
    address: () =>
      option('channel')
        ? undefined
        : (
            option('article-url') ||
            document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ||
            meta('og:url') ||
            location.href
          )
            .replace(/#.*/, '')
            .slice(0, LIMITS.urlLength),
    post: (path: string, body: string) => request(host + path, body),
    report: (event: SessionEvent, article?: Article, session?: string) =>
      request(
        host + PATHS.sessions,
        // Without a prototype no toJSON of the host page's making is found.
        JSON.stringify({
          __proto__: null,
          publisher: option('publisher'),
          consultation: option('consultation'),
          event,
          article,
          session,
        }),
      ),
    draw: (query = '') =>
      request(`${host + PATHS.embed + option('consultation')}?publisher=${option('publisher')}${query}`),
  } satisfies Omit<Surroundings, 'first'> as Omit<Surroundings, 'first'>
}

const load = async (surroundings: Omit<Surroundings, 'first'>) => {
  const { element, option, draw } = surroundings
  element.setAttribute('state', 'loading')
  const first = draw()
  const language = option('lang') ?? element.closest<HTMLElement>('[lang]')?.lang ?? 'fr'
  const chunk = `${host}/embed/app.${/^fr/i.test(language) ? FRENCH : ENGLISH}.js`
  const { mount }: AppModule = await import(/* @vite-ignore */ chunk)
  return mount({ ...surroundings, first })
}

const define = () => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)

  const nearby = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) (entry.target as ConsultationElement).reload()
    },
    { rootMargin: '800px' },
  )

  class ConsultationElement extends HTMLElement {
    // The app observes the others: nothing depends on them before it is there.
    static observedAttributes = ['consultation', 'publisher', 'lang']

    #own = surround(this, this.attachShadow({ mode: 'open' }))
    #slot = document.createElement('slot')
    #begun = false
    #app: Promise<App | undefined> | undefined

    constructor() {
      super()
      this.#own.root.adoptedStyleSheets = [sheet]
      this.#own.root.append(this.#slot)
      // A widget so far below that it was never loaded still ran on this page.
      const leave = () => {
        const { reported, address, report } = this.#own
        if (!this.#begun || reported.event) return
        const url = address()
        reported.event = 'load'
        reported.answer = report('load', url ? { url } : undefined)
      }
      addEventListener('pagehide', leave)
      document.addEventListener('visibilitychange', () => document.hidden && leave())
    }

    #begin = () => {
      const { option } = this.#own
      this.#slot.className = `card ${option('layout')}`
      if (!this.isConnected || !option('consultation') || !option('publisher')) return
      this.#begun = true
      nearby.observe(this)
      if (option('loading') === 'eager') this.reload()
    }

    connectedCallback() {
      // A page that is prerendered may never be seen: it loads and counts nothing until then.
      if ((document as { prerendering?: boolean }).prerendering) {
        document.addEventListener('prerenderingchange', this.#begin)
      } else this.#begin()
    }

    disconnectedCallback() {
      nearby.unobserve(this)
      this.#app?.then((app) => app?.stop())
      this.#app = undefined
    }

    attributeChangedCallback() {
      this.disconnectedCallback()
      this.#own.reported = {}
      this.connectedCallback()
    }

    /** Asks the API anew and shows what it answers. */
    async reload() {
      nearby.unobserve(this)
      if (this.#app) return (await this.#app)?.reload()
      this.#app = load(this.#own).catch(() => {
        this.#app = undefined
        this.setAttribute('state', 'error')
        return undefined
      })
    }

    /** Erases the reader's trace on the device and, by request, on the server. */
    async forget() {
      if (!this.#app) this.reload()
      await (await this.#app)?.forget()
    }
  }
  customElements.define(NAME, ConsultationElement)
}

const insert = () => {
  const element = document.createElement(NAME)
  for (const { name, value } of script.attributes) {
    if (name.startsWith('data-')) element.setAttribute(name.slice(5), value)
  }
  script.after(element)
}

try {
  if (!customElements.get(NAME)) define()
  if (script.dataset['consultation']) insert()
} catch {
  // A browser without custom elements or constructable style sheets keeps the fallback content.
}
