import { type ComponentChild, h } from 'preact'
import { confidenceOf, type Score } from '../../domain/results/scores.ts'
import type { ScoredProposal } from '../../wire/index.ts'
import type { PageTexts } from './texts.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

const PATTERN = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' }
const ground = () => h('rect', { class: 'ground', width: 6, height: 6 })

/**
 * The hatching of bars, once for a page that shows any: what disagrees and what divides is told from what agrees without
 * colour, on paper and by people who cannot tell red from green.
 */
export const hatching = (): ComponentChild =>
  h(
    'svg',
    { class: 'hatching', width: 0, height: 0, 'aria-hidden': 'true' },
    h(
      'pattern',
      { id: 'hatched', patternTransform: 'rotate(45)', ...PATTERN },
      ground(),
      h('rect', { class: 'disagree', width: 3, height: 6 }),
    ),
    h(
      'pattern',
      { id: 'striped', ...PATTERN },
      ground(),
      h('rect', { class: 'stripe', width: 2, height: 6 }),
    ),
  )

const FILLS: Readonly<Record<string, string>> = { hatched: 'url(#hatched)', striped: 'url(#striped)' }

/** One part of a bar, from a share of its width on. */
export const barPart = (name: string, from: number, share: number): ComponentChild =>
  h('rect', {
    class: name,
    x: percent(from),
    y: 0,
    width: percent(share),
    height: '100%',
    ...(name in FILLS ? { fill: FILLS[name] } : {}),
  })

/** A small sample of what fills a bar. */
export const swatch = (name: string): ComponentChild =>
  h('svg', { class: 'swatch', width: 14, height: 14, 'aria-hidden': 'true' }, barPart(name, 0, 1))

/** What the parts of the bars below stand for. */
export const barLegend = ({ answers, margin }: Pick<PageTexts, 'answers' | 'margin'>): ComponentChild =>
  h(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    h('li', null, swatch('agree'), answers.agree),
    h('li', null, swatch('neutral'), answers.neutral),
    h('li', null, swatch('hatched'), answers.disagree),
    h(
      'li',
      null,
      h(
        'svg',
        { class: 'line', width: 28, height: 14 },
        h('line', { class: 'sure', x1: 0, x2: 28, y1: 7, y2: 7 }),
      ),
      margin,
    ),
  )

interface Interval {
  low: number
  high: number
}

const ends = ({ value, confidence }: Score): Interval => ({
  low: Math.max(0, value - confidence),
  high: Math.min(1, value + confidence),
})

/** The ends of the 95 % interval of those who agree, as parts of 1. */
export const agreeInterval = ({ scores }: Pick<ScoredProposal, 'scores'>): Interval => ends(scores.adhesion)

/** Of whom the number beside a bar is the share. */
export type Side = 'agree' | 'disagree'

/** The same of those on one side. */
export function intervalOf(proposal: ScoredProposal, side: Side): Interval {
  if (side === 'agree') return agreeInterval(proposal)
  const { rates, votes } = proposal
  return ends({ value: rates.disagree, confidence: confidenceOf(rates.disagree, votes) })
}

/**
 * How people voted, as one bar, with a line from the least to the most that may be on a side: of those who disagree it is at
 * their end of the bar. The words beside it say the same.
 */
export function votesBar(proposal: ScoredProposal, texts: PageTexts, side: Side): ComponentChild {
  const { tallies, votes } = proposal
  const share = (count: number): number => (votes === 0 ? 0 : count / votes)
  const [agree, neutral, disagree] = [share(tallies.agree), share(tallies.neutral), share(tallies.disagree)]
  const { low, high } = intervalOf(proposal, side)
  const [from, to] = side === 'agree' ? [low, high] : [1 - high, 1 - low]
  const line = { y1: '50%', y2: '50%', x1: percent(from), x2: percent(to) }
  return h(
    'svg',
    { class: 'votes', role: 'img', 'aria-label': texts.bar(agree, neutral, disagree) },
    barPart('agree', 0, agree),
    barPart('neutral', agree, neutral),
    barPart('hatched', agree + neutral, disagree),
    votes === 0 ? null : [h('line', { class: 'halo', ...line }), h('line', { class: 'sure', ...line })],
  )
}
