import { type ComponentChild, h } from 'preact'
import type { ShownText } from '../../domain/consultations/translations.ts'
import { inlineText } from '../shown-text.ts'

/** A proposal with what each part of the public says of it, in the order of the columns. */
export interface ComparedRow extends ShownText {
  cells: readonly ComponentChild[]
}

/** A line for the text, which is long, and below it a cell for each part: it is read at 320 pixels as well. */
const lines = ({ cells, ...shown }: ComparedRow): ComponentChild =>
  h(
    'tbody',
    null,
    h('tr', null, h('th', { scope: 'rowgroup', colSpan: cells.length }, inlineText(shown))),
    h(
      'tr',
      null,
      cells.map((cell) => h('td', null, cell)),
    ),
  )

/** What parts of the public say, side by side; nothing where there is no row. */
export const comparisonTable = (
  title: string,
  columns: readonly ComponentChild[],
  rows: readonly ComparedRow[],
): ComponentChild =>
  rows.length === 0
    ? null
    : [
        h('h3', null, title),
        h(
          'table',
          { class: 'compared' },
          h(
            'thead',
            null,
            h(
              'tr',
              null,
              columns.map((label) => h('th', { scope: 'col' }, label)),
            ),
          ),
          rows.map(lines),
        ),
      ]
