import type { ResultsView } from '@unisson/api/wire'
import { PATHS } from '@unisson/api/wire/constants'
import { ensureContrast } from './host/contrast.ts'
import { followPage } from './host/follow-page.ts'
import loaderCss from './host/loader.css?inline'
import { themeOf } from './host/theme.ts'
import css from './results.css?inline'

type Row = ResultsView['rows'][number]
type Setting =
  | 'consultation'
  | 'publisher'
  | 'view'
  | 'proposal'
  | 'lang'
  | 'host'
  | 'theme'
  | 'heading-level'

const NAME = 'unisson-results'
/** With another value of one of these, something else is shown. */
const IDENTITY: Setting[] = ['consultation', 'publisher', 'view', 'proposal', 'lang', 'host', 'heading-level']

const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  name: string,
  ...content: (string | Node)[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag)
  if (name) element.className = name
  element.append(...content)
  return element
}

/** A text in the direction of its own first letter, marked with its language where that is another. */
const marked = (text: string, language = '') => {
  const shown = make('bdi', '', text)
  if (language) shown.lang = language
  return shown
}

/** The same as a line, at the side where all others are. */
const own = (name: string, text: string, language?: string) => make('p', name, marked(text, language))

/** All numbers as a sentence, with the name of who carries an action in the language of the action. */
const captionOf = ({ caption, carrier, language }: Row) => {
  const at = carrier ? caption.lastIndexOf(carrier) : -1
  return carrier && at >= 0
    ? [caption.slice(0, at), marked(carrier, language), caption.slice(at + carrier.length)]
    : [caption]
}

/** What only shows what the words beside it say. */
const silent = <Shown extends Element>(element: Shown): Shown => {
  element.setAttribute('aria-hidden', 'true')
  return element
}

const bar = ({ parts }: Row) =>
  make(
    'div',
    'bar',
    ...parts.map(({ kind, share }) => {
      const part = make('div', kind)
      part.style.width = `${share * 100}%`
      return part
    }),
  )

const scale = ({ marks }: Row) =>
  make(
    'div',
    'scale',
    ...marks.map(({ name, at }) => {
      const mark = make('b', '', name)
      mark.style.insetInlineStart = `${at * 100}%`
      return mark
    }),
  )

const rowOf = (row: Row) =>
  make(
    'li',
    '',
    ...(row.figure ? [silent(make('span', 'figure', row.figure))] : []),
    make(
      'div',
      '',
      own('text', row.text, row.language),
      ...(row.original ? [own('original quiet', row.original, row.originalLanguage)] : []),
      ...(row.parts.length ? [silent(bar(row))] : []),
      ...(row.marks.length ? [silent(scale(row))] : []),
      make('small', '', make('bdi', '', ...captionOf(row))),
    ),
  )

const draw = (view: ResultsView, level: number): HTMLElement => {
  const { rows, note, link, title, question, questionLanguage, language, direction } = view
  const anchor = Object.assign(make('a', '', link.text), { href: link.url, target: '_top' })
  const heading = make(`h${level}` as 'h2', '', title)
  const body = make('div', 'body', make('ol', rows.length === 1 ? 'one' : '', ...rows.map(rowOf)))
  const card = make(
    'section',
    'card',
    own('question quiet', question, questionLanguage),
    heading,
    ...(rows.length ? [body] : [own('body', note)]),
    make('footer', 'quiet', ...(rows.length ? [own('', note)] : []), anchor),
  )
  card.lang = language
  card.dir = direction
  card.setAttribute('aria-label', title)
  card.setAttribute('part', 'card')
  return card
}

/** Defines the element for pages that took the script from this server. */
const define = (origin: string | undefined) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(loaderCss + css)

  const nearby = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) (entry.target as ResultsElement).begin()
    },
    { rootMargin: '800px' },
  )

  class ResultsElement extends HTMLElement {
    static observedAttributes = IDENTITY
    #root = this.attachShadow({ mode: 'open' })
    #asked = 0
    #card: HTMLElement = make('slot', 'card')

    /** An attribute, or else the default for the whole site. */
    #option = (name: string): string | undefined =>
      this.getAttribute(name) ??
      new URLSearchParams(
        document.querySelector<HTMLMetaElement>('meta[name=unisson]')?.content.replace(/[;,]\s*/g, '&'),
      ).get(name) ??
      undefined

    #dress = () => {
      this.#card.classList.toggle('dark', themeOf(this, this.#option('theme')) === 'dark')
      ensureContrast(this.#card)
    }
    #unfollow?: (() => void) | undefined

    #put(card: HTMLElement) {
      this.#card = card
      this.#root.replaceChildren(card)
    }

    connectedCallback() {
      this.#root.adoptedStyleSheets = [sheet]
      if (!this.#root.firstChild) this.#put(this.#card)
      nearby.observe(this)
      this.#unfollow = followPage({ element: this, option: this.#option }, this.#dress)
    }

    disconnectedCallback() {
      this.#unfollow?.()
      nearby.unobserve(this)
    }

    attributeChangedCallback() {
      if (this.#asked) this.reload()
    }

    /** Asks once, when it comes near the reader. */
    begin() {
      nearby.unobserve(this)
      if (!this.#asked) this.reload()
    }

    /** Asks the server again; what is shown stays if it does not answer. */
    async reload(): Promise<void> {
      const turn = ++this.#asked
      // The page may still be setting the attributes.
      await 0
      // What pages write there that is no tag, such as "undefined", is left out; of fr_FR the language counts.
      const lang = /^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,3}(?![^_])/i.exec(
        this.#option('lang') || this.closest<HTMLElement>('[lang]')?.lang || '',
      )?.[0]
      const query = new URLSearchParams({ view: this.#option('view') || 'consensus' })
      for (const name of ['publisher', 'proposal']) {
        const value = this.#option(name)
        if (value) query.set(name, value)
      }
      if (lang) query.set('lang', lang)
      try {
        const answer = await fetch(
          `${this.#option('host') ?? origin}${PATHS.consultations}${this.#option('consultation')}/view?${query}`,
        )
        if (!answer.ok) throw answer
        const view = (await answer.json()) as ResultsView
        if (turn !== this.#asked) return
        this.#put(draw(view, Number(/^[1-6]$/.exec(this.#option('heading-level') ?? '') ?? 2)))
        this.#dress()
        const body = this.#root.querySelector<HTMLElement>('.body')
        // What is longer than its place is scrolled, by keyboard too.
        if (body && body.scrollHeight > body.clientHeight) body.tabIndex = 0
        this.#tell('ready', view.rows.length ? 'ready' : 'waiting')
      } catch (thrown) {
        // A refusal stays one; a network comes back.
        const final = thrown instanceof Response && thrown.status < 500
        if (turn === this.#asked) this.#tell('error', 'error', { final })
      }
    }

    #tell(name: string, state: string, detail = {}) {
      this.setAttribute('state', state)
      this.dispatchEvent(new CustomEvent(`unisson:${name}`, { bubbles: true, composed: true, detail }))
    }
  }
  customElements.define(NAME, ResultsElement)
}

try {
  const script =
    (document.currentScript as HTMLScriptElement | null) ??
    document.querySelector<HTMLScriptElement>('script[src*="/results.js"]')
  const host = /(.+?)\/results\.js/.exec(script?.src ?? '')?.[1]
  if (!customElements.get(NAME)) define(host)
} catch {
  // A browser without custom elements or constructable style sheets keeps the content inside.
}
