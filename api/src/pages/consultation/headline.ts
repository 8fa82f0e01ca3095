import { type ComponentChild, h } from 'preact'
import { LIST_ZONES } from '../../wire/constants.ts'
import type { Consultation, Results, ZoneCounts } from '../../wire/index.ts'
import type { PageTexts } from './texts.ts'
import { agreeInterval, barPart } from './votes-bar.ts'

/** What most readers agree on: one number and one sentence, and on what they rest. */
export function headline(
  { all, participation }: Results,
  { opensAt }: Consultation,
  changedAt: string,
  texts: PageTexts,
): ComponentChild {
  const [first] = all.consensus
  const { votes, voters, vouched } = participation
  const interval = first && agreeInterval(first)
  return h(
    'section',
    { class: 'headline' },
    first && interval
      ? h(
          'p',
          { class: 'lead' },
          h('strong', null, texts.percent(first.tallies.agree / first.votes)),
          ' ',
          h('span', null, `${texts.theyAgree} `, h('bdi', null, first.text)),
        )
      : null,
    first && interval
      ? h(
          'p',
          { class: 'quiet' },
          `${texts.votes(first.votes)}, ${texts.between(interval.low, interval.high)}${first.rank && first.rank.from !== first.rank.to ? ` · ${texts.rank(first.rank)}` : ''}`,
        )
      : null,
    h('p', { class: 'figures' }, `${texts.basis(votes, voters, opensAt)} ${texts.updated(changedAt)}`),
    vouched.map(({ publisher, voters: readers }) =>
      h('p', { class: 'quiet' }, texts.vouched(readers, publisher)),
    ),
  )
}

const CLASSES = {
  consensus: 'agree',
  controversy: 'striped',
  limbo: 'neutral',
  rejection: 'hatched',
  unranked: 'unranked',
} as const

/** In which zones the proposals are, as one bar and in words. */
export function overview(zones: ZoneCounts | undefined, texts: PageTexts): ComponentChild {
  if (!zones) return null
  const counted = LIST_ZONES.map((zone) => ({ zone, count: zones[zone] })).filter(({ count }) => count > 0)
  const total = counted.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  let from = 0
  const parts = counted.map(({ zone, count }) => {
    const part = barPart(CLASSES[zone], from, count / total)
    from += count / total
    return part
  })
  return h(
    'section',
    { class: 'overview' },
    h('h2', null, texts.overview),
    h('p', { class: 'quiet' }, texts.proposals(total)),
    h('svg', { class: 'votes tall', 'aria-hidden': 'true' }, parts),
    h(
      'ul',
      null,
      counted.map(({ zone, count }) =>
        h(
          'li',
          null,
          h(
            'svg',
            { class: 'swatch', width: 14, height: 14, 'aria-hidden': 'true' },
            barPart(CLASSES[zone], 0, 1),
          ),
          ' ',
          texts.zoneCount(zone, count),
        ),
      ),
    ),
  )
}
