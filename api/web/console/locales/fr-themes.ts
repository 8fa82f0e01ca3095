import { countsIn } from '../../shared/counts.ts'

const { number, plural } = countsIn('fr')

export const themesFr = {
  intro:
    'De quoi parlent les propositions. Les thèmes sont trouvés automatiquement ; vous les nommez et les corrigez. Ceux que vous modifiez restent tels quels.',
  byHand:
    'Il y a moins de 300 propositions acceptées : les thèmes se font à la main. Créez-en un, puis ajoutez-y des propositions.',
  notYet: 'Les thèmes n’ont pas encore été recherchés. Ils le sont toutes les deux minutes, si nécessaire.',
  computed: (day: string) => `Dernière recherche : ${day}`,
  create: 'Nouveau thème',
  name: 'Nom du thème',
  words: 'Racines de mots les plus typiques',
  accepted: (count: number) => plural(count, 'proposition acceptée', 'propositions acceptées'),
  pending: (count: number) => `${number(count)} à lire`,
  kept: 'fixé par l’équipe',
  hidden: 'masqué',
  rename: 'Renommer',
  merge: 'Fusionner',
  keep: 'Fixer',
  letGo: 'Ne plus fixer',
  hide: 'Masquer',
  show: 'Montrer',
  open: 'Propositions',
  mergeTitle: (name: string) => `Fusionner « ${name} »`,
  mergeHint: 'Toutes ses propositions passent dans l’autre thème, qui garde son nom. C’est définitif.',
  into: 'Avec le thème',
  none: 'Sans thème',
  every: 'Tous les thèmes',
  theme: 'Thème',
  of: (name: string) => `Propositions de « ${name} »`,
  ofNone: 'Propositions sans thème',
  ofAll: 'Toutes les propositions',
  select: (text: string) => `Choisir : ${text}`,
  selected: (count: number) => plural(count, 'proposition choisie', 'propositions choisies'),
  moveTo: 'Déplacer vers',
  move: 'Déplacer',
  moved: (count: number, name: string) =>
    `${plural(count, 'proposition déplacée', 'propositions déplacées')} vers « ${name} ».`,
  nothing: 'Aucune proposition.',
  close: 'Fermer',
  shortcuts: 'J et K : thème suivant ou précédent',
}
