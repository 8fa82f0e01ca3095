import { type ComponentChild, h } from 'preact'
import { DOT } from '../../domain/text/typography.ts'
import type { ThemeFigures } from '../../wire/index.ts'
import { addressFor, type ReaderContext } from '../reader-context.ts'
import { type TextMark, teamText } from '../shown-text.ts'
import type { PageTexts } from './texts.ts'

/** More would be a wall of lines; the table has all. */
const MOST_DRAWN = 15
const LARGEST_RADIUS = 13
const SMALLEST_RADIUS = 3

/** Who reads it, and how the names of themes are marked. */
interface Surroundings {
  reader: ReaderContext
  mark: TextMark
}

/** The theme in the list of all proposals. */
const address = ({ id }: ThemeFigures, reader: ReaderContext): string =>
  `${addressFor(reader, '', { theme: id })}#all`

/** How large and how agreed upon: a disc as large as its proposals are many, at its part of votes in favour. */
function picture({ proposals, agree }: ThemeFigures, most: number): ComponentChild {
  if (agree === null) return null
  const radius = Math.max(SMALLEST_RADIUS, LARGEST_RADIUS * Math.sqrt(proposals / most))
  const x = `${(agree * 100).toFixed(1)}%`
  return h(
    'svg',
    { class: 'theme', 'aria-hidden': 'true' },
    h('line', { x1: 0, x2: '100%', y1: '50%', y2: '50%' }),
    ['0%', '50%', '100%'].map((at) => h('line', { class: 'tick', x1: at, x2: at, y1: 10, y2: 20 })),
    h('circle', { cx: x, cy: '50%', r: radius.toFixed(1) }),
  )
}

function drawn(
  theme: ThemeFigures,
  most: number,
  { reader, mark }: Surroundings,
  texts: PageTexts,
): ComponentChild {
  return h(
    'li',
    { class: 'theme-row' },
    h(
      'p',
      null,
      h('a', { href: address(theme, reader) }, teamText(theme.name, mark)),
      ' ',
      h(
        'small',
        null,
        [theme.agree === null ? null : texts.inFavour(theme.agree), texts.proposals(theme.proposals)]
          .filter((part) => part !== null)
          .join(DOT),
      ),
    ),
    picture(theme, most),
  )
}

function table(themes: readonly ThemeFigures[], mark: TextMark, texts: PageTexts): ComponentChild {
  const head = [texts.themeHead, texts.proposalsHead, texts.votesHead, texts.inFavourHead]
  return h(
    'table',
    { class: 'numbers spaced' },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        head.map((name) => h('th', { scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      null,
      themes.map(({ name, proposals, votes, agree }) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, teamText(name, mark)),
          h('td', null, texts.numbers(proposals)),
          h('td', null, texts.numbers(votes)),
          h('td', null, agree === null ? '–' : texts.percent(agree)),
        ),
      ),
    ),
  )
}

/** What proposals are about: each theme by its size and by how much of its votes agree, and a table of the same. */
export function themesSection(
  themes: readonly ThemeFigures[],
  around: Surroundings,
  texts: PageTexts,
): ComponentChild {
  if (themes.length === 0) return null
  const most = Math.max(...themes.map(({ proposals }) => proposals))
  return h(
    'section',
    { id: 'themes' },
    h('h2', null, texts.themes),
    h('p', { class: 'quiet' }, texts.themesNote),
    h(
      'div',
      { class: 'theme-scale', 'aria-hidden': 'true' },
      [0, 0.5, 1].map((share) => h('span', null, texts.percent(share))),
    ),
    h(
      'ul',
      { class: 'themes' },
      themes.slice(0, MOST_DRAWN).map((theme) => drawn(theme, most, around, texts)),
    ),
    h('details', null, h('summary', null, texts.figures), table(themes, around.mark, texts)),
  )
}
