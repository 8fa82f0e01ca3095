import { h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { AcceptedProposal } from '../store/proposals.ts'
import type { Consultation, Phase } from '../wire/index.ts'

interface PageTexts {
  phases: Record<Phase, (consultation: Consultation) => string>
  proposals(count: number): string
  none: string
  where: string
}

const date = (language: string, instant: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(new Date(instant))

const FRENCH: PageTexts = {
  phases: {
    upcoming: ({ opensAt }) => `La consultation ouvre le ${date('fr', opensAt)}.`,
    open: ({ closesAt }) => `La consultation est ouverte jusqu’au ${date('fr', closesAt)}.`,
    'vote-only': ({ closesAt }) => `Les votes sont ouverts jusqu’au ${date('fr', closesAt)}.`,
    analysis: () => 'La consultation est terminée. Les résultats sont en préparation.',
    results: () => 'La consultation est terminée. Les résultats sont publiés.',
    action: () => 'La consultation est terminée. Les actions sont en cours.',
    closed: () => 'La consultation est close.',
  },
  proposals: (count) => `${new Intl.NumberFormat('fr').format(count)} proposition${count > 1 ? 's' : ''}`,
  none: 'Aucune proposition n’est encore publiée.',
  where: 'Pour voter et proposer, ouvrez l’un des articles qui accueillent cette consultation.',
}

const ENGLISH: PageTexts = {
  phases: {
    upcoming: ({ opensAt }) => `The consultation opens on ${date('en', opensAt)}.`,
    open: ({ closesAt }) => `The consultation is open until ${date('en', closesAt)}.`,
    'vote-only': ({ closesAt }) => `Votes are open until ${date('en', closesAt)}.`,
    analysis: () => 'The consultation is over. The results are being prepared.',
    results: () => 'The consultation is over. The results are published.',
    action: () => 'The consultation is over. The actions are being carried out.',
    closed: () => 'The consultation is closed.',
  },
  proposals: (count) => `${new Intl.NumberFormat('en').format(count)} proposal${count === 1 ? '' : 's'}`,
  none: 'No proposal has been published yet.',
  where: 'To vote and to propose, open one of the articles that carry this consultation.',
}

const PROPOSALS_SHOWN = 100

function proposal({ text, authorName, authorAge }: AcceptedProposal): VNode {
  const author = [authorName, authorAge].filter((part) => part !== null).join(', ')
  return h(
    'li',
    null,
    h('p', null, h('bdi', null, text)),
    author === '' ? null : h('small', null, h('bdi', null, author)),
  )
}

/** The whole page as HTML, every text escaped; readable without JavaScript. */
export function renderConsultationPage(
  consultation: Consultation,
  proposals: readonly AcceptedProposal[],
): string {
  const texts = consultation.language.startsWith('fr') ? FRENCH : ENGLISH
  const page = h(
    'html',
    { lang: consultation.language },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', null, consultation.question),
      h('meta', { property: 'og:title', content: consultation.question }),
      h('meta', { property: 'og:url', content: consultation.url }),
      h('link', { rel: 'canonical', href: consultation.url }),
      h('link', { rel: 'stylesheet', href: '/assets/consultation-page.css' }),
    ),
    h(
      'body',
      null,
      h(
        'main',
        null,
        h('h1', null, consultation.question),
        consultation.introduction === '' ? null : h('p', null, consultation.introduction),
        h('p', { class: 'phase' }, texts.phases[consultation.phase](consultation), ' ', texts.where),
        h('h2', null, proposals.length === 0 ? texts.none : texts.proposals(proposals.length)),
        h('ol', { class: 'proposals' }, proposals.slice(0, PROPOSALS_SHOWN).map(proposal)),
      ),
    ),
  )
  return `<!doctype html>${renderToString(page)}`
}
