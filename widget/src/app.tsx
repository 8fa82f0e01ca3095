import { render, type VNode } from 'preact'
import { texts } from '#locale'
import { afterPaint } from './after-paint.ts'
import { Card, isShowable } from './components/card.tsx'
import { noticeOf } from './components/notice.tsx'
import { type Changed, ConsultationSession } from './consultation.ts'
import { type Device, openDevice } from './device.ts'
import { fetchLater, type Later } from './fetch-later.ts'
import './fresh-text.ts'
import type { ForeignHands } from './foreign-hands.ts'
import { type Action, placeOf, type State } from './state.ts'
import css from './styles.css?inline'
import type { App, Mount, Surroundings } from './surroundings.ts'
import { themeOf } from './theme.ts'

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
  private readonly _session: ConsultationSession
  private readonly _frame = document.createElement('div')
  private readonly _card = document.createElement('div')
  private _box = document.createElement('div')
  private _place = ''
  private _hands: ForeignHands | undefined
  private readonly _life = new AbortController()
  private readonly _stops: (() => void)[] = []
  private _theme = ''
  private _said = ''
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
    this._box.lang = texts.language
    this._box.dir = 'ltr'
    this._card.append(this._box)
    this._frame.className = 'frame'
    this._frame.append(this._card)
    this._root.replaceChildren(this._frame)
    this._session = new ConsultationSession(page, deviceOf(page.option('consultation') ?? ''), this._changed)
    addEventListener('online', this._fetch, this._life)
    this._render()
    this._session.start()
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
    this._hands = new later.ForeignHands()
    later.giveBackWriting(this._page, this._session)
    style(this._root, later.css)
    const now = Date.now()
    if (later.dropExpired(this._session.device, now).length) this._session.set({ lost: 'expired' })
    later.dropAllExpired(now)
    if (this._session.device.read()?.outbox.length) this._session.flush()
    // Announces an act that came before its texts were loaded.
    if (this._last) this._said = later.spoken(...this._last) ?? this._said
    this._stops.push(later.followReader(this._session), later.followPage(this._page, this._dress))
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
    this._said = this._later?.spoken(action, before, after) ?? this._said
    this._later?.keepWriting(this._page, after)
    if (before.screen !== after.screen) {
      this._page.element.setAttribute('state', STATES[after.screen] ?? 'ready')
      if (before.screen === 'loading' && after.screen !== 'failed') this._session.emit('ready')
    }
    this._render()
    // Moving the focus makes the browser lay out the page at once; the reader sees the new state first.
    afterPaint(() => this._later?.moveFocus(this._root, action, before, after))
  }

  private _name() {
    this._card.className = `card ${this._page.option('layout')} ${this._theme}`
  }

  private _render() {
    const { host, option } = this._page
    const { _session: session, _said: said } = this
    const level = option('heading-level') ?? ''
    this._name()
    // A screen that is still on its way leaves the one before in its place.
    if (!isShowable(session.state, this._later) && this._shown) return void this._fetch()
    this._shown = isShowable(session.state, this._later)
    const { screen, about, voted } = session.state
    if (voted.length || about || (!this._shown && screen !== 'loading')) this._fetch()
    else if (this._shown) setTimeout(this._fetch, READING_TIME)
    this._box.className = `box at-${screen}${noticeOf(session.state) ? ' noticed' : ''}`
    this._draw(
      <Card
        state={session.state}
        act={session.act}
        send={session.send}
        more={session.more}
        retry={session.start}
        level={/^[1-6]$/.test(level) ? level : '2'}
        page={`${host}/c/${option('consultation')}`}
        debug={option('debug') !== undefined}
        said={said}
        later={this._later}
      />,
    )
    afterPaint(() => this._reachable())
  }

  /** Puts the card into the box; where others have changed nodes in it, the next place begins with an empty one. */
  private _draw(card: VNode) {
    const place = placeOf(this._session.state)
    if (place !== this._place && this._hands?.isTouched()) this._empty()
    this._place = place
    try {
      render(card, this._box)
    } catch {
      // Somebody has taken away or moved what was to be changed.
      this._empty()
      render(card, this._box)
    }
    this._hands?.drawn(this._box)
  }

  private _empty() {
    const box = this._box.cloneNode() as HTMLDivElement
    this._box.replaceWith(box)
    this._box = box
    this._hands?.stop()
  }

  /** An area that scrolls must be within the keyboard's reach; one that does not would be a needless stop. */
  private _reachable() {
    for (const area of this._root.querySelectorAll<HTMLElement>('.stage,.question')) {
      area.tabIndex = area.scrollHeight > area.clientHeight + 1 ? 0 : -1
    }
  }

  reload = () => this._session.start()

  forget = () => this._session.forget()

  stop() {
    this._life.abort()
    for (const stop of this._stops) stop()
    this._session.stop()
    clearTimeout(this._again)
    this._hands?.stop()
    this._root.replaceChildren(...this._slot)
  }
}

/** Takes over from the loader, which is counted by the byte. Both come from one build, so the two never disagree on it. */
export const mount: Mount = (host, element, reported, first, option) =>
  new MountedApp({ host, element, reported, first, option: (name) => option(name) ?? undefined })
