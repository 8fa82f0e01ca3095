import { votes } from '#locale'
import type { LaterTexts } from './texts.ts'

// Written out: the first use of Intl takes longer than all the rest of a vote on a slow phone.
const count = (quantity: number, one: string, other: string) =>
  `${`${quantity}`.replace(/\B(?=(\d{3})+$)/g, '\u202f')} ${quantity < 2 ? one : other}`

const date = (instant: string) =>
  new Date(instant).toLocaleDateString('fr', { dateStyle: 'long' }).replace(/^1 /, '1er ')

const qualifications = {
  likeIt: 'Coup de cœur',
  doable: 'Réaliste',
  platitudeAgree: 'Banal',
  noWay: 'Surtout pas',
  impossible: 'Infaisable',
  platitudeDisagree: 'Banal',
  doNotUnderstand: 'Pas compris',
  noOpinion: 'Sans avis',
  doNotCare: 'Indifférent',
}

export const texts: LaterTexts = {
  qualifications,
  percent: (share) => `${share}\u00a0%`,
  voteCount: (total) => count(total, 'vote', 'votes'),
  next: 'Suivante',
  finish: 'Terminer',
  undo: 'Annuler',
  voted: (vote, share, total) =>
    `Votre vote\u202f: ${votes[vote].toLowerCase()}, ${total > 1 ? `comme ${share} des ${count(total, 'vote', 'votes')}` : 'le premier sur cette proposition'}.`,
  undone: 'Vote annulé.',
  cancel: 'Annuler',
  send: 'Envoyer',
  sending: 'Envoi…',
  field: 'Votre proposition',
  name: 'Prénom (facultatif)',
  age: 'Âge (facultatif)',
  left: (characters) =>
    characters < 0
      ? count(-characters, 'signe de trop', 'signes de trop')
      : count(characters, 'signe restant', 'signes restants'),
  notices: {
    offline: 'Hors ligne\u202f: vos votes partiront au retour du réseau.',
    unreachable: 'Service injoignable\u202f: vos votes partiront plus tard.',
    busy: 'Service saturé\u202f: vos votes partiront plus tard.',
    refused: 'Ce vote n’a pas pu être compté. Votez sur la page de la consultation.',
    gone: 'Cette proposition n’est plus soumise au vote.',
    expired: 'Après sept jours d’attente, votre envoi n’a pas pu aboutir.',
    unsent: 'Une proposition envoyée plus tôt n’a pas été acceptée.',
  },
  problems: {
    empty: 'Écrivez votre idée en une phrase.',
    long: 'Votre idée est trop longue.',
    age: 'Âge\u202f: de 13 à 120 ans.',
    duplicate: 'Quelqu’un a déjà eu cette idée.',
    closed: 'La consultation n’accepte plus de propositions.',
    refused: 'Cette idée n’est pas recevable.',
  },
  seeDuplicate: 'La voir et voter',
  thanks: 'Merci\u202f!',
  submitted: {
    pending: 'Votre proposition sera relue avant publication.',
    accepted: 'Votre proposition est publiée.',
  },
  waiting: (delivery) =>
    delivery === 'offline'
      ? 'Hors ligne\u202f: votre proposition partira au retour du réseau.'
      : 'Le service ne répond pas\u202f: votre proposition partira plus tard.',
  contributed: (votes, proposals) => {
    const voted = votes && `voté sur ${count(votes, 'proposition', 'propositions')}`
    const proposed = proposals && `proposé ${count(proposals, 'idée', 'idées')}`
    const acts = [voted, proposed].filter(Boolean).join(' et ')
    return acts && `Vous avez ${acts}.`
  },
  saved: 'Vos votes sont enregistrés.',
  more: 'Continuer',
  nothing: 'Vous avez voté sur tout',
  nothingText: 'Pas d’autre proposition pour le moment.',
  optional: 'Facultatif',
  agreed: (share) => `${share}\u00a0% d’accord`,
  actionStates: { planned: 'À venir', started: 'En cours', done: 'Réalisée', stopped: 'Arrêtée' },
  phase: ({ phase, opensAt, resultsAt }, listed) =>
    ({
      upcoming: `Cette consultation ouvrira le ${date(opensAt)}.`,
      analysis: resultsAt
        ? `Les votes sont clos. Résultats attendus le ${date(resultsAt)}.`
        : 'Les votes sont clos. Les résultats sont en préparation.',
      results: `Les votes sont clos. ${{ actions: 'Voici les actions annoncées.', consensus: 'Voici ce qui rassemble.' }[listed as string] ?? 'Les résultats sont publiés.'}`,
      action: `Les votes sont clos. ${{ actions: 'Voici les actions annoncées.', consensus: 'Voici ce qui rassemble, avant les actions.' }[listed as string] ?? 'Des actions vont suivre.'}`,
    })[phase as string] ?? 'La consultation est terminée.',
  link: ({ phase }) =>
    ({ results: 'Lire les résultats', action: 'Suivre les actions' })[phase as string] ??
    'Voir la consultation',
  failed: {
    offline: 'Vous êtes hors ligne.',
    unreachable: 'La consultation ne répond pas pour le moment.',
    busy: 'La consultation est très demandée. Réessayez dans un instant.',
  },
  heldBack: 'On ne peut pas voter sur cette page.',
  voteThere: 'Voter sur la page de la consultation',
  reasons: {
    'foreign-origin': 'Cette adresse n’est pas sur la liste du média.',
    'publisher-disabled': 'Le widget de ce média est désactivé.',
    'unknown-publisher': 'La clé publique du média est inconnue.',
    'unknown-consultation': 'Cette consultation n’existe pas.',
  },
  selfTest: 'Tester le widget',
  unavailable: 'Consultation indisponible.',
  retry: 'Réessayer',
  open: 'Voir la consultation',
  about: 'Qui pose la question\u202f?',
  askedBy: (names) => `Une consultation de ${names.join(', ').replace(/, ([^,]*)$/, ' et $1')}.`,
  becomes:
    'Votre vote s’ajoute à ceux des lecteurs de tous les sites qui posent la question. Les résultats sont publics.',
  kept: 'Ni compte, ni cookie, ni adresse conservée\u202f: vos votes sont sur cet appareil et, sous un pseudonyme, sur le serveur.',
  forget: 'Effacer mes votes',
  sure: 'Oui, tout effacer',
  forgotten: 'Vos votes sont effacés ici\u202f; ils le seront sur le serveur dès qu’il répondra.',
  back: 'Retour',
  scan: (takesVotes) => (takesVotes ? 'Votez et proposez ici' : 'La consultation est ici'),
}
