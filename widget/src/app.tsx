/** @jsxImportSource #jsx */
import { patch } from './jsx/patch.ts'
import { texts } from '#locale'
import { afterPaint } from './after-paint.ts'
import { Card } from './components/card.tsx'
import { ConsultationSession } from './consultation.ts'
import { type Device, openDevice } from './device.ts'
import { moveFocus } from './focus.ts'
import { spoken } from './spoken.ts'
import type { Action, State } from './state.ts'
import css from './styles.css?inline'
import type { App, Surroundings } from './surroundings.ts'
import { applyTheme } from './theme.ts'
import { observeView } from './view.ts'

let sheet: CSSStyleSheet | undefined

// One record for all widgets of the page, so that they agree even where storage is blocked.
const devices = new Map<string, Device>()
const deviceOf = (slug: string) => {
  const device = devices.get(slug) ?? openDevice(slug)
  devices.set(slug, device)
  return device
}

const style = (root: ShadowRoot, card: HTMLElement) => {
  sheet ??= new CSSStyleSheet()
  if (!root.adoptedStyleSheets.includes(sheet)) {
    sheet.replaceSync(css)
    root.adoptedStyleSheets.push(sheet)
  }
  card.part.add('card')
  card.lang = texts.language
  card.dir = 'ltr'
}

const STATES: Partial<Record<State['screen'], string>> = { failed: 'error', closed: 'closed' }

class MountedApp implements App {
  #surroundings: Surroundings
  #session: ConsultationSession
  #card = document.createElement('div')
  #box = document.createElement('div')
  #said = ''
  #life = new AbortController()
  #stops: (() => void)[]

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
    const { element, root, option } = surroundings
    style(root, this.#card)
    this.#box.className = 'box'
    this.#card.append(this.#box)
    root.replaceChildren(this.#card)
    this.#session = new ConsultationSession(surroundings, deviceOf(option('consultation') ?? ''), this.#changed)
    this.#render()
    const unobserve = observeView(element, () => {
      this.#session.visit.report('view').catch(() => {})
      this.#session.emit('view')
    })
    const attributes = new MutationObserver(() => this.#dress())
    attributes.observe(element, { attributes: true, attributeFilter: ['theme', 'layout', 'heading-level'] })
    const { documentElement, body } = document
    for (const page of [documentElement, body]) attributes.observe(page, { attributes: true })
    this.#stops = [unobserve, () => attributes.disconnect()]
    this.#listen()
    this.#dress()
    this.#session.start(surroundings.first)
  }

  #listen() {
    const { signal } = this.#life
    addEventListener('resize', () => this.#reachable(), { signal })
    const flush = () => this.#session.outbox.flush()
    addEventListener('online', flush, { signal })
    addEventListener('pageshow', flush, { signal })
    matchMedia('(prefers-color-scheme:dark)').addEventListener('change', () => this.#dress(), { signal })
  }

  /** Follows the page and the attributes: colours, layout, level of the heading. */
  #dress() {
    const { element, option } = this.#surroundings
    this.#card.className = `card ${option('layout')}`
    applyTheme(element, this.#card, option('theme'))
    this.#render()
  }

  #changed = (action: Action, before: State, after: State) => {
    this.#said = spoken(action, before, after) ?? this.#said
    const { element } = this.#surroundings
    if (action.type === 'begin' && before.screen === 'loading') {
      element.setAttribute('state', after.screen === 'closed' ? 'closed' : 'ready')
      this.#session.emit('ready')
    } else if (after.screen !== before.screen) element.setAttribute('state', STATES[after.screen] ?? 'ready')
    this.#render()
    moveFocus(this.#surroundings.root, action, before, after)
    afterPaint(() => this.#reachable())
  }

  #render() {
    const { host, option } = this.#surroundings
    const level = option('heading-level') ?? ''
    const session = this.#session
    patch(
      this.#box,
      <Card
        state={session.state}
        act={session.act}
        submit={session.submit}
        more={session.more}
        retry={session.reload}
        level={/^[1-6]$/.test(level) ? level : '2'}
        page={`${host}/c/${option('consultation')}`}
        said={this.#said}
      />,
    )
  }

  /** A middle area that scrolls must be within the keyboard's reach; one that does not would be a needless stop. */
  #reachable() {
    const stage = this.#box.querySelector<HTMLElement>('.stage')
    if (stage) stage.tabIndex = stage.scrollHeight > stage.clientHeight + 1 ? 0 : -1
  }

  reload() {
    return this.#session.reload()
  }

  forget() {
    return this.#session.forget()
  }

  stop() {
    this.#life.abort()
    for (const stop of this.#stops) stop()
    this.#session.stop()
    const slot = document.createElement('slot')
    slot.className = this.#card.className
    this.#surroundings.root.replaceChildren(slot)
  }
}

/** Takes over the card that the loader made. */
export const mount = (surroundings: Surroundings): App => new MountedApp(surroundings)
