import { fr as common } from '../../shared/locales/fr.ts'

export const fr = {
  ...common,
  title: 'Tester le widget',
  intro: 'Ouvrez ici l’un de vos articles. Cette page montre en direct ce qui arrive, et ce qui manque.',
  address: 'Adresse de l’article',
  open: 'Ouvrir l’article',
  signIn: 'Connectez-vous d’abord : un lien de test montre ce que fait la personne qui l’ouvre.',
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
  readerTokens: {
    vouched: 'Abonné authentifié.',
    'no-keys': 'Jeton d’abonné ignoré : le média n’a fourni aucune clé.',
    malformed: 'Jeton d’abonné illisible, ou sans iat ou exp.',
    algorithm: 'Jeton d’abonné signé par un autre algorithme que ES256 ou EdDSA.',
    'unknown-key': 'Jeton d’abonné d’une clé (kid) absente du jeu du média.',
    signature: 'Jeton d’abonné dont la signature n’est pas valable.',
    issuer: 'Jeton d’abonné dont iss n’est pas la clé publique du média.',
    audience: 'Jeton d’abonné destiné à un autre serveur (aud).',
    subject: 'Jeton d’abonné sans pseudonyme (sub) de 1 à 64 caractères.',
    expired: 'Jeton d’abonné expiré.',
    'not-yet': 'Jeton d’abonné daté du futur.',
    lifetime: 'Jeton d’abonné valable plus d’une heure.',
  } as Record<string, string>,
  refusals: {
    'foreign-origin': 'L’origine de cette page n’est pas sur la liste du média. Ajoutez-la dans la console.',
    'unknown-publisher': 'Cette clé publique est inconnue.',
    'unknown-consultation': 'Cette consultation n’existe pas.',
    'publisher-disabled': 'Le widget de ce média est désactivé.',
    'votes-closed': 'La consultation ne reçoit pas de votes en ce moment.',
  } as Record<string, string>,
}

export type Texts = typeof fr
