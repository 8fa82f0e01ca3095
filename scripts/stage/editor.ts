import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'

export type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>

/** An editor, or a holder of a share link, at the dashboard in a browser of their own. */
export class EditorBrowser {
  readonly page: Page
  readonly errors: string[] = []
  readonly #api: string

  private constructor(page: Page, api: string) {
    this.page = page
    this.#api = api
    page.on('pageerror', (error) => this.errors.push(error.message))
    page.on('console', (message) => {
      // The browser itself logs the 401 of somebody who is not signed in.
      if (message.type() === 'error' && !message.text().includes('401')) this.errors.push(message.text())
    })
  }

  /** Opens an empty page in French, in the time zone of New York. */
  static async open(
    browser: Browser,
    api: string,
    options: BrowserContextOptions = {},
  ): Promise<EditorBrowser> {
    const context = await browser.newContext({
      locale: 'fr-FR',
      timezoneId: 'America/New_York',
      viewport: { width: 1280, height: 900 },
      ...options,
    })
    return new EditorBrowser(await context.newPage(), api)
  }

  /** Signs in on the dashboard and waits until its figures are there. */
  async signIn(key: string): Promise<void> {
    await this.page.goto(`${this.#api}/dashboard`)
    await this.page.getByLabel('Clé d’API').fill(key)
    await this.button('Se connecter').click()
    await this.loaded()
  }

  /** Goes to an address behind the #. */
  async open(address: string): Promise<void> {
    await this.page.goto(`${this.#api}/dashboard#/${address}`)
  }

  /** Waits until the figures are there, and are those that were asked for. */
  loaded(): Promise<void> {
    return this.#shows('.key-figures')
  }

  /** The same, or for the word that there are none: nobody has been here today when the day has just begun. */
  answered(): Promise<void> {
    return this.#shows(':is(.key-figures, .empty)')
  }

  async #shows(what: string): Promise<void> {
    await this.page.locator(`.answer[aria-busy="false"] ${what}`).waitFor()
    await this.page.waitForFunction(
      () => !document.querySelector('[aria-busy="true"]') && !document.body.innerText.includes('Chargement…'),
    )
  }

  /** A key figure as it is written. */
  figure(name: string): Promise<string> {
    const named = this.page.getByText(name, { exact: true })
    return this.page.locator('.key-figures button').filter({ has: named }).locator('.value').innerText()
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** What stands in a column of the articles, from top to bottom. */
  column(name: string): Promise<string[]> {
    return this.page.locator(`.articles tbody td[data-name="${name}"]`).allInnerTexts()
  }

  close(): Promise<void> {
    return this.page.context().close()
  }
}
