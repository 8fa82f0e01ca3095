import { h } from 'preact'
import type { Problem } from '../wire/index.ts'
import { wordsIn } from './languages.ts'
import { renderPage } from './layout.ts'

/** Problems that a person can meet by an address. */
const KNOWN = [
  'not-found',
  'unknown-consultation',
  'unknown-publisher',
  'publisher-disabled',
  'results-not-published',
  'too-many-requests',
] as const

/** `later`: what went wrong is on our side, and passes. */
type Told = (typeof KNOWN)[number] | 'later' | 'other'

function toldOf({ type, status }: Problem): Told {
  // By the last part of the problem's type.
  const known = KNOWN.find((name) => name === type.slice(type.lastIndexOf('/') + 1))
  return known ?? (status >= 500 ? 'later' : 'other')
}

/** What somebody reads who opened an address that leads nowhere. `path` stands before all our addresses. */
export function renderProblemPage(problem: Problem, language: string, path: string): string {
  const { say, direction } = wordsIn(language)
  const told = toldOf(problem)
  const title = say(`problem.${told}.title`)
  return renderPage({
    language,
    direction,
    title: `${title} – Unisson`,
    assets: `${path}/assets`,
    style: 'front-page',
    head: [h('meta', { name: 'robots', content: 'noindex' })],
    body: [
      h('header', null, h('h1', null, title), h('p', null, say(`problem.${told}.text`))),
      h('p', { class: 'home' }, h('a', { href: `${path}/` }, say('problem.home'))),
    ],
  })
}
