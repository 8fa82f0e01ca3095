import type { Language } from '../shared/languages.ts'

const fr = {
  title: 'Essayer le widget',
  intro:
    'Ouvrez d’ici l’un de vos articles. Cette page montre ce qui en arrive, en direct, et ce qui manque.',
  address: 'Adresse de l’article',
  open: 'Ouvrir l’article',
  signIn:
    'Pour essayer une page, connectez-vous d’abord : un lien d’essai montre ce que fait la personne qui l’ouvre.',
  dashboard: 'Tableau de bord',
  console: 'Console',
  opened: 'Revenez ici une fois que vous avez vu le widget et voté.',
  steps: {
    load: ['Le widget s’exécute', 'La page l’a chargé et nous a joints.'],
    view: ['Il est vu', 'La moitié du widget a été visible une seconde.'],
    vote: [
      'Un vote arrive',
      'C’est un vrai vote : reprenez-le par « Annuler » s’il ne compte pas pour vous.',
    ],
  },
  waiting: 'attendu',
  arrived: (time: string) => `arrivé à ${time}`,
  refused: (time: string) => `refusé à ${time}`,
  article: 'Compté pour',
  noArticle:
    'Compté pour le site, pour aucun article : l’adresse de la page n’est pas sur la liste du média.',
  nothing:
    'Rien n’arrive ? L’article doit garder « #unisson-test=… » dans son adresse, contenir la ligne à coller, et sa politique de sécurité doit permettre script-src et connect-src vers ce serveur.',
  leftOut: {
    bots: 'Non compté : un programme conduit ce navigateur.',
    prefetches: 'Non compté : la page a été préchargée.',
    foreignOrigins: 'Non compté : cette page n’est pas sur la liste du média.',
    unknownOrigins: 'Non compté : la page ne dit pas d’où elle vient (cadre isolé).',
    newsroom: 'Non compté : cet appareil est celui de la rédaction (#unisson-ignore-me).',
    privacySignals: 'Seul le chargement compte : le navigateur demande à ne pas être suivi (GPC).',
    aggregatesOnly: 'Compté sans distinguer les lecteurs, comme le média l’a choisi.',
  } as Record<string, string>,
  problems: {
    'foreign-origin': 'L’origine de cette page n’est pas sur la liste du média. Ajoutez-la dans la console.',
    'unknown-publisher': 'Cette clé publique est inconnue.',
    'unknown-consultation': 'Cette consultation n’existe pas.',
    'publisher-disabled': 'Le widget de ce média est éteint.',
    'votes-closed': 'La consultation ne prend pas de votes en ce moment.',
  } as Record<string, string>,
}

export type SelfTestTexts = typeof fr

const en: SelfTestTexts = {
  title: 'Try the widget',
  intro:
    'Open one of your articles from here. This page shows what arrives from it, live, and what is missing.',
  address: 'Address of the article',
  open: 'Open the article',
  signIn: 'Sign in first to try a page: a test link shows what the person who opens it does.',
  dashboard: 'Dashboard',
  console: 'Console',
  opened: 'Come back here once you have seen the widget and voted.',
  steps: {
    load: ['The widget runs', 'The page has loaded it and reached us.'],
    view: ['It is seen', 'Half of the widget was visible for a second.'],
    vote: ['A vote arrives', 'It is a real vote: take it back by “Undo” if you do not mean it.'],
  },
  waiting: 'awaited',
  arrived: (time) => `arrived at ${time}`,
  refused: (time) => `refused at ${time}`,
  article: 'Counted for',
  noArticle:
    'Counted for the site, for no article: the address of the page is not on the list of the news site.',
  nothing:
    'Nothing arrives? The article must keep “#unisson-test=…” in its address, hold the line to paste, and its security policy must allow script-src and connect-src to this server.',
  leftOut: {
    bots: 'Not counted: a program drives this browser.',
    prefetches: 'Not counted: the page was prefetched.',
    foreignOrigins: 'Not counted: this page is not on the list of the news site.',
    unknownOrigins: 'Not counted: the page does not say where it comes from (a sandboxed frame).',
    newsroom: 'Not counted: this device is the newsroom’s (#unisson-ignore-me).',
    privacySignals: 'The load alone counts: the browser asks not to be followed (GPC).',
    aggregatesOnly: 'Counted without telling readers apart, as the news site chose.',
  },
  problems: {
    'foreign-origin': 'The origin of this page is not on the list of the news site. Add it in the console.',
    'unknown-publisher': 'This public key is not known.',
    'unknown-consultation': 'There is no such consultation.',
    'publisher-disabled': 'The widget of this news site is switched off.',
    'votes-closed': 'The consultation takes no votes now.',
  },
}

export const TEXTS: Readonly<Record<Language, SelfTestTexts>> = { fr, en }
