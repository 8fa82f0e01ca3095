import type { CohortOfTeam } from '../../wire/index.ts'

type Rule = CohortOfTeam['rule']

/** A rule in plain words: what it is called, and what it saw. */
export interface RuleWords {
  titles: Readonly<Record<Rule, string>>
  explained: Readonly<Record<Rule, string>>
}

export const FRENCH_RULES: RuleWords = {
  titles: {
    vouched: 'Lecteurs attestés par leur journal',
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
      'Le journal a signé un pseudonyme pour chacun : une personne, un vote, quel que soit l’appareil.',
    'no-origin':
      'Le navigateur n’a pas dit de quelle page vient le vote : c’est un programme, ou une page cachée dans une autre.',
    'shared-token':
      'Une page ouverte une seule fois a voté au nom de plusieurs lecteurs. Un lecteur n’a pas de raison de le faire.',
    'moved-token':
      'L’autorisation de voter a été prise sur un réseau et un navigateur, puis utilisée sur d’autres.',
    'not-served':
      'Le vote ne porte pas la preuve que la proposition a été tirée pour ce lecteur : elle a été visée.',
    'network-excess':
      'D’un même réseau, cette proposition reçoit bien plus de votes que les autres lecteurs de ce réseau ne le laissent attendre.',
    'lone-votes':
      'Bien plus de lecteurs que d’habitude sont venus donner ce seul vote, puis sont repartis sans rien lire d’autre.',
    'draw-excess':
      'Les votes sur cette proposition dépassent de loin ceux des propositions montrées en même temps qu’elle.',
    ballots:
      'Des séries de votes identiques, ou données plus vite qu’on ne lit, se répètent bien plus que le hasard ne le permet.',
  },
}

export const ENGLISH_RULES: RuleWords = {
  titles: {
    vouched: 'Readers vouched for by their newspaper',
    'no-origin': 'Votes that came from no page',
    'shared-token': 'Several voters on one open page',
    'moved-token': 'Page opened elsewhere than where the votes came from',
    'not-served': 'Votes on proposals that were not shown',
    'network-excess': 'One network insists on a proposal',
    'lone-votes': 'Voters who came for one vote only',
    'draw-excess': 'More votes than the proposal was shown for',
    ballots: 'Whole ballots that are too much alike',
  },
  explained: {
    vouched: 'The newspaper signed a pseudonym for each: one person, one vote, on any device.',
    'no-origin':
      'The browser did not say which page the vote came from: a program, or a page hidden in another.',
    'shared-token': 'A page that was opened once voted for several readers. No reader has a reason to.',
    'moved-token': 'The permission to vote was taken on one network and browser, then used on others.',
    'not-served': 'The vote has no proof that the proposal was drawn for this reader: it was aimed at.',
    'network-excess':
      'From one network, this proposal gets far more votes than the other readers of that network lead one to expect.',
    'lone-votes': 'Far more readers than usual came to give this one vote, then left without reading on.',
    'draw-excess': 'The votes on this proposal far exceed those on the proposals that were shown with it.',
    ballots:
      'Series of votes that are identical, or given faster than anyone reads, come far more often than chance allows.',
  },
}
