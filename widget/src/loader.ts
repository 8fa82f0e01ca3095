import { PATHS } from '@unisson/api/wire/constants'
import css from './loader.css?inline'
import type { App, AppModule, Attribute, Reported } from './surroundings.ts'

/** The hash in the names of the app's chunks, compiled in by the build. */
declare const HASH: string

const NAME = 'unisson-consultation'
const script = document.currentScript as HTMLScriptElement
const host = script.src.replace(/\/[^/]*$/, '')

const meta = (key: string) =>
  document.querySelector<HTMLMetaElement>(`[name="${key}"],[property="${key}"]`)?.content

const define = () => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)

  const nearby = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) (entry.target as ConsultationElement).begin()
    },
    { rootMargin: '800px' },
  )

  class ConsultationElement extends HTMLElement {
    #root = this.attachShadow({ mode: 'open' })
    #frame = document.createElement('div')
    #slot = document.createElement('slot')
    #app: Promise<App | undefined> | undefined
    #reported: Reported = {}

    #option = (name: Attribute) => this.getAttribute(name) ?? meta('unisson')?.match(`${name}=([^;]*)`)?.[1]

    #address = () =>
      (
        this.#option('article-url') ||
        document.querySelector<HTMLLinkElement>('[rel=canonical]')?.href ||
        meta('og:url') ||
        location.href
      ).replace(/#.*/, '')

    constructor() {
      super()
      this.#root.adoptedStyleSheets = [sheet]
      this.#frame.className = 'frame'
      this.#frame.append(this.#slot)
      this.#root.append(this.#frame)
      addEventListener('pagehide', this.#leave)
      document.addEventListener('visibilitychange', () => document.hidden && this.#leave())
    }

    /** A widget so far below that it was never loaded still ran on this page. */
    #leave = () => {
      if (this.#reported.event) return
      this.#reported.event = 'load'
      this.#reported.answer = fetch(host + PATHS.sessions, {
        method: 'POST',
        keepalive: true,
        credentials: 'omit',
        // Without a prototype no toJSON of the host page's making is found.
        body: JSON.stringify({
          __proto__: null,
          publisher: this.#option('publisher'),
          consultation: this.#option('consultation'),
          event: 'load',
          article: { url: this.#address() },
        }),
      }).catch(() => Response.error())
    }

    connectedCallback() {
      this.#slot.className = `card ${this.#option('layout')}`
      this.#option('loading') === 'eager' ? this.begin() : nearby.observe(this)
    }

    disconnectedCallback() {
      nearby.unobserve(this)
      this.#app?.then((app) => app?.stop())
      this.#app = undefined
    }

    async #load() {
      this.setAttribute('state', 'loading')
      // A page that is prerendered may never be seen: it loads and counts nothing until then.
      if ((document as { prerendering?: boolean }).prerendering) {
        await new Promise((activated) => document.addEventListener('prerenderingchange', activated))
      }
      // Without any language the pattern meets "undefined", which is not English either.
      const language = /^en/.test(this.closest<HTMLElement>('[lang]')?.lang as string) ? 'en' : 'fr'
      const { mount }: AppModule = await import(/* @vite-ignore */ `${host}/embed/app.${language}.${HASH}.js`)
      return mount({
        host,
        element: this,
        reported: this.#reported,
        option: this.#option,
        meta,
        address: this.#address,
      })
    }

    /** Loads the app, once; what fails leaves the fallback content in its place. */
    begin() {
      this.#app ??= this.#load().catch(() => {
        this.#app = undefined
        this.setAttribute('state', 'error')
        return undefined
      })
      return this.#app
    }

    /** Asks the API anew and shows what it answers. */
    async reload() {
      ;(await this.begin())?.reload()
    }

    /** Erases the reader's trace on the device and, by request, on the server. */
    async forget() {
      await (await this.begin())?.forget()
    }
  }
  customElements.define(NAME, ConsultationElement)
}

try {
  if (!customElements.get(NAME)) define()
  if (script.dataset['consultation']) {
    const element = document.createElement(NAME)
    for (const { name, value } of script.attributes) element.setAttribute(name.replace('data-', ''), value)
    script.after(element)
  }
} catch {
  // A browser without custom elements or constructable style sheets keeps the fallback content.
}
