import { DOT } from '../../../src/domain/text/typography.ts'
import type { CohortOfTeam, Zone } from '../../../src/wire/index.ts'
import { countsIn } from '../../shared/counts.ts'

const { number, plural } = countsIn('fr')

type VoteClass = CohortOfTeam['class']

const CLASSES: Readonly<Record<VoteClass, string>> = {
  counted: 'comptés',
  unverified: 'à vérifier',
  'set-aside': 'écartés',
}

const ZONES: Readonly<Record<Zone, string>> = {
  consensus: 'rassemble',
  controversy: 'divise',
  rejection: 'rejetée',
  limbo: 'indécise',
}

const LISTS: Readonly<Record<Zone, string>> = {
  consensus: 'de ce qui rassemble',
  controversy: 'de ce qui divise',
  rejection: 'de ce qui est rejeté',
  limbo: '',
}

export const trustFr = {
  intro:
    'Des votes que les règles mettent en doute. Rien n’est perdu : chaque décision peut être annulée, et les résultats suivent aussitôt.',
  figures: {
    counted: 'votes comptés',
    unverified: 'à vérifier, hors des résultats',
    setAside: 'écartés, hors des résultats',
  },
  alarm: (cohorts: number, votes: number) =>
    `${plural(votes, 'vote', 'votes')} en ${plural(cohorts, 'cohorte attend', 'cohortes attendent')} votre décision.`,
  look: 'Examiner',
  waiting: (count: number) => plural(count, 'cohorte à juger', 'cohortes à juger'),
  undecided: 'À décider',
  nothingUndecided: 'Rien à décider.',
  nothingText: 'Si une attaque commence, elle apparaît ici dans les dix minutes.',
  decided: 'Décidées',
  vouched: 'Lecteurs authentifiés',
  vouchedText: 'Des abonnés authentifiés par leur journal. Leurs votes comptent.',
  small: (votes: number) =>
    `Petits groupes : ${plural(votes, 'vote', 'votes')} au total, dans des cohortes de moins de onze votes. Leur détail n’est pas montré.`,
  classes: CLASSES,
  votes: (count: number) => plural(count, 'vote', 'votes'),
  onProposals: (count: number) => `sur ${plural(count, 'proposition', 'propositions')}`,
  rules: {
    vouched: 'Lecteurs authentifiés par leur journal',
    'no-origin': 'Votes venus d’aucune page',
    'shared-token': 'Plusieurs votants pour une seule page ouverte',
    'moved-token': 'Page ouverte ailleurs que là d’où viennent les votes',
    'not-served': 'Votes sur des propositions qui n’ont pas été montrées',
    'network-excess': 'Un réseau insiste sur une proposition',
    'lone-votes': 'Des votants venus pour un seul vote',
    'draw-excess': 'Plus de votes que de lecteurs à qui la proposition a été montrée',
    ballots: 'Des bulletins entiers qui se ressemblent trop',
  },
  explained: {
    vouched:
      'Le journal signe un pseudonyme pour chaque abonné\u202f: une personne, un vote, quel que soit l’appareil. Ces votes sont comptés.',
    'no-origin':
      'Le navigateur n’a pas dit de quelle page vient le vote\u202f: c’est un programme, ou une page cachée dans une autre.',
    'shared-token': 'Une page ouverte une seule fois a voté pour plusieurs lecteurs.',
    'moved-token':
      'L’autorisation de voter a été obtenue sur un réseau et un navigateur, puis utilisée sur d’autres.',
    'not-served': 'Rien ne prouve que la proposition a été montrée à ce lecteur\u202f: elle a été ciblée.',
    'network-excess':
      'Cette proposition reçoit d’un même réseau bien plus de votes que ne le laissent attendre les autres lecteurs de ce réseau.',
    'lone-votes': 'Bien plus de lecteurs que d’habitude sont venus pour ce seul vote, puis sont repartis.',
    'draw-excess': 'Elle reçoit bien plus de votes que les propositions montrées avec elle.',
    ballots:
      'Des séries de votes identiques, ou donnés plus vite qu’on ne lit, se répètent bien plus que le hasard ne le permet.',
  },
  hours: (hours: number, most: number, at: string) =>
    hours === 1
      ? `En une heure, le ${at}`
      : `Sur ${plural(hours, 'heure', 'heures')} ; au plus fort, ${plural(most, 'vote', 'votes')} en une heure, le ${at}`,
  select: (rule: string) => `Choisir : ${rule}`,
  selected: (count: number, votes: number) =>
    `${plural(count, 'cohorte choisie', 'cohortes choisies')}${DOT}${plural(votes, 'vote', 'votes')}`,
  details: 'Détail',
  acts: { counted: 'Compter', unverified: 'Laisser à vérifier', 'set-aside': 'Écarter' } satisfies Record<
    VoteClass,
    string
  > as Record<VoteClass, string>,
  ask: {
    counted: (votes: number) => `Compter ${plural(votes, 'vote', 'votes')} ?`,
    unverified: (votes: number) => `Laisser ${plural(votes, 'vote', 'votes')} à vérifier ?`,
    'set-aside': (votes: number) => `Écarter ${plural(votes, 'vote', 'votes')} ?`,
  } satisfies Record<VoteClass, (votes: number) => string> as Record<VoteClass, (votes: number) => string>,
  did: {
    counted: (votes: number) => `${plural(votes, 'vote compté', 'votes comptés')}.`,
    unverified: (votes: number) => `${plural(votes, 'vote reste', 'votes restent')} à vérifier.`,
    'set-aside': (votes: number) => `${plural(votes, 'vote écarté', 'votes écartés')}.`,
  } satisfies Record<VoteClass, (votes: number) => string> as Record<VoteClass, (votes: number) => string>,
  reason: 'Raison',
  reasonHint: 'Elle est publiée dans le rapport d’intégrité. Ne nommez personne.',
  reasons: {
    counted: ['Vérifié : de vrais lecteurs', 'Classe, réunion ou entreprise connue', 'Erreur de la règle'],
    unverified: ['En cours de vérification'],
    'set-aside': ['Bourrage d’urne', 'Programme automatique', 'Appel à voter hors des articles'],
  } satisfies Record<VoteClass, string[]> as Record<VoteClass, string[]>,
  effect: 'Effet sur les résultats',
  effectIf: { counted: 'S’ils étaient comptés', apart: 'S’ils n’étaient pas comptés' },
  noEffect: 'Aucun : ces votes ne figurent pas dans les résultats.',
  noChange: 'Aucune place, aucune zone et aucune mention « plébiscitée » ne change.',
  counting: 'Calcul de l’effet…',
  now: 'maintenant',
  after: 'après',
  unchanged: 'inchangée',
  zones: ZONES,
  tooFew: 'trop peu de votes',
  place: (rank: number, zone: Zone) => `n° ${number(rank)} ${LISTS[zone]}`,
  plebiscite: 'plébiscitée',
  showAll: (count: number) => `Afficher les ${number(count)} propositions`,
  history: 'Décisions',
  historyOf: (name: string) => `par ${name}`,
  byRule: 'par la règle',
  cohortVotes: (agree: number, neutral: number, disagree: number) =>
    `D’accord : ${number(agree)}${DOT}Neutre : ${number(neutral)}${DOT}Pas d’accord : ${number(disagree)}`,
  meanwhile: (rule: string, status: VoteClass, name: string) =>
    `« ${rule} » : ${CLASSES[status]} entre-temps par ${name}. Voici l’état actuel.`,
  publicReport: 'Rapport d’intégrité public',
}

export type TrustTexts = typeof trustFr
