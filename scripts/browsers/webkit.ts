import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BROWSERS_MISSING, findWebKit, type WebKitPrograms } from '../stage/programs.ts'
import { freePort, waitUntilUp } from '../stage/server-process.ts'
import {
  BrowserPage,
  type BrowserReader,
  DEFAULTS,
  firstScript,
  type PageDriver,
  type ReaderOptions,
  type RunningBrowser,
} from './browser.ts'
import { type BrowserProxy, openBrowserProxy } from './browser-proxy.ts'
import { type ChildProgram, startProgram, written } from './child-program.ts'
import { clickAt, pressOf, typingOf } from './input-actions.ts'

// WebKitGTK by its own driver, on a screen of its own. Each reader has a process of the browser: a session begins with
// an empty storage, and the proxy in front of it is theirs alone.

// biome-ignore lint/suspicious/noExplicitAny: each command has an answer of its own, as the protocol says.
type Answer = any

const ARGUMENTS = ['--automation', '--javascript-can-open-windows-automatically=true']
/** The largest that a page may become, in pixels; the window is as large as the page. */
const SCREEN = { width: 2048, height: 12_288 }

const LOAD_MILLISECONDS = 20_000
/** The driver now and then never answers; a test that fails then says at which command. */
const ANSWER_MILLISECONDS = 30_000

async function command(method: string, url: string, body?: object): Promise<Answer> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch((cause: unknown) => {
    throw new Error(`The driver does not answer ${method} ${new URL(url).pathname}`, { cause })
  })
  const { value } = (await response.json()) as { value: Answer }
  if (value?.error) throw new Error(`${value.error}: ${value.message}`)
  return value
}

/** The errors of a page, kept in the page itself: its driver has no log. */
const NOTE_ERRORS = `
  const errors = []
  Object.defineProperty(window, Symbol.for('errors'), { value: errors })
  addEventListener('error', ({ target, message }) =>
    errors.push(target === window ? message : 'Did not load: ' + (target.src || target.href)), true)
  addEventListener('unhandledrejection', ({ reason }) => errors.push('Unhandled: ' + reason))
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    errors.push('Against the policy: ' + violatedDirective + ' ' + blockedURI))
  const { error } = console
  console.error = (...said) => { errors.push(said.join(' ')); error.apply(console, said) }
`
const READ_ERRORS = 'return JSON.stringify(window[Symbol.for("errors")] ?? [])'

class Session {
  readonly #address: string

  constructor(address: string) {
    this.#address = address
  }

