import { type ComponentChild, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { WrittenIn } from './shown-text.ts'

interface Page {
  language: string
  /** Of texts that are in another and do not say so; undefined: there are none. */
  written?: string | undefined
  /** Left to right where it says nothing. */
  direction?: 'ltr' | 'rtl'
  title: string
  /** `light`, `dark`, or both by the reader's choice, which is the default. */
  colorScheme?: string
  /** The folder of the assets, by its address from the page. */
  assets: string
  /** Name of the style sheet. */
  style: string
  /** What else the head says. */
  head?: ComponentChild[]
  body: ComponentChild[]
}

/**
 * A page as HTML, every text escaped. It names its icon: below a path a browser finds none at /favicon.ico, and says so in
 * its console.
 */
export function renderPage(page: Page): string {
  const {
    language,
    written,
    direction,
    title,
    colorScheme = 'light dark',
    assets,
    style,
    head = [],
    body,
  } = page
  const html = h(
    'html',
    { lang: language, dir: direction === 'rtl' ? 'rtl' : undefined },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: colorScheme }),
      h('title', null, title),
      head,
      h('link', { rel: 'icon', type: 'image/svg+xml', href: `${assets}/icon.svg` }),
      h('link', { rel: 'stylesheet', href: `${assets}/${style}.css` }),
    ),
    h('body', null, h(WrittenIn.Provider, { value: written }, body)),
  )
  return `<!doctype html>${renderToString(html)}`
}
