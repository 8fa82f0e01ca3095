import { type ComponentChildren, render, type VNode } from 'preact'
import { type Changed, Controller } from './core/controller.ts'
import { type Device, openDevice } from './core/device.ts'
import { type Action, placeOf, type State } from './core/state.ts'
import { afterPaint } from './host/after-paint.ts'
import type { App, Mount, Surroundings } from './host/element.ts'
import type { ForeignMutations } from './host/mutations.ts'
import { themeOf } from './host/theme.ts'
import { Card, isShowable } from './ui/card.tsx'
import { noticeOf } from './ui/controls.tsx'
import css from './ui/styles.css?inline'
import { locale } from './words/locale.ts'
import { speak } from './words/say.ts'

type Later = typeof import('./app-later.ts')

let later: Promise<Later> | undefined
let failures = 0

/**
 * The name of the second download beside the first, whose folder and build it shares. Until version 155 Firefox keeps a
 * failed import for the life of the page; with a fragment it is another address, and the same file.
 */
const again = (): Promise<Later> =>
  import(/* @vite-ignore */ `${import.meta.url.replace(/app(?=[^/]*$)/, 'later')}#${failures}`)

/** Fetches the second download, once; after a failure it is asked for again, by another address. */
const fetchLater = (): Promise<Later> => {
  later ??= (failures ? again() : import('./app-later.ts')).catch((thrown: unknown) => {
    failures++
    later = undefined
    throw thrown
  })
  return later
}

const sheets = new Map<string, CSSStyleSheet>()

// One record for all widgets of the page, so that they agree even where storage is blocked.
const devices = new Map<string, Device>()
const deviceOf = (slug: string) => {
  const device = devices.get(slug) ?? openDevice(slug)
  devices.set(slug, device)
  return device
}

const style = (root: ShadowRoot, rules: string) => {
  const sheet = sheets.get(rules) ?? new CSSStyleSheet()
  if (!sheets.has(rules)) sheet.replaceSync(rules)
  sheets.set(rules, sheet)
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
}

/** Nothing more is asked of the network in the first moment in which the reader can vote. */
const READING_TIME = 400

const STATES: Partial<Record<State['screen'], string>> = { failed: 'error', closed: 'closed' }

class MountedApp implements App {
  private readonly _page: Surroundings
  // The loader has opened the shadow root.
  private readonly _root: ShadowRoot
  private readonly _slot: ChildNode[]
  private readonly _controller: Controller
  private readonly _frame = document.createElement('div')
  private readonly _card = document.createElement('div')
  private _box = document.createElement('div')
  private _place = ''
  private _mutations: ForeignMutations | undefined
  private readonly _life = new AbortController()
  private readonly _stops: (() => void)[] = []
  private _theme = ''
  private _said: ComponentChildren = ''
  private _later: Later | undefined
  private _last: Parameters<Changed> | undefined
  private _shown = false
  private _again: ReturnType<typeof setTimeout> | undefined
  private _failures = 0

  constructor(page: Surroundings) {
    this._page = page
    const { element } = page
    this._root = element.shadowRoot as ShadowRoot
    this._slot = [...this._root.childNodes]
    style(this._root, css)
    this._card.setAttribute('part', 'card')
    this._box.lang = locale.language
    this._box.dir = locale.direction
    this._card.append(this._box)
    this._frame.className = 'frame'
    this._frame.append(this._card)
    this._root.replaceChildren(this._frame)
    this._controller = new Controller(
      page,
      deviceOf(page.option('consultation') ?? ''),
      fetchLater,
      this._changed,
    )
    addEventListener('online', this._fetch, this._life)
    this._render()
    this._controller.start()
    // In a task of its own: nothing is seen in these colours before the first draw is here.
    afterPaint(this._dress)
  }

  /** Gets what the first screen does not need; until it is there, what is shown stays. */
  private _fetch = async () => {
    if (this._later) return
    let later: Later
    try {
      later = await fetchLater()
    } catch {
      // Votes can be cast without it, and wait.
      clearTimeout(this._again)
      this._again = setTimeout(this._fetch, 1000 * 2 ** this._failures++)
      return
    }
    if (this._later || this._life.signal.aborted) return
    try {
      this._take(later)
    } catch {
      // A browser that lacks something of it keeps the page's own link.
      this.stop()
      this._page.element.setAttribute('state', 'error')
    }
  }

