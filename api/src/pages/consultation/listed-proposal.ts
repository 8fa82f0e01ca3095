import { type ComponentChild, h } from 'preact'
import { DOT } from '../../domain/text/typography.ts'
import type { Action, ScoredProposal } from '../../wire/index.ts'
import { inlineText, originalOf, type TextMark, teamText } from '../shown-text.ts'
import type { PageTexts } from './texts.ts'
import { intervalOf, type Side, votesBar } from './votes-bar.ts'

/** The actions that rest on a proposal, by its id. */
export type ActionsBehind = ReadonlyMap<string, readonly Action[]>

/** Sorts actions by the proposals that they rest on; an action with several proposals stands with each. */
export function actionsBehind(actions: readonly Action[]): ActionsBehind {
  const found = new Map<string, Action[]>()
  for (const action of actions)
    for (const { id } of action.proposals) found.set(id, [...(found.get(id) ?? []), action])
  return found
}

/** German writes nouns with a capital, wherever they stand: "im Gang". */
const inBrackets = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

function became(actions: readonly Action[], mark: TextMark, texts: PageTexts): ComponentChild {
  if (actions.length === 0) return null
  return h(
    'p',
    { class: 'became' },
    `${texts.becameOf} `,
    actions.map(({ id, title, state, progress }, index) => [
      index === 0 ? '' : DOT,
      h('a', { href: `#action-${id}` }, teamText(title, mark)),
      ` (${inBrackets(texts.states[state])}${progress === null ? '' : `${DOT}${texts.percent(progress)}`})`,
    ]),
  )
}

interface Shown {
  texts: PageTexts
  /** Which share stands beside the text. */
  side: Side
  actions: ActionsBehind
  /** Of names of actions. */
  mark?: TextMark
  /** In the list of all proposals: the result of each is said. */
  saysZone?: boolean
  /** Where others lead to it; one of a page only. */
  isTarget?: boolean
}

/** On which side people are in a zone that is ranked by it. */
const SIDES: Readonly<Partial<Record<ScoredProposal['zone'], Side>>> = {
  consensus: 'agree',
  rejection: 'disagree',
}

/** The share of a side in whole percents, as it is read. */
const readShare = ({ votes, tallies }: ScoredProposal, side: Side): number =>
  votes === 0 ? 0 : Math.round((100 * tallies[side]) / votes)

/** Whether a smaller share stands before a larger one, which people would take for a mistake. */
const isMixed = (shares: readonly number[]): boolean =>
  shares.some((share, index) => share > (shares[index - 1] ?? share))

/** Says why a smaller share stands before a larger one in a list by rank; nothing where the shares fall, as they do in most. */
export const rankNote = (
  proposals: readonly ScoredProposal[],
  side: Side,
  { order }: Pick<PageTexts, 'order'>,
): ComponentChild => {
  const ranked = proposals.filter(({ rank, zone }) => rank && SIDES[zone] === side)
  return isMixed(ranked.map((one) => readShare(one, side))) ? h('p', { class: 'quiet' }, order.byRank) : null
}

/** The same of a list in order of the share itself, or of what is sure of it. */
export const shareNote = (
  proposals: readonly ScoredProposal[],
  side: Side,
  { order }: Pick<PageTexts, 'order'>,
): ComponentChild =>
  isMixed(proposals.map((one) => readShare(one, side))) ? h('p', { class: 'quiet' }, order.byShare) : null

/** A proposal with what its votes say: a number, a bar, and how sure it is. */
export function listedProposal(proposal: ScoredProposal, shown: Shown): ComponentChild {
  const { texts, side, actions, mark = {}, saysZone = false, isTarget = false } = shown
  const { id, votes, tallies, plebiscite, rank, author, zone } = proposal
  const share = votes === 0 ? 0 : tallies[side] / votes
  const { low, high } = intervalOf(proposal, side)
  // Beside a list of what people agree on, the number speaks for itself.
  const isPlain = votes === 0 || (side === 'agree' && zone === 'consensus')
  const words = side === 'agree' ? texts.agree(share) : texts.disagree(share)
  // Where people are divided, one number does not say how.
  const others = side === 'agree' && zone === 'controversy' && votes > 0
  return h(
    'li',
    isTarget ? { id: `p-${id}` } : null,
    h('span', { class: 'share', 'aria-hidden': 'true' }, votes === 0 ? '–' : texts.percent(share)),
    h(
      'div',
      null,
      h('p', null, inlineText(proposal), ' ', texts.byline(author?.name, author?.age)),
      originalOf(proposal, texts),
      votesBar(proposal, texts, side),
      h(
        'small',
        null,
        h('span', { class: isPlain ? 'hidden' : undefined }, `${words}${DOT}`),
        votes > 0 ? `${texts.between(low, high)}${DOT}` : '',
        others ? `${texts.disagree(tallies.disagree / votes)}${DOT}` : '',
        texts.votes(votes),
        saysZone ? `${DOT}${texts.zones[rank || zone === 'limbo' ? zone : 'unranked']}` : '',
        rank ? `${DOT}${texts.rank(rank)}` : '',
        plebiscite ? h('span', { class: 'mark' }, texts.plebiscite) : null,
      ),
      became(actions.get(id) ?? [], mark, texts),
    ),
  )
}
