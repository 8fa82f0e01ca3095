import { type ComponentChild, h } from 'preact'
import { holdMarks } from '../domain/text/typography.ts'
import type { Phase } from '../wire/index.ts'
import { wordsIn } from './languages.ts'
import { renderPage } from './layout.ts'
import type { Words } from './words.ts'

/** A consultation as the front page lists it. */
export interface ListedConsultation {
  slug: string
  question: string
  language: string
  phase: Phase
}

const DOORS = ['dashboard', 'console', 'self-test', 'docs'] as const

const listed = ({ slug, question, language, phase }: ListedConsultation, { say }: Words): ComponentChild =>
  h(
    'li',
    null,
    h('a', { href: `c/${slug}`, lang: language }, h('bdi', null, holdMarks(question))),
    h('small', { class: phase }, say(`front.phase.${phase}`)),
  )

const door = (href: (typeof DOORS)[number], { say }: Words): ComponentChild =>
  h(
    'li',
    null,
    h(
      'a',
      { href },
      h('strong', null, say(`front.${href}.title`)),
      h('span', null, say(`front.${href}.text`)),
    ),
  )

/**
 * The page at the server's address: which consultations it carries, and where each kind of visitor goes. Its links are
 * relative, so that it works below a path as well.
 */
export function renderFrontPage(consultations: readonly ListedConsultation[], language: string): string {
  const words = wordsIn(language)
  const { say, direction } = words
  return renderPage({
    language,
    direction,
    title: 'Unisson',
    assets: 'assets',
    style: 'front-page',
    head: [h('meta', { name: 'description', content: say('front.lead') })],
    body: [
      h('header', null, h('h1', null, 'Unisson'), h('p', null, say('front.lead'))),
      h(
        'main',
        null,
        h(
          'section',
          null,
          h('h2', null, say('front.consultations')),
          consultations.length === 0
            ? h('p', null, say('front.none'))
            : h(
                'ul',
                { class: 'consultations' },
                consultations.map((consultation) => listed(consultation, words)),
              ),
        ),
        h(
          'section',
          null,
          h('h2', null, say('front.doors')),
          h(
            'ul',
            { class: 'doors' },
            DOORS.map((name) => door(name, words)),
          ),
        ),
      ),
    ],
  })
}