  post(path: string, body: object = {}): Promise<Answer> {
    return command('POST', this.#address + path, body)
  }

  get(path: string): Promise<Answer> {
    return command('GET', this.#address + path)
  }

  delete(path = ''): Promise<Answer> {
    return command('DELETE', this.#address + path)
  }
}

/** Sends what concerns one window, one command after the other: the session has a single current window. */
class Window {
  readonly #session: Session
  readonly #handle: string
  readonly #queue: { last: Promise<unknown> }

  constructor(session: Session, handle: string, queue: { last: Promise<unknown> }) {
    this.#session = session
    this.#handle = handle
    this.#queue = queue
  }

  async do(act: (session: Session) => Promise<Answer>): Promise<Answer> {
    const turn = this.#queue.last
      .catch(() => {})
      .then(async () => {
        await this.#session.post('/window', { handle: this.#handle })
        return act(this.#session)
      })
    this.#queue.last = turn
    return turn
  }
}

function drive(window: Window): PageDriver {
  const errors: string[] = []
  const execute = (script: string) =>
    window.do((session) => session.post('/execute/sync', { script, args: [] }))
  const input = async (actions: object[]) =>
    void (await window.do((session) => session.post('/actions', { actions })))
  /** They go with their document. */
  const keepErrors = async () => void errors.push(...(JSON.parse(await execute(READ_ERRORS)) as string[]))
  return {
    async goto(url) {
      await keepErrors()
      await window.do((session) => session.post('/url', { url }))
    },
    async reload() {
      await keepErrors()
      await window.do((session) => session.post('/refresh'))
    },
    async back() {
      await keepErrors()
      await window.do((session) => session.post('/back'))
    },
    evaluate: (expression) => execute(`return ${expression}`),
    click: (x, y) => input(clickAt(x, y)),
    press: (key, withShift) => input(pressOf(key, withShift)),
    type: (text) => input(typingOf(text)),
    resize: async (width, height) =>
      void (await window.do((session) =>
        session.post('/window/rect', {
          // Around the middle, where the pointer of the screen is: without a window manager the window below it has the
          // focus, and no style of :focus holds in a window that has none.
          x: Math.round((SCREEN.width - width) / 2),
          y: Math.round((SCREEN.height - height) / 2),
          width,
          height,
        }),
      )),
    screenshot: async () => Buffer.from(await window.do((session) => session.get('/screenshot')), 'base64'),
    errors: async () => [...errors, ...(JSON.parse(await execute(READ_ERRORS)) as string[])],
    close: async () => void (await window.do((session) => session.delete('/window'))),
  }
}

/** An X server without a screen that anybody sees; it chooses its number itself. */
const openScreen = (program: string): Promise<ChildProgram<string>> =>
  startProgram(
    program,
    ['-displayfd', '3', '-screen', '0', `${SCREEN.width}x${SCREEN.height}x24`, '-nolisten', 'tcp'],
    {},
    (child) => written(child, 3, /(\d+)\n/),
  )

interface Means {
  found: WebKitPrograms
  /** Of the environment of all programs. */
  environment: NodeJS.ProcessEnv
}

async function startSession({ found, environment }: Means, scheme: string | undefined, proxy: BrowserProxy) {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const driver = await startProgram(found.driver, [`--port=${port}`], environment, (child) =>
    waitUntilUp(`${address}/status`, child),
  )
  const { sessionId, capabilities } = await command('POST', `${address}/session`, {
    capabilities: {
      alwaysMatch: {
        browserName: 'MiniBrowser',
        timeouts: { pageLoad: LOAD_MILLISECONDS },
        proxy: { proxyType: 'manual', httpProxy: proxy.address },
        'webkitgtk:browserOptions': {
          binary: found.browser,
          args: [...ARGUMENTS, ...(scheme === 'dark' ? ['--dark-mode'] : [])],
        },
      },
    },
  }).catch(async (error: unknown) => {
    await driver.stop()
    throw error
  })
  const session = new Session(`${address}/session/${sessionId}`)
  return {
    session,
    version: capabilities.browserVersion as string,
    stop: async () => {
      // It ends the browser in good order; the rest is ended by force.
      await session.delete().catch(() => {})
      await driver.stop()
    },
  }
}

async function openReader(means: Means, options: ReaderOptions): Promise<BrowserReader> {
  const { width, height, scheme } = { ...DEFAULTS, ...options }
  const proxy = await openBrowserProxy(`{${NOTE_ERRORS}}${firstScript(options)}`)
  const { session, stop } = await startSession(means, scheme, proxy).catch(async (error: unknown) => {
    await proxy.close()
    throw error
  })
  const queue = { last: Promise.resolve() as Promise<unknown> }
  const first = new Window(session, await session.get('/window'), queue)
  return {
    // A window without bars, which may be as narrow as a page; the first window stays, since the session ends with the last.
    async open() {
      const handle = await first.do(async () => {
        const before: string[] = await session.get('/window/handles')
        const script = `open('about:blank', '', 'popup,width=${width},height=${height}')`
        await session.post('/execute/sync', { script, args: [] })
        const after: string[] = await session.get('/window/handles')
        return after.find((one) => !before.includes(one))
      })
      const driver = drive(new Window(session, handle, queue))
      await driver.resize(width, height)
      return new BrowserPage(driver)
    },
    setOffline: async (isOffline) => {
      proxy.isOffline = isOffline
    },
    exchanges: proxy.exchanges,
    close: async () => {
      await stop()
      await proxy.close()
    },
  }
}

/** So that a window may be narrow: what the toolkit draws around a page takes no room, seen or not. */
const NO_ROOM = '* { min-width: 0; min-height: 0; padding: 0; margin: 0; border: none; font-size: 1px }'

/** The version of WebKitGTK: its driver tells it with a session. */
async function versionOf(means: Means): Promise<string> {
  const proxy = await openBrowserProxy('')
  const { version, stop } = await startSession(means, undefined, proxy)
  await stop()
  await proxy.close()
  return version
}

/** Starts WebKitGTK under Xvfb. Throws with the way to install it where it is missing. */
export async function openWebKit(): Promise<RunningBrowser> {
  const found = findWebKit()
  if (!found) throw new Error(BROWSERS_MISSING.webkit)
  const home = await mkdtemp(join(tmpdir(), 'unisson-webkit-'))
  await mkdir(join(home, 'gtk-3.0'))
  await writeFile(join(home, 'gtk-3.0', 'gtk.css'), NO_ROOM)
  const screen = await openScreen(found.screen)
  const environment = {
    DISPLAY: `:${screen.ready}`,
    LANG: 'C.UTF-8',
    // No settings and no services of the user.
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    GSETTINGS_BACKEND: 'memory',
    NO_AT_BRIDGE: '1',
  }
  const means = { found, environment }
  const close = async () => {
    await screen.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
  const version = await versionOf(means).catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    kind: 'webkit',
    name: `WebKitGTK ${version}`,
    openReader: (options = {}) => openReader(means, options),
    close,
  }
}
