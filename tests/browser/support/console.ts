import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'

const FOLDER = process.env['SCREENSHOTS']

/** Keeps a picture in the folder that SCREENSHOTS names; without it, keeps nothing. */
export async function keepPicture(shown: Page | Locator, name: string): Promise<void> {
  if (!FOLDER) return
  await mkdir(FOLDER, { recursive: true })
  const path = join(FOLDER, `${name}.png`)
  await ('goto' in shown ? shown.screenshot({ path, fullPage: true }) : shown.screenshot({ path }))
}

/** Somebody of the team at the console. */
export class TeamBrowser {
  readonly page: Page
  readonly errors: string[] = []
  readonly #api: string

  private constructor(page: Page, api: string) {
    this.page = page
    this.#api = api
    page.on('pageerror', (error) => this.errors.push(error.message))
    page.on('console', (message) => {
      // The browser itself notes that nobody is signed in yet.
      if (message.type() === 'error' && !message.text().includes('401')) this.errors.push(message.text())
    })
  }

  static async open(
    browser: Browser,
    api: string,
    options: BrowserContextOptions = {},
  ): Promise<TeamBrowser> {
    const context = await browser.newContext({
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      viewport: { width: 1280, height: 900 },
      ...options,
    })
    return new TeamBrowser(await context.newPage(), api)
  }

  async signIn(key: string): Promise<void> {
    await this.page.goto(`${this.#api}/console`)
    await this.page.getByLabel('Votre clé').fill(key)
    await this.button('Se connecter').click()
    await this.heading('Consultations').waitFor()
  }

  async open(...parts: string[]): Promise<void> {
    await this.page.goto(`${this.#api}/console#/${parts.join('/')}`)
  }

  /** Waits until everything on the screen is there. */
  async loaded(): Promise<void> {
    await this.page.waitForFunction(() => !document.body.innerText.includes('Chargement…'))
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name })
  }

  async fill(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(value)
  }

  /** Begins a phase by the team's word, named as the console names it. */
  async beginPhase(slug: string, phase: string): Promise<void> {
    await this.open('c', slug, 'settings')
    await this.button(phase).click()
    await this.button('Passer à cette phase').click()
    await this.page.locator('.phase-control [aria-current="step"]', { hasText: phase }).waitFor()
  }

  close(): Promise<void> {
    return this.page.context().close()
  }
}
