import type { GroupCertainty } from '../../../src/wire/index.ts'
import { countsIn } from '../../shared/counts.ts'

type Classes = GroupCertainty['similar']
type Outline = NonNullable<GroupCertainty['withDoubted']>

const { number, fixed, percent } = countsIn('fr')

/** What the team reads on how sure the groups are. */
export const groupsFr = {
  title: 'Groupes d’opinion : quelle certitude ?',
  headings: ['Groupes', 'Silhouette des votes', 'Votes mélangés au hasard'],
  caption:
    'Plus la silhouette est haute, plus les groupes sont nets. Elle n’a de sens qu’au-dessus de la valeur obtenue avec des votes mélangés.',
  count: number,
  fixed: (value: number) => fixed(value),
  stability: (share: number) => `Mêmes groupes avec d’autres points de départ : ${percent(share)}.`,
  waiting: (wanted: number, streak: number) =>
    `Les votes dessinent maintenant ${wanted === 0 ? 'aucun groupe' : `${wanted} groupes`} (calcul ${streak} sur 4 avant de changer).`,
  identical: ({ ballots, classes }: Classes) =>
    `Bulletins presque identiques : ${number(ballots)} en ${number(classes)} ensembles ; chaque ensemble compte pour un bulletin.`,
  closed: ({ ballots, classes }: Classes) =>
    `Cercles fermés, dont les membres votent les uns comme les autres et comme personne d’autre : ${number(ballots)} bulletins en ${number(classes)} ; chacun compte pour un bulletin.`,
  similar: ({ large }: Classes) =>
    large.length === 0
      ? 'Aucun grand ensemble de bulletins semblables (85 %).'
      : `À regarder : des ensembles de ${large.map(number).join(', ')} bulletins semblables (85 %).`,
  labelled: (label: string, value: string) => `${label} : ${value}`,
  without: 'Sans les votes mis en doute',
  with: 'Avec les votes non comptés',
  outline: ({ votes, shares, kept, of }: Outline) =>
    `${number(votes)} votes ; ${shares.length === 0 ? 'aucun groupe' : `groupes de ${shares.map(percent).join(', ')}`} ; ${kept} des ${of} premières propositions communes sont les mêmes.`,
}

export type GroupsTexts = typeof groupsFr
