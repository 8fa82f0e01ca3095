import type { Language } from '../shared/language.ts'

const fr = {
  title: 'Tester le widget',
  intro: 'Ouvrez ici l’un de vos articles. Cette page montre en direct ce qui arrive, et ce qui manque.',
  address: 'Adresse de l’article',
  open: 'Ouvrir l’article',
  signIn:
    'Pour tester une page, connectez-vous d’abord : un lien de test montre ce que fait la personne qui l’ouvre.',
  dashboard: 'Tableau de bord',
  console: 'Console',
  opened: 'Revenez ici une fois que vous avez vu le widget et voté.',
  steps: {
    load: ['Le widget s’exécute', 'La page l’a chargé et nous a joints.'],
    view: ['Il est vu', 'La moitié du widget a été visible une seconde.'],
    vote: [
      'Un vote arrive',
      'C’est un vrai vote : annulez-le avec « Annuler » si vous ne faites qu’un test.',
    ],
  },
  waiting: 'en attente',
  arrived: (time: string) => `arrivé à ${time}`,
  refused: (time: string) => `refusé à ${time}`,
  article: 'Compté pour',
  noArticle: 'Compté pour le site seulement : l’adresse de la page n’est pas sur la liste du média.',
  nothing:
    'Rien n’arrive ? L’article doit garder « #unisson-test=… » dans son adresse, contenir le code d’intégration, et sa politique de sécurité doit autoriser script-src et connect-src vers ce serveur.',
  leftOut: {
    bots: 'Non compté : un programme pilote ce navigateur.',
    prefetches: 'Non compté : la page a été préchargée.',
    foreignOrigins: 'Non compté : cette page n’est pas sur la liste du média.',
    unknownOrigins: 'Non compté : la page ne dit pas d’où elle vient (cadre isolé).',
    newsroom: 'Non compté : cet appareil est celui de la rédaction (#unisson-ignore-me).',
    privacySignals: 'Seul le chargement compte : le navigateur demande à ne pas être pisté (GPC).',
    aggregatesOnly: 'Compté sans distinguer les lecteurs, comme le média l’a choisi.',
  } as Record<string, string>,
  problems: {
    'foreign-origin': 'L’origine de cette page n’est pas sur la liste du média. Ajoutez-la dans la console.',
    'unknown-publisher': 'Cette clé publique est inconnue.',
    'unknown-consultation': 'Cette consultation n’existe pas.',
    'publisher-disabled': 'Le widget de ce média est désactivé.',
    'votes-closed': 'La consultation ne prend pas de votes en ce moment.',
  } as Record<string, string>,
}

export type SelfTestTexts = typeof fr

const en: SelfTestTexts = {
  title: 'Test the widget',
  intro: 'Open one of your articles here. This page shows live what arrives and what is missing.',
  address: 'Address of the article',
  open: 'Open the article',
  signIn: 'Sign in first: a test link shows what the person who opens it does.',
  dashboard: 'Dashboard',
  console: 'Console',
  opened: 'Come back here once you have seen the widget and voted.',
  steps: {
    load: ['The widget runs', 'The page has loaded it and reached us.'],
    view: ['It is seen', 'Half of the widget was visible for a second.'],
    vote: ['A vote arrives', 'It is a real vote: withdraw it with “Undo” if you are only testing.'],
  },
  waiting: 'waiting',
  arrived: (time) => `arrived at ${time}`,
  refused: (time) => `refused at ${time}`,
  article: 'Counted for',
  noArticle: 'Counted for the site only: the page’s address is not on the news site’s list.',
  nothing:
    'Nothing arrives? The article must keep “#unisson-test=…” in its address, contain the embed code, and its security policy must allow script-src and connect-src to this server.',
  leftOut: {
    bots: 'Not counted: a program controls this browser.',
    prefetches: 'Not counted: the page was prefetched.',
    foreignOrigins: 'Not counted: this page is not on the news site’s list.',
    unknownOrigins: 'Not counted: the page does not say where it comes from (a sandboxed frame).',
    newsroom: 'Not counted: this device belongs to the newsroom (#unisson-ignore-me).',
    privacySignals: 'Only the load counts: the browser asks not to be tracked (GPC).',
    aggregatesOnly: 'Counted without unique readers, as the news site chose.',
  },
  problems: {
    'foreign-origin': 'The origin of this page is not on the news site’s list. Add it in the console.',
    'unknown-publisher': 'This public key is unknown.',
    'unknown-consultation': 'There is no such consultation.',
    'publisher-disabled': 'The widget of this news site is switched off.',
    'votes-closed': 'The consultation does not take votes now.',
  },
}

export const TEXTS: Readonly<Record<Language, SelfTestTexts>> = { fr, en }
