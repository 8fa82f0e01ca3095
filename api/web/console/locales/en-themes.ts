import { countsIn } from '../../shared/counts.ts'
import type { themesFr } from './fr-themes.ts'

const { number, plural } = countsIn('en')

export const themesEn: typeof themesFr = {
  intro:
    'What proposals are about. Themes are found automatically; you name and correct them. Themes that you edit stay as you leave them.',
  byHand:
    'There are fewer than 300 accepted proposals: themes are made by hand. Create one, then add proposals to it.',
  notYet: 'Themes have not been searched for yet. This happens every two minutes, if needed.',
  computed: (day) => `Last search: ${day}`,
  create: 'New theme',
  name: 'Name of the theme',
  words: 'Most typical word stems',
  accepted: (count) => plural(count, 'accepted proposal', 'accepted proposals'),
  pending: (count) => `${number(count)} to read`,
  kept: 'pinned by the team',
  hidden: 'hidden',
  rename: 'Rename',
  merge: 'Merge',
  keep: 'Pin',
  letGo: 'Unpin',
  hide: 'Hide',
  show: 'Show',
  open: 'Proposals',
  mergeTitle: (name) => `Merge “${name}”`,
  mergeHint: 'All its proposals go into the other theme, which keeps its name. This cannot be undone.',
  into: 'Into the theme',
  none: 'Without a theme',
  every: 'All themes',
  theme: 'Theme',
  of: (name) => `Proposals in “${name}”`,
  ofNone: 'Proposals without a theme',
  ofAll: 'All proposals',
  select: (text) => `Select: ${text}`,
  selected: (count) => plural(count, 'proposal selected', 'proposals selected'),
  moveTo: 'Move to',
  move: 'Move',
  moved: (count, name) => `${plural(count, 'proposal', 'proposals')} moved to “${name}”.`,
  nothing: 'No proposals.',
  close: 'Close',
  shortcuts: 'J and K: next or previous theme',
}
