import { type ComponentChild, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Words } from '../words.ts'
import type { Block } from './blocks.ts'

// Programs that show mail take style attributes, and little else.
const PAGE =
  'max-width:640px;margin:0 auto;padding:16px;color:#1b1b1f;background:#fff;font:16px/1.5 sans-serif'
const QUIET = 'color:#5b5b66;font-size:14px'
const TABLE = 'width:100%;border-collapse:collapse;margin:16px 0;font-size:13px;line-height:1.35'
const LINE = 'border-bottom:1px solid #dcdce2'
const HEAD = 'color:#5b5b66;font-size:11px;font-weight:bold'
const BUTTON =
  'display:inline-block;padding:10px 16px;border-radius:8px;color:#fff;background:#1f4e8c;text-decoration:none'

type Direction = Words['direction']

// Text begins where the line does, and numbers end at its end.
const SIDES: Readonly<Record<Direction, readonly [text: string, numbers: string]>> = {
  ltr: ['left', 'right'],
  rtl: ['right', 'left'],
}

function cells(tag: 'th' | 'td', numbers: readonly string[], direction: Direction): ComponentChild {
  const [, side] = SIDES[direction]
  const top = tag === 'th' ? '8px' : '0'
  const padding = direction === 'rtl' ? `${top} 8px 8px 0` : `${top} 0 8px 8px`
  const look = tag === 'th' ? `${LINE};${HEAD}` : LINE
  const style = `${look};padding:${padding};vertical-align:bottom;text-align:${side}`
  return h(
    'tr',
    null,
    numbers.map((number) => h(tag, { style }, number)),
  )
}

/** What a row is about stands above its numbers: beside them it has no room on a phone. */
function row([name = '', ...numbers]: readonly string[], direction: Direction): ComponentChild {
  const style = `padding:8px 0 0;font-size:14px;text-align:${SIDES[direction][0]}`
  return [
    h('tr', null, h('td', { colspan: numbers.length, dir: 'auto', style }, name)),
    cells('td', numbers, direction),
  ]
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
        cells('th', block.head.slice(1), direction),
        block.rows.map((one) => row(one, direction)),
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