  private _take(later: Later) {
    this._later = later
    this._mutations = new later.ForeignMutations()
    later.giveBackWriting(this._page, this._controller)
    style(this._root, later.css)
    const now = Date.now()
    if (later.dropExpired(this._controller.device, now).length) this._controller.set({ lost: 'expired' })
    later.dropAllExpired(now)
    if (this._controller.device.read()?.outbox.length) this._controller.flush()
    this._speak()
    // Announces an act that came before its texts were loaded.
    if (this._last) this._said = later.announcement(...this._last) ?? this._said
    this._stops.push(
      later.followReader(this._controller),
      later.followActs(this._controller),
      later.followPage(this._page, this._dress),
    )
    this._render()
    // In a task of its own, as at the start: looking at colours has the browser work out the styles of the page.
    afterPaint(this._dress)
  }

  /** Follows the page and the attributes: colours, layout, level of the heading. */
  private _dress = () => {
    const { element, option } = this._page
    this._theme = themeOf(element, option('theme'))
    this._card.style.colorScheme = this._theme
    this._name()
    this._later?.ensureContrast(this._card)
    this._render()
  }

  private _changed = (action: Action, before: State, after: State) => {
    if (action.type === 'vote') this._last = [action, before, after]
    this._speak()
    this._said = this._later?.announcement(action, before, after) ?? this._said
    this._later?.keepWriting(this._page, after)
    if (before.screen !== after.screen) {
      this._page.element.setAttribute('state', STATES[after.screen] ?? 'ready')
      if (before.screen === 'loading' && after.screen !== 'failed') this._controller.emit('ready')
    }
    this._render()
    // Moving the focus makes the browser lay out the page at once; the reader sees the new state first.
    afterPaint(() => this._later?.moveFocus(this._root, action, before, after))
  }

  private _name() {
    this._card.className = `card ${this._page.option('layout')} ${this._theme}`
  }

  /** What is said from here on is said in the words of this consultation. */
  private _speak() {
    speak(this._controller.state.words?.[locale.language])
  }

  private _render() {
    const { host, option } = this._page
    this._speak()
    const { _controller: controller, _said: said } = this
    const level = option('heading-level') ?? ''
    this._name()
    // A screen that is still on its way leaves the one before in its place.
    if (!isShowable(controller.state, this._later) && this._shown) return void this._fetch()
    this._shown = isShowable(controller.state, this._later)
    const { screen, about, voted } = controller.state
    if (voted.length || about || (!this._shown && screen !== 'loading')) this._fetch()
    else if (this._shown) setTimeout(this._fetch, READING_TIME)
    this._box.className = `box at-${screen}${noticeOf(controller.state) ? ' noticed' : ''}`
    this._draw(
      <Card
        state={controller.state}
        act={controller.act}
        send={controller.send}
        more={controller.more}
        retry={controller.start}
        level={/^[1-6]$/.test(level) ? level : '2'}
        page={`${host}/c/${option('consultation')}`}
        option={option}
        said={said}
        later={this._later}
      />,
    )
    afterPaint(() => this._reachable())
  }

  /** Puts the card into the box; where others have changed nodes in it, the next place begins with an empty one. */
  private _draw(card: VNode) {
    const place = placeOf(this._controller.state)
    if (place !== this._place && this._mutations?.isTouched()) this._empty()
    this._place = place
    try {
      render(card, this._box)
    } catch {
      // Somebody has taken away or moved what was to be changed.
      this._empty()
      render(card, this._box)
    }
    this._mutations?.drawn(this._box, this._page)
  }

  private _empty() {
    const box = this._box.cloneNode() as HTMLDivElement
    this._box.replaceWith(box)
    this._box = box
    this._mutations?.stop()
  }

  /** An area that scrolls must be within the keyboard's reach; one that does not would be a needless stop. */
  private _reachable() {
    for (const area of this._root.querySelectorAll<HTMLElement>('.stage,.question')) {
      area.tabIndex = area.scrollHeight > area.clientHeight + 1 ? 0 : -1
    }
  }

  reload = () => this._controller.start()

  forget = () => this._controller.forget()

  stop() {
    this._life.abort()
    for (const stop of this._stops) stop()
    this._controller.stop()
    clearTimeout(this._again)
    this._mutations?.stop()
    this._root.replaceChildren(...this._slot)
  }
}

/** Takes over from the loader, which is counted by the byte. Both come from one build, so the two never disagree on it. */
export const mount: Mount = (host, element, reported, first, option) =>
  new MountedApp({ host, element, reported, first, option: (name) => option(name) ?? undefined })
