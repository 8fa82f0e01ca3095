import { LIMITS, PATHS } from '@unisson/api/wire/constants'
import { type App, type AppModule, type Attribute, type Reported, SETTINGS } from './element.ts'
import css from './loader.css?inline'

/** The hash in the names of the chunks, compiled in by the build. */
declare const HASH: string

const NAME = 'unisson-consultation'

/** As the browser made them: on the page's document, an element with a name (`<img name=querySelector>`) stands in the way. */
const find = <Found extends Element>(selector: string): Found | null =>
  Document.prototype.querySelector.call(document, selector) as Found | null

// No cookie is sent to another origin. A failure gives undefined, since the page must not see our errors.
const ask = (address: string, init?: RequestInit) =>
  fetch(address, init).catch(() => {}) as Promise<Response | undefined>

const define = (host: string | undefined) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  // Where it is missing the browser would tell the page, at each element.
  Element.prototype.attachShadow.length
  // Firefox keeps a failed import for the life of the page: each further attempt asks under another path.
  let attempts = 0

  const nearby = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) (entry.target as ConsultationElement).begin()
    },
    { rootMargin: '800px' },
  )

  class ConsultationElement extends HTMLElement {
    /** The server of those elements that name none. */
    static host = host
    static observedAttributes = SETTINGS.slice(0, 5)
    /** Of the server that it belongs to. */
    build = HASH
    #root = this.attachShadow({ mode: 'open' })
    #slot = this.#root.appendChild(Document.prototype.createElement.call(document, 'slot'))
    #app: Promise<App | undefined> | undefined
    #reported: Reported = {}
    /** An attribute, or else the default for the whole site: `<meta name="unisson" content="theme=dark; …">`. */
    #option = (name: Attribute) =>
      this.getAttribute(name) ??
      new URLSearchParams(find<HTMLMetaElement>('meta[name=unisson]')?.content.replace(/[;,]\s*/g, '&')).get(
        name,
      )
    #host = () => this.#option('host') ?? host

    /** A widget so far below that it was never loaded still ran on this page. */
    #leave = () => {
      if (!document.hidden || this.#reported.event) return
      this.#reported.event = 'load'
      this.#reported.answer = ask(this.#host() + PATHS.sessions, {
        method: 'POST',
        keepalive: true,
        body: JSON.stringify({
          publisher: this.#option('publisher'),
          consultation: this.#option('consultation'),
          event: 'load',
          channel: this.#option('channel')?.slice(0, LIMITS.channelLength),
          article: {
            url:
              this.#option('article-url') || find<HTMLLinkElement>('[rel~=canonical]')?.href || location.href,
          },
        }),
      })
    }

    connectedCallback() {
      if (!this.#host()) return
      addEventListener('visibilitychange', this.#leave)
      // Moved within one turn, it goes on as it was.
      if (this.#app) return
      this.#root.adoptedStyleSheets = [sheet]
      this.#slot.className = `card ${this.#option('layout')}`
      this.#option('loading') === 'eager' ? this.begin() : nearby.observe(this)
    }

    /** Of another article or consultation, the element begins another page view. */
    attributeChangedCallback() {
      this.#reported = {}
    }

    disconnectedCallback() {
      removeEventListener('visibilitychange', this.#leave)
      setTimeout(() => this.isConnected || this.restart())
    }

    /** Ends what runs; on the page, another page view begins: of another article, consultation or server. */
    restart() {
      nearby.unobserve(this)
      this.#app?.then((app) => app?.stop())
      this.#app = undefined
      if (this.isConnected) this.begin()
    }

    async #load() {
      // The page may still be setting the attributes.
      await 0
      const host = this.#host() as string
      this.setAttribute('state', 'loading')
      // The first part of the tag, which is all that a text takes of the match; for one that it does not speak, the server
      // names the nearest language.
      const language = /[a-z]+/i.exec(
        (this.#option('lang') || this.closest<HTMLElement>('[lang]')?.lang) as string,
      )
      // In parallel with the app: in sequence it would cost one more round trip.
      const first = ask(
        `${host}${PATHS.embed}${this.#option('consultation')}?publisher=${this.#option('publisher')}&proposal=${this.#option('proposal') || ''}&lang=${language}`,
      )
      return (
        (await import(
          /* @vite-ignore */ `${host}/embed/${attempts ? `${attempts}/` : ''}app.${language}.${this.build}.js`
        )) as AppModule
      ).mount(host, this, this.#reported, first, this.#option)
    }

    /** Loads the app, once; what fails leaves the fallback content in its place. */
    begin(): Promise<App | undefined> {
      this.#app ??= this.#load().catch(() => {
        attempts++
        addEventListener('online', () => this.isConnected && this.begin(), { once: true })
        this.#app = undefined
        this.#root.replaceChildren(this.#slot)
        this.setAttribute('state', 'error')
        return undefined
      })
      return this.#app
    }

    /** Asks the API again and shows its answer. */
    reload() {
      return this.begin().then((app) => app?.reload())
    }

    /** Erases the reader's trace on the device and, by request, on the server. */
    forget() {
      return this.begin().then((app) => app?.forget())
    }
  }
  customElements.define(NAME, ConsultationElement)
  return ConsultationElement
}

const start = async () => {
  // In a module, by `import()` or by `eval`, no script is the current one.
  const script: HTMLScriptElement =
    (Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null) ??
    find('script[data-host],script[type=module][src*="/embed.js"]') ??
    ({ dataset: {} } as HTMLScriptElement)
  const [, folder, asks] = /(.+?)\/embed\.js(.*consultation=)?/.exec(script.src) ?? []
  const { consultation, target, host = folder } = script.dataset
  const first = (customElements.get(NAME) as ReturnType<typeof define> | undefined) ?? define(host)
  const isOurs = host === first.host

  if (isOurs && consultation && !target && script.closest('body') && !find(NAME)) {
    const element = new first()
    for (const name of SETTINGS) {
      const value = script.getAttribute(`data-${name}`)
      if (value != null) element.setAttribute(name, value)
    }
    script.after(element)
  } else if (host && (consultation || asks || !isOurs)) {
    // All the less usual ways cost a small request more.
    ;(await import(/* @vite-ignore */ `${host}/embed/place.${HASH}.js`)).place(script, host)
  }
}

// A browser without custom elements or constructable style sheets keeps the fallback content.
start().catch(() => {})
