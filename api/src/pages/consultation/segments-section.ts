import { type ComponentChild, h } from 'preact'
import type { Results, SegmentComparison } from '../../wire/index.ts'
import { inlineText, type TextMark, teamText } from '../shown-text.ts'
import { type ComparedRow, comparisonTable } from './comparison-table.ts'
import type { PageTexts } from './texts.ts'
import { barPart } from './votes-bar.ts'

type Segments = Results['segments']
type Compared = SegmentComparison['common'][number]

function cell(share: number | null | undefined, texts: PageTexts): ComponentChild {
  if (share === null || share === undefined) return h('span', { title: texts.tooFew }, '–')
  return [
    texts.agree(share),
    h('svg', { class: 'votes thin', 'aria-hidden': 'true' }, barPart('agree', 0, share)),
  ]
}

const rowOf = ({ agree, ...shown }: Compared, segments: Segments, texts: PageTexts): ComparedRow => ({
  ...shown,
  cells: segments.map((_, index) => cell(agree[index], texts)),
})

function ownConsensus(
  { label, consensus }: Segments[number],
  mark: TextMark,
  texts: PageTexts,
): ComponentChild {
  return h(
    'div',
    null,
    h('h3', null, teamText(label, mark)),
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

interface Shown {
  /** Proposals in each list. */
  shown: number
  /** By which readers said where they belong. */
  question?: string | undefined
  /** Of the question and the names of the parts, each by its text. */
  markOfPart?(text: string): TextMark
}

/** The parts of the public side by side: what they have in common, where they differ, the consensus of each. */
export function segmentsSection(
  { segments, comparison }: Results,
  { shown, question, markOfPart = () => ({}) }: Shown,
  texts: PageTexts,
): ComponentChild {
  if (segments.length === 0) return null
  const { common = [], different = [] } = comparison ?? {}
  const columns = segments.map(({ label }) => teamText(label, markOfPart(label)))
  const table = (title: string, proposals: readonly Compared[]) =>
    comparisonTable(
      title,
      columns,
      proposals.slice(0, shown).map((proposal) => rowOf(proposal, segments, texts)),
    )
  return h(
    'section',
    { id: 'segments' },
    h('h2', null, texts.segments),
    question === undefined ? null : h('p', null, teamText(question, markOfPart(question))),
    h('p', { class: 'quiet' }, texts.segmentsNote),
    table(texts.common, common),
    table(texts.different, different),
    h(
      'div',
      { class: 'columns' },
      segments.map((segment) =>
        ownConsensus(
          { ...segment, consensus: segment.consensus.slice(0, shown) },
          markOfPart(segment.label),
          texts,
        ),
      ),
    ),
  )
}
