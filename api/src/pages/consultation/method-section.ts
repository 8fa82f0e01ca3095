import { type ComponentChild, h } from 'preact'
import type { PageTexts } from './texts.ts'

/** The method in plain words, with the way to what was counted. */
export const methodSection = (reportAddress: string, rankedFrom: number, texts: PageTexts): ComponentChild =>
  h(
    'section',
    { id: 'method' },
    h('h2', null, texts.method),
    texts.methodWords(rankedFrom).map((words) => h('p', null, words)),
    h('p', null, h('a', { href: reportAddress }, texts.integrity)),
  )
