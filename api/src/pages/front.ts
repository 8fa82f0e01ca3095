import { type ComponentChild, h } from 'preact'
import type { Phase } from '../wire/index.ts'
import { type FrontLanguage, renderPage } from './layout.ts'

/** A consultation as the front page lists it. */
export interface ListedConsultation {
  slug: string
  question: string
  language: string
  phase: Phase
}

interface Door {
  href: string
  title: string
  text: string
}

interface Texts {
  lead: string
  consultations: string
  none: string
  phases: Record<Phase, string>
  doors: string
  more: Door[]
}

const TEXTS: Record<FrontLanguage, Texts> = {
  fr: {
    lead: 'Des consultations citoyennes dans les articles de presse : les lecteurs votent et proposent sans quitter la page.',
    consultations: 'Consultations',
    none: 'Aucune consultation n’est ouverte pour le moment.',
    phases: {
      upcoming: 'À venir',
      open: 'Votes et propositions ouverts',
      'vote-only': 'Votes ouverts',
      analysis: 'Résultats en préparation',
      results: 'Résultats publiés',
      action: 'Résultats et actions',
      closed: 'Terminée',
    },
    doors: 'Vous êtes…',
    more: [
      { href: 'dashboard', title: 'À la rédaction', text: 'Vos chiffres d’engagement, article par article.' },
      { href: 'console', title: 'Dans l’équipe', text: 'Ouvrir, modérer et publier une consultation.' },
      {
        href: 'self-test',
        title: 'Webmestre',
        text: 'Vérifier qu’une page affiche le module et compte ses votes.',
      },
      { href: 'docs', title: 'Développeur', text: 'La référence de l’API, à essayer en ligne.' },
    ],
  },
  en: {
    lead: 'Public consultations inside news articles: readers vote and propose without leaving the page.',
    consultations: 'Consultations',
    none: 'No consultation is open at the moment.',
    phases: {
      upcoming: 'Upcoming',
      open: 'Open to votes and proposals',
      'vote-only': 'Open to votes',
      analysis: 'Results in preparation',
      results: 'Results published',
      action: 'Results and actions',
      closed: 'Closed',
    },
    doors: 'You are…',
    more: [
      { href: 'dashboard', title: 'An editor', text: 'Your engagement figures, article by article.' },
      { href: 'console', title: 'On the team', text: 'Open, moderate and publish a consultation.' },
      {
        href: 'self-test',
        title: 'A webmaster',
        text: 'Check that a page shows the widget and counts its votes.',
      },
      { href: 'docs', title: 'A developer', text: 'The API reference, with a live console.' },
    ],
  },
}

const listed = ({ slug, question, language, phase }: ListedConsultation, texts: Texts): ComponentChild =>
  h(
    'li',
    null,
    h('a', { href: `c/${slug}`, lang: language }, h('bdi', null, question)),
    h('small', { class: phase }, texts.phases[phase]),
  )

const door = ({ href, title, text }: Door): ComponentChild =>
  h('li', null, h('a', { href }, h('strong', null, title), h('span', null, text)))

/**
 * The page at the server's address: which consultations it carries, and where each kind of visitor goes. Its links are
 * relative, so that it works below a path as well.
 */
export function renderFrontPage(
  consultations: readonly ListedConsultation[],
  language: FrontLanguage,
): string {
  const texts = TEXTS[language]
  return renderPage({
    language,
    title: 'Unisson',
    assets: 'assets',
    style: 'front-page',
    head: [h('meta', { name: 'description', content: texts.lead })],
    body: [
      h('header', null, h('h1', null, 'Unisson'), h('p', null, texts.lead)),
      h(
        'main',
        null,
        h(
          'section',
          null,
          h('h2', null, texts.consultations),
          consultations.length === 0
            ? h('p', null, texts.none)
            : h(
                'ul',
                { class: 'consultations' },
                consultations.map((consultation) => listed(consultation, texts)),
              ),
        ),
        h('section', null, h('h2', null, texts.doors), h('ul', { class: 'doors' }, texts.more.map(door))),
      ),
    ],
  })
}
