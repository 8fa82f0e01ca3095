import { type ComponentChild, h } from 'preact'
import type { Results, ScoredProposal } from '../../wire/index.ts'
import type { PageTexts } from './texts.ts'

const WIDTH = 100

/** How people voted, as one bar; the words beside it say the same. */
function votesBar({ tallies, votes }: ScoredProposal, texts: PageTexts): ComponentChild {
  const share = (count: number): number => (votes === 0 ? 0 : count / votes)
  const [agree, neutral, disagree] = [share(tallies.agree), share(tallies.neutral), share(tallies.disagree)]
  const part = (name: string, from: number, width: number) =>
    h('rect', { class: name, x: from * WIDTH, y: 0, width: width * WIDTH, height: 6 })
  return h(
    'svg',
    {
      class: 'votes',
      viewBox: `0 0 ${WIDTH} 6`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': texts.bar(agree, neutral, disagree),
    },
    part('agree', 0, agree),
    part('neutral', agree, neutral),
    part('disagree', agree + neutral, disagree),
  )
}

function listed(proposal: ScoredProposal, texts: PageTexts): ComponentChild {
  const { text, votes, tallies, plebiscite } = proposal
  return h(
    'li',
    null,
    h('p', null, h('bdi', null, text)),
    votesBar(proposal, texts),
    h(
      'small',
      null,
      `${texts.agree(votes === 0 ? 0 : tallies.agree / votes)} · ${texts.votes(votes)}`,
      plebiscite ? h('span', { class: 'mark' }, texts.plebiscite) : null,
    ),
  )
}

function list(title: string, note: string | null, proposals: readonly ScoredProposal[], texts: PageTexts) {
  return h(
    'section',
    null,
    h('h2', null, title),
    note === null ? null : h('p', { class: 'quiet' }, note),
    proposals.length === 0
      ? h('p', { class: 'quiet' }, texts.nothingListed)
      : h(
          'ol',
          { class: 'proposals' },
          proposals.map((proposal) => listed(proposal, texts)),
        ),
  )
}

function segments({ segments: parts }: Results, texts: PageTexts): ComponentChild {
  if (parts.length === 0) return null
  return h(
    'section',
    null,
    h('h2', null, texts.segments),
    h('p', { class: 'quiet' }, texts.segmentsNote),
    parts.map(({ label, consensus }) => [
      h('h3', null, h('bdi', null, label)),
      consensus.length === 0
        ? h('p', { class: 'quiet' }, texts.tooFew)
        : h(
            'ol',
            { class: 'proposals' },
            consensus.map(({ text, agree }) =>
              h('li', null, h('p', null, h('bdi', null, text)), h('small', null, texts.agree(agree))),
            ),
          ),
    ]),
  )
}

/** What the votes came to: for all, and by part of the public. */
export function resultsSection(results: Results, texts: PageTexts): ComponentChild {
  const { consensus, controversies, rejections } = results.all
  return h(
    'div',
    { class: 'results' },
    list(texts.consensus, texts.consensusNote, consensus, texts),
    segments(results, texts),
    list(texts.controversies, null, controversies, texts),
    list(texts.rejections, null, rejections, texts),
  )
}
