import type { Browser, BrowserContextOptions, Locator, Page, Request } from 'playwright-core'

/** What a page did behind the reader's back. */
export interface Observations {
  console: string[]
  errors: string[]
  /** Requests to the API, in order. */
  requests: Request[]
}

/** A person with a browser of their own, on one page. */
export interface Reader {
  page: Page
  observed: Observations
  /** The widget of a consultation, or the only one. */
  widget(consultation?: string): Widget
  close(): Promise<void>
}

/** The widget of a page, as a reader uses it. */
export class Widget {
  readonly element: Locator

  constructor(element: Locator) {
    this.element = element
  }

  /** Scrolls to the widget and waits until the reader can vote or sees why not. */
  async arrive(): Promise<void> {
    await this.element.waitFor({ state: 'attached' })
    await this.element.evaluate((element) => element.scrollIntoView({ block: 'center' }))
    await this.becomes(/^(?:ready|closed|error)$/)
  }

  /** Waits until the attribute `state` of the element matches. */
  async becomes(state: RegExp): Promise<void> {
    await this.element
      .page()
      .waitForFunction(
        ([element, source]) =>
          new RegExp(source as string).test((element as Element).getAttribute('state') ?? ''),
        [await this.element.elementHandle(), state.source] as const,
      )
  }

  /** What a page's style sheet reaches as `::part(name)`. */
  part(name: string): Locator {
    return this.element.locator(`[part~="${name}"]`)
  }

  button(name: string | RegExp): Locator {
    return this.element.getByRole('button', { name, exact: typeof name === 'string' })
  }

  proposal(): Promise<string> {
    return this.element.locator('blockquote span').innerText()
  }

  /** What a screen reader was last told. */
  said(): Promise<string> {
    return this.element.getByRole('status').innerText()
  }
}

/** Opens an empty page in French with storage of its own, and notes what it asks of the API. */
export async function openReader(
  browser: Browser,
  api: string,
  options: BrowserContextOptions = {},
): Promise<Reader> {
  const context = await browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  const page = await context.newPage()
  const observed: Observations = { console: [], errors: [], requests: [] }
  page.on('console', (message) => observed.console.push(message.text()))
  page.on('pageerror', (error) => observed.errors.push(error.message))
  page.on('request', (request) => {
    if (request.url().startsWith(api)) observed.requests.push(request)
  })
  return {
    page,
    observed,
    widget: (consultation) =>
      new Widget(
        page
          .locator(
            consultation ? `unisson-consultation[consultation="${consultation}"]` : 'unisson-consultation',
          )
          .first(),
      ),
    close: () => context.close(),
  }
}
