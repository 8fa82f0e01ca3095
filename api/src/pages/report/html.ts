import { type ComponentChild, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Words } from '../words.ts'
import type { Block } from './blocks.ts'

// Programs that show mail take style attributes, and little else.
const PAGE =
  'max-width:640px;margin:0 auto;padding:16px;color:#1b1b1f;background:#fff;font:16px/1.5 sans-serif'
const QUIET = 'color:#5b5b66;font-size:14px'
const TABLE = 'width:100%;border-collapse:collapse;margin:16px 0;font-size:14px;line-height:1.35'
// Small, and long words may break: four columns have to stand on a phone, and many mail programs know no other layout.
const CELL = 'border-bottom:1px solid #dcdce2;vertical-align:top;overflow-wrap:anywhere;hyphens:auto'
const HEAD = 'color:#5b5b66;font-size:12px;font-weight:bold'
const BUTTON =
  'display:inline-block;padding:10px 16px;border-radius:8px;color:#fff;background:#1f4e8c;text-decoration:none'

type Direction = Words['direction']

// Text begins where the line does, and numbers end at its end.
const SIDES: Readonly<Record<Direction, readonly [text: string, numbers: string]>> = {
  ltr: ['left', 'right'],
  rtl: ['right', 'left'],
}

function cells(tag: 'th' | 'td', texts: readonly string[], direction: Direction): ComponentChild {
  const [text, numbers] = SIDES[direction]
  const style = tag === 'th' ? `${CELL};${HEAD}` : CELL
  const cell = (content: string, index: number): ComponentChild => {
    const gap = index === 0 ? '0' : '8px'
    const padding = direction === 'rtl' ? `8px ${gap} 8px 0` : `8px 0 8px ${gap}`
    const side = index === 0 ? text : numbers
    return h(tag, { style: `${style};padding:${padding};text-align:${side}` }, content)
  }
  return h('tr', null, texts.map(cell))
}

function written(block: Block, direction: Direction): ComponentChild {
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
        cells('th', block.head, direction),
        block.rows.map((row) => cells('td', row, direction)),
      )
    case 'paragraph':
      return h('p', null, block.text)
  }
}

/** A whole document, ready for a mailer. */
export function asHtml(blocks: readonly Block[], { language, direction }: Words): string {
  const title = blocks.find((block) => block.kind === 'title')
  const page = h(
    'html',
    { lang: language, dir: direction === 'rtl' ? 'rtl' : undefined },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('title', null, title && 'text' in title ? title.text : ''),
    ),
    h(
      'body',
      { style: PAGE },
      blocks.map((block) => written(block, direction)),
    ),
  )
  return `<!doctype html>${renderToString(page)}`
}
