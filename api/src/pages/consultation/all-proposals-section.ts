import { type ComponentChild, h } from 'preact'
import type { ListPage, ListQuery, ListZone } from '../../domain/results/result-list.ts'
import { LIST_SORTS, LIST_ZONES } from '../../wire/constants.ts'
import { addressFor, keptParameters, type ReaderContext } from '../reader-context.ts'
import type { TextMark } from '../shown-text.ts'
import { type ActionsBehind, listedProposal, rankNote, shareNote } from './listed-proposal.ts'
import type { PageTexts } from './texts.ts'
import type { Side } from './votes-bar.ts'

/** Of the section within the page. */
const ANCHOR = 'all'

/** The page's own address with another query; what is usual is left out. */
function address({ words, zone, theme, sort, page }: ListQuery, reader: ReaderContext): string {
  const parts = {
    q: words,
    zone: zone ?? '',
    theme: theme ?? '',
    sort: sort === 'rank' ? '' : sort,
    page: page > 1 ? String(page) : '',
  }
  return `${addressFor(reader, '', parts)}#${ANCHOR}`
}

/** The list of the proposals of one zone, for this reader. */
export const zoneAddress = (zone: ListZone, reader: ReaderContext): string =>
  `${addressFor(reader, '', { zone })}#${ANCHOR}`

function choice(
  name: string,
  label: string,
  value: string,
  options: readonly (readonly [value: string, text: string, mark?: TextMark])[],
): ComponentChild {
  return h(
    'label',
    null,
    h('span', null, label),
    h(
      'select',
      { name },
      options.map(([key, text, mark]) => h('option', { value: key, selected: key === value, ...mark }, text)),
    ),
  )
}

function form({ query, reader, themes, mark }: AllProposals, texts: PageTexts): ComponentChild {
  return h(
    'form',
    { method: 'get', action: `#${ANCHOR}`, role: 'search', class: 'search' },
    Object.entries(keptParameters(reader)).map(([name, value]) =>
      h('input', { type: 'hidden', name, value }),
    ),
    h(
      'label',
      null,
      h('span', null, texts.search),
      h('input', { type: 'search', name: 'q', value: query.words, maxLength: 100 }),
    ),
    choice('zone', texts.zoneHead, query.zone ?? '', [
      ['', texts.everyZone],
      ...LIST_ZONES.map((zone) => [zone, texts.zones[zone]] as const),
    ]),
    themes.length === 0
      ? null
      : choice('theme', texts.themeHead, query.theme ?? '', [
          ['', texts.everyTheme],
          ...themes.map(({ id, name }) => [id, name, mark] as const),
        ]),
    choice(
      'sort',
      texts.sortHead,
      query.sort,
      LIST_SORTS.map((sort) => [sort, texts.sorts[sort]] as const),
    ),
    h('button', null, texts.searchButton),
  )
}

function pager(list: ListPage, query: ListQuery, reader: ReaderContext, texts: PageTexts): ComponentChild {
  if (list.pages < 2) return null
  const link = (page: number, rel: string, text: string) =>
    page < 1 || page > list.pages ? null : h('a', { href: address({ ...query, page }, reader), rel }, text)
  return h(
    'nav',
    { class: 'pager', 'aria-label': texts.all },
    link(list.page - 1, 'prev', texts.previous),
    h('span', null, texts.pageOf(list.page, list.pages)),
    link(list.page + 1, 'next', texts.next),
  )
}

export interface AllProposals {
  list: ListPage
  query: ListQuery
  reader: ReaderContext
  actions: ActionsBehind
  /** By name. */
  themes: readonly { id: string; name: string }[]
  /** Of names of themes and actions. */
  mark: TextMark
}

/** Why the shares beside the proposals do not fall from one to the next, where that is so. */
function orderNote(
  { list: { proposals }, query: { sort } }: AllProposals,
  side: Side,
  texts: PageTexts,
): ComponentChild {
  if (sort === 'rank') return rankNote(proposals, side, texts)
  return sort === 'votes' ? null : shareNote(proposals, side, texts)
}

/** Every proposal, searched, sorted and in pages by the server: it needs no script. */
export function allProposalsSection(asked: AllProposals, texts: PageTexts): ComponentChild {
  const { list, query, reader, actions, mark } = asked
  const side = query.sort === 'disagree' || query.zone === 'rejection' ? 'disagree' : 'agree'
  return h(
    'section',
    { id: ANCHOR },
    h('h2', null, texts.all),
    form(asked, texts),
    h('p', { class: 'quiet', role: 'status' }, texts.found(list.total)),
    orderNote(asked, side, texts),
    h(
      'ol',
      { class: 'proposals' },
      list.proposals.map((proposal) =>
        listedProposal(proposal, { texts, side, actions, mark, saysZone: true, isTarget: true }),
      ),
    ),
    pager(list, query, reader, texts),
  )
}
