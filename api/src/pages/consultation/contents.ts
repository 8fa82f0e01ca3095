import { type ComponentChild, h } from 'preact'
import type { PageTexts } from './texts.ts'

/** Where a section is in the page, and its title; false: it is not there. */
export type Section = readonly [id: string, title: string | false]

/** The way to each section of a long page. */
export const contents = (sections: readonly Section[], texts: PageTexts): ComponentChild =>
  h(
    'nav',
    { class: 'contents', 'aria-label': texts.overview },
    h(
      'ul',
      null,
      sections.map(([id, title]) => title && h('li', null, h('a', { href: `#${id}` }, title))),
    ),
  )
