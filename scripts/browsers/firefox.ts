import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BROWSERS_MISSING, findFirefox } from '../stage/programs.ts'
import { BidiConnection } from './bidi.ts'
import {
  BrowserPage,
  type BrowserReader,
  DEFAULTS,
  type Exchange,
  firstScript,
  type PageDriver,
  type ReaderOptions,
  type RunningBrowser,
} from './browser.ts'
import { type ChildProgram, startProgram, written } from './child-program.ts'
import { clickAt, pressOf, typingOf } from './input-actions.ts'

type Scheme = NonNullable<ReaderOptions['scheme']>

const EVENTS = [
  'browsingContext.contextCreated',
  'log.entryAdded',
  'network.responseCompleted',
  'network.fetchError',
]

const PREFERENCES = {
  // The tab key reaches everything, as on Windows and Linux.
  'accessibility.tabfocus': 7,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'fr-FR, fr',
  'intl.locale.requested': 'fr-FR',
}

/** One Firefox with a profile of its own, which is gone with it. */
class FirefoxProcess {
  readonly connection: BidiConnection
  readonly version: string
  readonly #program: ChildProgram<string>
  readonly #profile: string

  private constructor(
    connection: BidiConnection,
    version: string,
    program: ChildProgram<string>,
    profile: string,
  ) {
    this.connection = connection
    this.version = version
    this.#program = program
    this.#profile = profile
  }

  static async start(scheme: Scheme): Promise<FirefoxProcess> {
    const path = findFirefox()
    if (!path) throw new Error(BROWSERS_MISSING.firefox)
    const profile = await mkdtemp(join(tmpdir(), 'unisson-firefox-'))
    const preferences = {
      ...PREFERENCES,
      'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1,
    }
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    )
    await writeFile(join(profile, 'user.js'), lines.join(''))
    const program = await startProgram(
      path,
      ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
      {},
      (child) => written(child, 2, /WebDriver BiDi listening on (ws:\S+)/),
    )
    const connection = await BidiConnection.open(`${program.ready}/session`)
    const { capabilities } = await connection.send('session.new', { capabilities: {} })
    await connection.send('session.subscribe', { events: EVENTS })
    return new FirefoxProcess(connection, capabilities.browserVersion, program, profile)
  }

  async stop(): Promise<void> {
    this.connection.close()
    await this.#program.stop()
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function drive(connection: BidiConnection, context: string): PageDriver {
  const errors: string[] = []
  connection.listen((method, event) => {
    if (method === 'log.entryAdded' && event.source.context === context && event.level === 'error')
      errors.push(event.text)
  })
  const input = async (actions: object[]) =>
    void (await connection.send('input.performActions', { context, actions }))
  return {
    goto: async (url) =>
      void (await connection.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await connection.send('browsingContext.reload', { context, wait: 'complete' })),
    back: async () => void (await connection.send('browsingContext.traverseHistory', { context, delta: -1 })),
    async evaluate(expression) {
      const answer = await connection.send('script.evaluate', {
        expression,
        target: { context },
        awaitPromise: true,
      })
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text)
      return answer.result.value
    },
    click: (x, y) => input(clickAt(x, y)),
    press: (key, withShift) => input(pressOf(key, withShift)),
    type: (text) => input(typingOf(text)),
    resize: async (width, height) =>
      void (await connection.send('browsingContext.setViewport', { context, viewport: { width, height } })),
    screenshot: async () =>
      Buffer.from((await connection.send('browsingContext.captureScreenshot', { context })).data, 'base64'),
    print: async () =>
      Buffer.from((await connection.send('browsingContext.print', { context })).data, 'base64'),
    errors: async () => errors,
    close: async () => void (await connection.send('browsingContext.close', { context })),
  }
}

/** Requests of the pages whose browsing contexts are in the set, and of the frames in them, which it gains. */
function watch(connection: BidiConnection, contexts: Set<string>): Exchange[] {
  const exchanges: Exchange[] = []
  connection.listen((method, { context, parent, request, response }) => {
    if (method === 'browsingContext.contextCreated' && contexts.has(parent)) contexts.add(context)
    if (method.startsWith('network.') && contexts.has(context))
      exchanges.push({ method: request.method, url: request.url, status: response?.status ?? 0 })
  })
  return exchanges
}

async function openReader({ connection }: FirefoxProcess, options: ReaderOptions): Promise<BrowserReader> {
  const { width, height } = { ...DEFAULTS, ...options }
  const { userContext } = await connection.send('browser.createUserContext')
  await connection.send('script.addPreloadScript', {
    functionDeclaration: `() => ${firstScript(options)}`,
    userContexts: [userContext],
  })
  const contexts = new Set<string>()
  return {
    async open() {
      // A window: the page of a tab behind another one stands still.
      const { context } = await connection.send('browsingContext.create', { type: 'window', userContext })
      contexts.add(context)
      const driver = drive(connection, context)
      await driver.resize(width, height)
      return new BrowserPage(driver)
    },
    setOffline: async (isOffline) =>
      void (await connection.send('emulation.setNetworkConditions', {
        networkConditions: isOffline ? { type: 'offline' } : null,
        userContexts: [userContext],
      })),
    exchanges: watch(connection, contexts),
    close: async () => void (await connection.send('browser.removeUserContext', { userContext })),
  }
}

/** Firefox, a process for each colour scheme: the preference is that of the whole browser. */
export async function openFirefox(): Promise<RunningBrowser> {
  const processes = new Map<Scheme, Promise<FirefoxProcess>>()
  const processOf = (scheme: Scheme) => {
    const process = processes.get(scheme) ?? FirefoxProcess.start(scheme)
    processes.set(scheme, process)
    return process
  }
  const { version } = await processOf('light')
  return {
    kind: 'firefox',
    name: `Firefox ${version}`,
    openReader: async (options = {}) =>
      openReader(await processOf(options.scheme ?? DEFAULTS.scheme), options),
    close: async () => {
      for (const process of processes.values()) await (await process).stop()
    },
  }
}
