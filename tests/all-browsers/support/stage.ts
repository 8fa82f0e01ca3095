import { afterAll, beforeAll, inject } from 'vitest'
import type {
  BrowserKind,
  BrowserReader,
  ReaderOptions,
  RunningBrowser,
} from '../../../scripts/browsers/browser.ts'
import { openBrowser } from '../../../scripts/browsers/open-browser.ts'
import { openServers, type Servers } from '../../../scripts/stage/stage.ts'
import { ArticleReader } from './article-reader.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the project: each runs all of these tests in a browser of its own. */
    browserKind: BrowserKind
  }
}

/** The servers and the browser of a file of tests, and its readers. */
export class BrowserStage {
  readonly browserKind = inject('browserKind')
  #browser: RunningBrowser | undefined
  #servers: Servers | undefined
  readonly #readers: BrowserReader[] = []

  get servers(): Servers {
    if (!this.#servers) throw new Error('The servers do not run')
    return this.#servers
  }

  async open(): Promise<void> {
    ;[this.#servers, this.#browser] = await Promise.all([openServers(), openBrowser(this.browserKind)])
  }

  async close(): Promise<void> {
    await this.#browser?.close()
    await this.#servers?.close()
  }

  /** Somebody with a storage of their own. */
  async reader(options: ReaderOptions = {}): Promise<BrowserReader> {
    if (!this.#browser) throw new Error('The browser does not run')
    const reader = await this.#browser.openReader(options)
    this.#readers.push(reader)
    return reader
  }

  /** Somebody who reads an article and has come to its widget. */
  async arrive(url: string, options: ReaderOptions = {}, consultation?: string): Promise<ArticleReader> {
    const reader = await this.reader(options)
    const article = await ArticleReader.open(reader, url, consultation)
    await article.arrive()
    return article
  }

  /** An article of a newspaper with this consultation alone, and perhaps under the strictest policy. */
  articleOf(newspaper: 'eveil' | 'signal', consultation: string, isStrict = false): string {
    const article = this.servers.articles.find(
      (one) =>
        one.newspaper === newspaper &&
        one.consultations.length === 1 &&
        one.consultations[0] === consultation &&
        (one.strictPolicy ?? false) === isStrict,
    )
    if (!article) throw new Error(`${newspaper} has no such article`)
    return article.url
  }

  /** Ends all whom a test has brought in. */
  async closeReaders(): Promise<void> {
    await Promise.all(this.#readers.splice(0).map((reader) => reader.close()))
  }
}

/** Opens the stage of a file of tests before them, and closes it after. */
export function useBrowser(): BrowserStage {
  const stage = new BrowserStage()
  beforeAll(() => stage.open())
  afterAll(() => stage.close())
  return stage
}
