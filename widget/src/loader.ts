import type { Article, SessionEvent } from '@unisson/api/wire'
import { PATHS } from '@unisson/api/wire/constants'
import css from './loader.css?inline'
import { articleAddress, metaContent } from './page.ts'
import { request } from './request.ts'
import type { App, AppModule, Attribute, Reported } from './surroundings.ts'

/** Language and hash in the names of the app's chunks, compiled in by the build. */
declare const FRENCH: string
declare const ENGLISH: string

const NAME = 'unisson-consultation'
const script = document.currentScript as HTMLScriptElement
const host = script.src.replace(/\/[^/]*$/, '')

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
    // The app observes the other attributes: nothing depends on them before it is there.
    static observedAttributes = ['consultation', 'publisher']

    #root = this.attachShadow({ mode: 'open' })
    #card = document.createElement('div')
    #app: Promise<App | undefined> | undefined
    #reported: Reported | undefined

    constructor() {
      super()
      this.#root.adoptedStyleSheets = [sheet]
      this.#root.append(this.#card)
      this.#card.append(document.createElement('slot'))
      addEventListener('pagehide', () => this.#leave())
      document.addEventListener('visibilitychange', () => document.hidden && this.#leave())
    }

    #option = (name: Attribute) =>
      this.getAttribute(name) ?? new RegExp(`\\b${name} *= *([^;\\s]*)`).exec(metaContent('unisson') ?? '')?.[1]

    #post = (event: SessionEvent, article?: Article, session?: string) =>
      request(
        host + PATHS.sessions,
        // Without a prototype no toJSON of the host page's making is found.
        JSON.stringify({
          __proto__: null,
          publisher: this.#option('publisher'),
          consultation: this.#option('consultation'),
          event,
          article,
          session,
        }),
      )

    /** A widget so far below that it was never loaded still ran on this page. */
    #leave() {
      if (!this.#reported || this.#reported.event) return
      this.#reported.event = 'load'
      const url = this.#option('channel') ? undefined : articleAddress(this.#option('article-url'))
      this.#reported.answer = this.#post('load', url ? { url } : undefined)
      this.#reported.answer.catch(() => {})
    }

    #begin = () => {
      if (!this.isConnected || !this.#option('consultation') || !this.#option('publisher')) return
      this.#reported ??= {}
      nearby.observe(this)
      if (this.#option('loading') === 'eager') this.reload()
    }

    connectedCallback() {
      this.#card.className = `card ${this.#option('layout')}`
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
      this.#reported = undefined
      if (this.isConnected) this.connectedCallback()
    }

    async #load(): Promise<App> {
      this.setAttribute('state', 'loading')
      const draw = request(
        `${host + PATHS.embed + this.#option('consultation')}?publisher=${this.#option('publisher')}`,
      )
      // Looked at by the app later; until then a refusal must not reach the page as unhandled.
      draw.catch(() => {})
      const language = this.#option('lang') ?? this.closest<HTMLElement>('[lang]')?.lang ?? 'fr'
      const chunk = `${host}/embed/app.${/^fr/i.test(language) ? FRENCH : ENGLISH}.js`
      const { mount }: AppModule = await import(/* @vite-ignore */ chunk)
      return mount({
        host,
        element: this,
        root: this.#root,
        card: this.#card,
        reported: this.#reported ?? {},
        draw,
        option: this.#option,
        request,
        post: this.#post,
      })
    }

    /** Asks the API anew and shows what it answers. */
    async reload() {
      nearby.unobserve(this)
      if (this.#app) return (await this.#app)?.reload()
      this.#app = this.#load().catch(() => {
        this.#app = undefined
        this.setAttribute('state', 'error')
        return undefined
      })
    }

    /** Erases the reader's trace on the device and, by request, on the server. */
    async forget() {
      this.#app ?? this.reload()
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
