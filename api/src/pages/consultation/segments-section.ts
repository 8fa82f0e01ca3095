import { type ComponentChild, h } from 'preact'
import type { Results, SegmentComparison } from '../../wire/index.ts'
import { inlineText } from '../shown-text.ts'
import type { PageTexts } from './texts.ts'
import { barPart } from './votes-bar.ts'

type Segments = Results['segments']
type Compared = SegmentComparison['common'][number]

function cell(share: number | null | undefined, texts: PageTexts): ComponentChild {
  if (share === null || share === undefined) return h('td', null, h('span', { title: texts.tooFew }, '–'))
  return h(
    'td',
    null,
    texts.percent(share),
    h('svg', { class: 'votes thin', 'aria-hidden': 'true' }, barPart('agree', 0, share)),
  )
}

/** A line for the text, which is long, and below it a cell for each part: it is read at 320 pixels as well. */
const rows = ({ agree, ...shown }: Compared, segments: Segments, texts: PageTexts): ComponentChild =>
  h(
    'tbody',
    null,
    h('tr', null, h('th', { scope: 'rowgroup', colSpan: segments.length }, inlineText(shown))),
    h(
      'tr',
      null,
      segments.map((_, index) => cell(agree[index], texts)),
    ),
  )

function table(
  title: string,
  proposals: readonly Compared[],
  segments: Segments,
  texts: PageTexts,
): ComponentChild {
  if (proposals.length === 0) return null
  return [
    h('h3', null, title),
    h(
      'table',
      { class: 'segments' },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          segments.map(({ label }) => h('th', { scope: 'col' }, h('bdi', null, label))),
        ),
      ),
      proposals.map((proposal) => rows(proposal, segments, texts)),
    ),
  ]
}

function ownConsensus({ label, consensus }: Segments[number], texts: PageTexts): ComponentChild {
  return h(
    'div',
    null,
    h('h3', null, h('bdi', null, label)),
    consensus.length === 0
      ? h('p', { class: 'quiet' }, texts.tooFew)
      : h(
          'ol',
          { class: 'proposals short' },
          consensus.map(({ agree, ...shown }) =>
            h('li', null, h('p', null, inlineText(shown)), h('small', null, texts.agree(agree))),
          ),
        ),
  )
}

/** The parts of the public side by side: the consensus of each, what they have in common, where they differ. */
export function segmentsSection(
  { segments, comparison }: Results,
  shown: number,
  texts: PageTexts,
): ComponentChild {
  if (segments.length === 0) return null
  const { common = [], different = [] } = comparison ?? {}
  return h(
    'section',
    null,
    h('h2', null, texts.segments),
    h('p', { class: 'quiet' }, texts.segmentsNote),
    h(
      'div',
      { class: 'columns' },
      segments.map((segment) =>
        ownConsensus({ ...segment, consensus: segment.consensus.slice(0, shown) }, texts),
      ),
    ),
    table(texts.common, common.slice(0, shown), segments, texts),
    table(texts.different, different.slice(0, shown), segments, texts),
  )
}
