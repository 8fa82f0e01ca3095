import { type ComponentChild, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Block } from './blocks.ts'
import type { ReportLanguage } from './texts.ts'

// Programs that show mail take style attributes, and little else.
const PAGE =
  'max-width:640px;margin:0 auto;padding:24px;color:#1b1b1f;background:#fff;font:16px/1.5 sans-serif'
const QUIET = 'color:#5b5b66;font-size:14px'
const TABLE = 'width:100%;border-collapse:collapse;margin:16px 0'
const BUTTON =
  'display:inline-block;padding:10px 16px;border-radius:8px;color:#fff;background:#1f4e8c;text-decoration:none'
const cellStyle = (index: number): string =>
  `padding:8px 8px 8px 0;border-bottom:1px solid #dcdce2;vertical-align:top;text-align:${index === 0 ? 'left' : 'right'}`

const cells = (tag: 'th' | 'td', texts: readonly string[]): ComponentChild =>
  h('tr', null, ...texts.map((text, index) => h(tag, { style: cellStyle(index) }, text)))

function written(block: Block): ComponentChild {
  switch (block.kind) {
    case 'title':
      return h('h1', { style: 'font-size:24px;margin:0' }, block.text)
    case 'heading':
      return h('h2', { style: 'font-size:18px;margin:24px 0 8px' }, block.text)
    case 'note':
      return h('p', { style: QUIET }, block.text)
    case 'link':
      return h('p', null, h('a', { href: block.address, style: BUTTON }, block.text))
    case 'table':
      return h(
        'table',
        { style: TABLE },
        cells('th', block.head),
        ...block.rows.map((row) => cells('td', row)),
      )
    case 'paragraph':
      return h('p', null, block.text)
  }
}

/** A whole document, ready for a mailer. */
export function asHtml(blocks: readonly Block[], language: ReportLanguage): string {
  const title = blocks.find((block) => block.kind === 'title')
  const page = h(
    'html',
    { lang: language },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('title', null, title && 'text' in title ? title.text : ''),
    ),
    h('body', { style: PAGE }, ...blocks.map(written)),
  )
  return `<!doctype html>${renderToString(page)}`
}
