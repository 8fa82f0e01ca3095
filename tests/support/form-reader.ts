import { Window } from 'happy-dom'
import type { TestApi } from './api.ts'
import { BROWSER } from './reader.ts'

export const PAGE_ORIGIN = 'https://unisson.example'

export interface FormReaderOptions {
  address?: string
  headers?: Record<string, string>
}

/** Somebody who reads pages and sends their forms, in a browser without scripts. */
export class FormReader {
  readonly #api: TestApi
  readonly #options: FormReaderOptions
  /** The words of the page at hand. */
  text = ''
  status = 0
  location: string | undefined
  #document = new Window().document
  /** Where its forms go: each page stands at the same address. */
  #path = '/c/territoires/vote'

  constructor(api: TestApi, options: FormReaderOptions = {}) {
    this.#api = api
    this.#options = options
  }

  /** The words on the buttons of the page. */
  get buttons(): string[] {
    return [...this.#document.querySelectorAll('button')].map(({ textContent }) => textContent)
  }

  field(name: string): string | undefined {
    return this.#document.querySelector(`[name="${name}"]`)?.getAttribute('value') ?? undefined
  }

  /** What a browser that goes back shows again. */
  get page(): string {
    return this.#document.documentElement.outerHTML
  }

  show(html: string): void {
    const { document } = new Window()
    document.write(html)
    this.#document = document
    this.text = document.body.textContent
  }

  async open(url: string): Promise<void> {
    this.#path = new URL(url, PAGE_ORIGIN).pathname
    this.#take(await this.#api.app.inject({ url, headers: this.#headers(), ...this.#from() }))
  }

  /** Presses the button with these words, after boxes were ticked and fields filled in. */
  async press(words: string, filled: Record<string, string | string[]> = {}): Promise<void> {
    const button = [...this.#document.querySelectorAll('button')].find((one) => one.textContent === words)
    if (!button) throw new Error(`No button says "${words}" on a page that says: ${this.text}`)
    const fields = new URLSearchParams()
    for (const input of this.#document.querySelectorAll('input[type="hidden"]'))
      fields.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '')
    for (const [name, values] of Object.entries(filled))
      for (const value of [values].flat()) fields.append(name, value)
    fields.append(button.getAttribute('name') ?? '', button.getAttribute('value') ?? '')
    await this.send(fields)
  }

  async send(fields: URLSearchParams): Promise<void> {
    const from = 'referer' in (this.#options.headers ?? {}) ? {} : { origin: PAGE_ORIGIN }
    const headers = { ...from, ...this.#headers() }
    this.#take(
      await this.#api.app.inject({
        method: 'POST',
        url: this.#path,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: fields.toString(),
        ...this.#from(),
      }),
    )
  }

  #headers(): Record<string, string> {
    return { 'user-agent': BROWSER, accept: 'text/html', ...this.#options.headers }
  }

  #from(): { remoteAddress?: string } {
    return this.#options.address === undefined ? {} : { remoteAddress: this.#options.address }
  }

  #take(answer: { statusCode: number; body: string; headers: Record<string, unknown> }): void {
    this.status = answer.statusCode
    this.location = answer.headers['location'] as string | undefined
    this.show(answer.body)
  }
}
