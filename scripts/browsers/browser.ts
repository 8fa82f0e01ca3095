import { setTimeout as pause } from 'node:timers/promises'

/** The browsers that tests run in; other browsers of readers are made of the same parts. */
export const BROWSERS = ['chromium', 'firefox', 'webkit'] as const
export type BrowserKind = (typeof BROWSERS)[number]

export type Key = 'Tab' | 'Enter' | 'Space' | 'Escape' | 'ArrowDown' | 'ArrowUp' | 'ArrowLeft' | 'ArrowRight'

export interface ReaderOptions {
  /** Of the viewport, in CSS pixels. */
  width?: number
  height?: number
  scheme?: 'light' | 'dark'
  /** What navigator.language says; any text, since some browsers say odd things. */
  language?: string
  /** Reading localStorage or sessionStorage throws, as it does where cookies are blocked or in a sandbox. */
  blocksStorage?: boolean
  /** Runs in each document before its own scripts. */
  script?: string
}

/** A request that a page made. */
export interface Exchange {
  method: string
  url: string
  /** Of the answer; 0: there was none. */
  status: number
}

/** What each browser does in its own way; BrowserPage is what tests hold. */
export interface PageDriver {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** Asks for it; the page need not have changed yet. */
  back(): Promise<void>
  /** Evaluates an expression in the page, waits for it if it is a promise; it must give a string. */
  evaluate(expression: string): Promise<string>
  click(x: number, y: number): Promise<void>
  press(key: Key, withShift: boolean): Promise<void>
  type(text: string): Promise<void>
  resize(width: number, height: number): Promise<void>
  /** PNG of the viewport. */
  screenshot(): Promise<Buffer>
  /** PDF of the page as it is printed; absent where the browser's driver cannot print. */
  print?(): Promise<Buffer>
  /** Uncaught errors and console errors of this page so far. */
  errors(): Promise<string[]>
  close(): Promise<void>
}

const PATIENCE_MILLISECONDS = 20_000
const LOOK_MILLISECONDS = 20

/** Runs in the page: it can use only its arguments. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments of a function decide what it is called with.
type InPage<Arguments extends any[], Result> = (...values: Arguments) => Result

/** A page in one of the browsers, as somebody in front of it uses it. */
export class BrowserPage {
  readonly #driver: PageDriver

  constructor(driver: PageDriver) {
    this.#driver = driver
  }

  goto(url: string): Promise<void> {
    return this.#driver.goto(url)
  }

  reload(): Promise<void> {
    return this.#driver.reload()
  }

  /** Goes back in history, by the back-forward cache if the browser kept the page; resolves when the address has changed. */
  async back(): Promise<void> {
    const left = await this.run(() => location.href)
    await this.#driver.back()
    await this.until((address) => location.href !== address && document.readyState === 'complete', left)
  }

  /** Calls a function in the page and gives its result, which must be JSON; undefined becomes null. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async run<Arguments extends any[], Result>(
    task: InPage<Arguments, Result>,
    ...values: Arguments
  ): Promise<Awaited<Result>> {
    // Compilers of TypeScript name inner functions by a helper of theirs.
    const expression = `(async () => { const __name = (task) => task; return JSON.stringify(await (${task})(...${JSON.stringify(values)})) ?? 'null' })()`
    return JSON.parse(await this.#driver.evaluate(expression)) as Awaited<Result>
  }

  /** Asks the page until the answer is true; gives the answer. Throws with the last answer when it never is. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async until<Arguments extends any[], Result>(
    task: InPage<Arguments, Result>,
    ...values: Arguments
  ): Promise<Exclude<Awaited<Result>, false | null | undefined>> {
    const deadline = performance.now() + PATIENCE_MILLISECONDS
    let last: unknown
    do {
      try {
        const answer = await this.run(task, ...values)
        if (answer) return answer as Exclude<Awaited<Result>, false | null | undefined>
        last = answer
      } catch (error) {
        // The document is just being replaced by another one.
        last = error
      }
      await pause(LOOK_MILLISECONDS)
    } while (performance.now() < deadline)
    throw new Error(
      `Never true in ${PATIENCE_MILLISECONDS / 1000} s: ${task}, with ${JSON.stringify(values)}; last: ${last}`,
    )
  }

  /** Presses and lets go at a point of the viewport. */
  click(x: number, y: number): Promise<void> {
    return this.#driver.click(Math.round(x), Math.round(y))
  }

  press(key: Key, { shift = false } = {}): Promise<void> {
    return this.#driver.press(key, shift)
  }

  type(text: string): Promise<void> {
    return this.#driver.type(text)
  }

  resize(width: number, height: number): Promise<void> {
    return this.#driver.resize(width, height)
  }

  screenshot(): Promise<Buffer> {
    return this.#driver.screenshot()
  }

  /** The page as a PDF; undefined where the browser's driver cannot print. */
  async print(): Promise<Buffer | undefined> {
    return this.#driver.print?.()
  }

  /** Errors of scripts on the page since it was opened. */
  errors(): Promise<string[]> {
    return this.#driver.errors()
  }

  close(): Promise<void> {
    return this.#driver.close()
  }
}

/** Somebody with storage of their own; their pages share it. */
export interface BrowserReader {
  open(): Promise<BrowserPage>
  setOffline(isOffline: boolean): Promise<void>
  /** All requests of all pages so far, once answered or failed. */
  readonly exchanges: readonly Exchange[]
  close(): Promise<void>
}

export interface RunningBrowser {
  readonly kind: BrowserKind
  /** As people know it: "Firefox 140.1". */
  readonly name: string
  openReader(options?: ReaderOptions): Promise<BrowserReader>
  close(): Promise<void>
}

export const DEFAULTS = { width: 1280, height: 900, scheme: 'light', language: 'fr-FR' } as const

/** What runs before the scripts of each document, so that a page meets what the reader's options say. */
export function firstScript({
  language = DEFAULTS.language,
  blocksStorage = false,
  script = '',
}: ReaderOptions): string {
  const blocked = `for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('The operation is insecure.', 'SecurityError') } })`
  // A browser that says it is driven by a program is no reader.
  return `{
  const say = (name, value) => Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true })
  say('webdriver', false)
  say('language', ${JSON.stringify(language)})
  say('languages', Object.freeze([${JSON.stringify(language)}]))
  ${blocksStorage ? blocked : ''}
  ${script}
}`
}
