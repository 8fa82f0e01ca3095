import { type ComponentChild, h } from 'preact'
import { headlineOf, isTied } from '../../domain/results/headline.ts'
import { DOT } from '../../domain/text/typography.ts'
import { LIST_ZONES } from '../../wire/constants.ts'
import type { Consultation, OpinionGroups, Results, ScoredProposal, ZoneCounts } from '../../wire/index.ts'
import type { ReaderContext } from '../reader-context.ts'
import { inlineText, sentenceWith, type TextMark } from '../shown-text.ts'
import type { Words } from '../words.ts'
import { zoneAddress } from './all-proposals-section.ts'
import { opposed } from './groups-section.ts'
import { groupsTexts } from './groups-texts.ts'
import { type PageTexts, pageTexts } from './texts.ts'
import { agreeInterval, barPart, swatch } from './votes-bar.ts'

/** One fact about the results under a title, which leads to the section with the rest. */
const fact = (href: string, title: string, answer: ComponentChild): ComponentChild =>
  h('div', null, h('dt', null, h('a', { href }, title)), h('dd', null, answer))

const lines = (sentences: readonly ComponentChild[]): ComponentChild =>
  h(
    'ul',
    null,
    sentences.map((sentence) => h('li', null, h('small', null, h('bdi', null, sentence)))),
  )

/** How sure the first number is, and whether what comes first is alone there. */
function howSure(proposal: ScoredProposal, texts: PageTexts): ComponentChild {
  const { rank } = proposal
  const { low, high } = agreeInterval(proposal)
  return fact('#method', texts.sure, [
    h('p', null, texts.sureBetween(low, high)),
    rank && isTied(proposal) ? h('p', null, texts.sureTied(rank)) : null,
  ])
}

/** What splits the public most, of all proposals. */
function whatDivides(proposal: ScoredProposal, texts: PageTexts): ComponentChild {
  const { tallies, votes } = proposal
  return fact('#controversies', texts.controversies, [
    h('p', null, inlineText(proposal)),
    h(
      'small',
      null,
      `${texts.agree(tallies.agree / votes)}${DOT}${texts.disagree(tallies.disagree / votes)}`,
    ),
  ])
}

/** On what the parts of the public are farthest apart, each with its own number. */
function whereTheyDiffer(
  { segments, comparison }: Results,
  markOfPart: (text: string) => TextMark,
  texts: PageTexts,
): ComponentChild {
  const [farthest] = comparison?.different ?? []
  if (!farthest) return null
  const shares = segments.flatMap(({ label }, index) => {
    const share = farthest.agree[index]
    return share === null || share === undefined
      ? []
      : [
          sentenceWith(
            ([slot = '']) => texts.say('page.labelled', { label: slot, value: texts.agree(share) }),
            [label],
            markOfPart(label),
          ),
        ]
  })
  return fact('#segments', texts.segments, [h('p', null, inlineText(farthest)), lines(shares)])
}

/** Whether there are camps, and what tells them apart most. */
function theCamps(groups: OpinionGroups | null, words: Words): ComponentChild {
  if (!groups) return null
  const texts = groupsTexts(words)
  if (groups.groups.length === 0) return fact('#groups', texts.title, h('p', null, texts.why(groups)))
  const [split] = opposed(groups)
  return fact('#groups', texts.title, [
    h('p', null, texts.people(groups.people, groups.groups.length)),
    split
      ? [
          h('p', null, inlineText(split)),
          lines(
            groups.groups.flatMap(({ name }, index) => {
              const band = split.bands[index]
              return band ? [texts.agreement(name, band)] : []
            }),
          ),
        ]
      : null,
  ])
}

/**
 * What a newspaper prints first: one number and one sentence; on what they rest, how sure they are, and where opinions
 * differ.
 */
export function headline(
  results: Results,
  groups: OpinionGroups | null,
  { opensAt }: Consultation,
  changedAt: string,
  markOfPart: (text: string) => TextMark,
  words: Words,
): ComponentChild {
  const texts = pageTexts(words)
  const { first, votes, voters } = headlineOf(results)
  const [divisive] = results.all.controversies
  const { vouched } = results.participation
  return h(
    'section',
    { class: 'headline' },
    first
      ? h(
          'p',
          { class: 'lead' },
          h('strong', null, texts.percent(first.agree)),
          ' ',
          h('span', null, `${texts.theyAgree} `, inlineText(first.proposal)),
        )
      : null,
    h('p', { class: 'figures' }, `${texts.basis(votes, voters, opensAt)} ${texts.updated(changedAt)}`),
    vouched.map(({ publisher, voters: readers }) =>
      h('p', { class: 'quiet' }, texts.vouched(readers, publisher)),
    ),
    h(
      'dl',
      { class: 'facts' },
      first ? howSure(first.proposal, texts) : null,
      divisive ? whatDivides(divisive, texts) : null,
      whereTheyDiffer(results, markOfPart, texts),
      theCamps(groups, words),
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

/** In which zones the proposals are, as one bar and in words, which lead to the list of each. */
export function overview(
  zones: ZoneCounts | undefined,
  reader: ReaderContext,
  texts: PageTexts,
): ComponentChild {
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
          swatch(CLASSES[zone]),
          ' ',
          h('a', { href: zoneAddress(zone, reader) }, texts.zoneCount(zone, count)),
        ),
      ),
    ),
  )
}
