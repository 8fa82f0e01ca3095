import { h } from 'preact'
import type { Problem } from '../wire/index.ts'
import { type FrontLanguage, renderPage } from './layout.ts'

interface Words {
  title: string
  text: string
}

interface Texts {
  /** By the last part of the problem's type. */
  problems: Record<string, Words>
  /** What went wrong is on our side, and passes. */
  later: Words
  other: Words
  home: string
}

const TEXTS: Record<FrontLanguage, Texts> = {
  fr: {
    problems: {
      'not-found': {
        title: 'Cette page n’existe pas',
        text: 'L’adresse est peut-être incomplète, ou la page a été déplacée.',
      },
      'unknown-consultation': {
        title: 'Cette consultation n’existe pas',
        text: 'Vérifiez l’adresse : il manque peut-être une lettre à la fin. La page d’accueil liste les consultations publiques.',
      },
      'unknown-publisher': {
        title: 'Ce lien ne correspond à aucun média',
        text: 'L’adresse est peut-être incomplète.',
      },
      'publisher-disabled': {
        title: 'Ce média ne propose plus de consultation',
        text: 'Les consultations publiques sont listées sur la page d’accueil.',
      },
      'results-not-published': {
        title: 'Les résultats ne sont pas encore publiés',
        text: 'Ils le seront ici, à cette adresse, quand l’équipe aura fini de les préparer.',
      },
      'too-many-requests': {
        title: 'Trop de demandes',
        text: 'Votre réseau a demandé beaucoup de pages en peu de temps. Réessayez dans une minute.',
      },
    },
    later: {
      title: 'Le service est momentanément indisponible',
      text: 'Rien n’est perdu. Réessayez dans quelques instants.',
    },
    other: {
      title: 'Cette adresse ne peut pas être ouverte',
      text: 'L’adresse est peut-être incomplète, ou réservée à des personnes connectées.',
    },
    home: 'Aller à la page d’accueil',
  },
  en: {
    problems: {
      'not-found': {
        title: 'There is no such page',
        text: 'The address may be incomplete, or the page has moved.',
      },
      'unknown-consultation': {
        title: 'There is no such consultation',
        text: 'Check the address: a letter may be missing at its end. The front page lists the public consultations.',
      },
      'unknown-publisher': {
        title: 'This link belongs to no publisher',
        text: 'The address may be incomplete.',
      },
      'publisher-disabled': {
        title: 'This publisher no longer carries consultations',
        text: 'The front page lists the public consultations.',
      },
      'results-not-published': {
        title: 'The results are not published yet',
        text: 'They will be here, at this address, when the team has finished preparing them.',
      },
      'too-many-requests': {
        title: 'Too many requests',
        text: 'Your network asked for many pages in a short time. Try again in a minute.',
      },
    },
    later: {
      title: 'The service is not available at the moment',
      text: 'Nothing is lost. Try again in a few moments.',
    },
    other: {
      title: 'This address cannot be opened',
      text: 'It may be incomplete, or only for people who are signed in.',
    },
    home: 'Go to the front page',
  },
}

function wordsFor({ type, status }: Problem, { problems, later, other }: Texts): Words {
  const known = problems[type.slice(type.lastIndexOf('/') + 1)]
  return known ?? (status >= 500 ? later : other)
}

/** What somebody reads who opened an address that leads nowhere. `path` stands before all our addresses. */
export function renderProblemPage(problem: Problem, language: FrontLanguage, path: string): string {
  const texts = TEXTS[language]
  const { title, text } = wordsFor(problem, texts)
  return renderPage({
    language,
    title: `${title} – Unisson`,
    assets: `${path}/assets`,
    style: 'front-page',
    head: [h('meta', { name: 'robots', content: 'noindex' })],
    body: [
      h('header', null, h('h1', null, title), h('p', null, text)),
      h('p', { class: 'home' }, h('a', { href: `${path}/` }, texts.home)),
    ],
  })
}
