import { FRENCH_RULES } from '../../../src/pages/integrity/rule-words.ts'
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
    'Des votes que les règles mettent en doute. Rien n’est perdu : chaque décision se reprend, et les résultats suivent aussitôt.',
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
  vouched: 'Lecteurs attestés',
  vouchedText: 'Des abonnés dont leur journal se porte garant. Leurs votes comptent.',
  small: (votes: number) =>
    `Petits groupes : ${plural(votes, 'vote', 'votes')} au total, dans des cohortes de moins de onze votes. Leur détail n’est pas montré.`,
  classes: CLASSES,
  votes: (count: number) => plural(count, 'vote', 'votes'),
  onProposals: (count: number) => `sur ${plural(count, 'proposition', 'propositions')}`,
  rules: FRENCH_RULES.titles,
  explained: FRENCH_RULES.explained,
  hours: (hours: number, most: number, at: string) =>
    hours === 1
      ? `En une heure, le ${at}`
      : `Sur ${plural(hours, 'heure', 'heures')} ; au plus fort, ${plural(most, 'vote', 'votes')} en une heure, le ${at}`,
  select: (rule: string) => `Choisir : ${rule}`,
  selected: (count: number, votes: number) =>
    `${plural(count, 'cohorte choisie', 'cohortes choisies')} · ${plural(votes, 'vote', 'votes')}`,
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
  noEffect: 'Aucun : ces votes ne sont déjà pas dans les résultats.',
  noChange: 'Aucune place, aucune zone et aucun plébiscite ne change.',
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
    `${number(agree)} pour, ${number(neutral)} neutres, ${number(disagree)} contre`,
  meanwhile: (rule: string, status: VoteClass, name: string) =>
    `« ${rule} » : ${CLASSES[status]} entre-temps par ${name}. Voici l’état actuel.`,
  publicReport: 'Rapport d’intégrité public',
}

export type TrustTexts = typeof trustFr
