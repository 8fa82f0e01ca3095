import type { BrowserPage, BrowserReader } from '../../../scripts/browsers/browser.ts'

const selectorOf = (consultation: string | undefined): string =>
  consultation ? `unisson-consultation[consultation="${consultation}"]` : 'unisson-consultation'

/** Where to press what carries this name in the widget, once it holds still and nothing lies over it. */
function pointOf(selector: string, name: string) {
  const root = document.querySelector(selector)?.shadowRoot
  const named = [...(root?.querySelectorAll<HTMLElement>('button, a, label, textarea, input') ?? [])].find(
    (one) => one.getAttribute('aria-label') === name || one.textContent?.trim().replace(/\s+/g, ' ') === name,
  )
  if (!root || !named) return null
  named.scrollIntoView({ block: 'center', behavior: 'instant' })
  const { left, top, width, height } = named.getBoundingClientRect()
  const point = { x: left + width / 2, y: top + height / 2 }
  const hit = root.elementFromPoint(point.x, point.y)
  return hit && (named === hit || named.contains(hit)) ? point : null
}

/** Somebody at the widget of an article. All that they do goes through the browser's own mouse and keys. */
export class ArticleReader {
  readonly reader: BrowserReader
  readonly page: BrowserPage
  readonly selector: string

  private constructor(reader: BrowserReader, page: BrowserPage, selector: string) {
    this.reader = reader
    this.page = page
    this.selector = selector
  }

  static async open(reader: BrowserReader, url: string, consultation?: string): Promise<ArticleReader> {
    const page = await reader.open()
    await page.goto(url)
    return new ArticleReader(reader, page, selectorOf(consultation))
  }

  /** Scrolls to the widget and waits until it takes votes, or says why not. */
  async arrive(): Promise<void> {
    await this.page.until((selector) => {
      const element = document.querySelector(selector)
      element?.scrollIntoView({ block: 'center', behavior: 'instant' })
      return /^(?:ready|closed|error)$/.test(element?.getAttribute('state') ?? '')
    }, this.selector)
  }

  async press(name: string): Promise<void> {
    const { x, y } = await this.page.until(pointOf, this.selector, name)
    await this.page.click(x, y)
  }

  /** The same person opens another page; this one stays as it is. */
  another(url: string): Promise<ArticleReader> {
    return ArticleReader.open(this.reader, url)
  }

  /** Types into a field of the widget, where the pointer has put the cursor. */
  async writes(field: string, text: string): Promise<void> {
    const { x, y } = await this.page.until(
      (selector, wanted) => {
        const found = document.querySelector(selector)?.shadowRoot?.querySelector(wanted)
        found?.scrollIntoView({ block: 'center', behavior: 'instant' })
        const box = found?.getBoundingClientRect()
        return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 }
      },
      this.selector,
      field,
    )
    await this.page.click(x, y)
    await this.page.type(text)
  }

  /** Presses the tab key until the focus is on what has this name, and can be seen there. */
  async tabTo(name: string): Promise<void> {
    const MOST = 60
    const passed: (string | null)[] = []
    for (let press = 0; press < MOST; press++) {
      const focused = await this.focused()
      if (focused === name) break
      passed.push(focused)
      await this.page.press('Tab')
    }
    const isSeen = await this.page.run((selector) => {
      const active = document.querySelector(selector)?.shadowRoot?.activeElement
      return !!active?.matches(':focus-visible')
    }, this.selector)
    if ((await this.focused()) !== name || !isSeen)
      throw new Error(`The tab key does not come to ${name}, but to ${passed.join(', ')}`)
  }

  /** Waits until the widget shows these words. */
  async sees(words: RegExp): Promise<void> {
    await this.page.until(
      (selector, source) =>
        [...(document.querySelector(selector)?.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? [])].some(
          (one) => one.checkVisibility() && new RegExp(source).test(one.innerText),
        ),
      this.selector,
      words.source,
    )
  }

  /** True if a button of this name is there. */
  has(name: string): Promise<boolean> {
    return this.page.run(
      (selector, wanted) =>
        [...(document.querySelector(selector)?.shadowRoot?.querySelectorAll('button') ?? [])].some(
          (one) => one.textContent?.trim() === wanted,
        ),
      this.selector,
      name,
    )
  }

  /** Waits for the second download, which brings the words for what goes wrong. */
  async hasAll(): Promise<void> {
    await this.page.until(
      (selector) => !!document.querySelector(selector)?.shadowRoot?.querySelector('[part~="about-button"]'),
      this.selector,
    )
  }

  /** The proposal on the screen. */
  proposal(): Promise<string> {
    return this.page.until(
      (selector) =>
        document.querySelector(selector)?.shadowRoot?.querySelector('blockquote span')?.textContent,
      this.selector,
    )
  }

  /** Waits for another proposal than this one. */
  async proposalAfter(before: string): Promise<string> {
    return this.page.until(
      (selector, last) => {
        const shown = document
          .querySelector(selector)
          ?.shadowRoot?.querySelector('blockquote span')?.textContent
        return shown !== last && shown
      },
      this.selector,
      before,
    )
  }

  /** Waits until one of the three votes is the reader's own, or (null) none is. */
  async voted(vote: 'agree' | 'disagree' | 'neutral' | null): Promise<void> {
    await this.page.until(
      (selector, own) => {
        const pressed = [
          ...(document
            .querySelector(selector)
            ?.shadowRoot?.querySelectorAll('[part~="vote"][aria-pressed="true"]') ?? []),
        ]
        return own === null
          ? pressed.length === 0
          : pressed.length === 1 && pressed[0]?.classList.contains(own)
      },
      this.selector,
      vote,
    )
  }

  /** What has the focus in the widget: its name, or its part. */
  focused(): Promise<string | null> {
    return this.page.run((selector) => {
      const active = document.querySelector(selector)?.shadowRoot?.activeElement
      return active ? (active.getAttribute('aria-label') ?? active.textContent?.trim() ?? '') : null
    }, this.selector)
  }

  /** What the device keeps of this reader; null: nothing. */
  kept(consultation: string): Promise<{ reader: string; votes: object; outbox: object[] } | null> {
    return this.page.run(
      (slug) => JSON.parse(localStorage.getItem(`unisson:${slug}`) ?? 'null'),
      consultation,
    )
  }
}
