import { type ComponentChild, h } from 'preact'
import type { Action, ScoredProposal } from '../../wire/index.ts'
import { addressFor, type ReaderContext } from '../reader-context.ts'
import { inlineText, sentenceWith, type TextMark, teamText } from '../shown-text.ts'
import { scaleLine } from './scale-line.ts'
import type { PageTexts } from './texts.ts'

type Change = Action['changes'][number]

const WIDTH = 320
const HEIGHT = 80
/** Around the course, so that a disc at its end is whole. */
const MARGIN = 6

/** A sentence of the page with the unit of an indicator, which is the team's word, if it has one. */
const withUnit = (sentence: (slot: string) => string, unit: string, mark: TextMark): ComponentChild =>
  sentenceWith(([slot = '']) => sentence(slot), unit === '' ? [] : [unit], mark)

/**
 * The readings between the baseline and the target, the larger of the two at the top: what falls is drawn falling. With both
 * and the first and last day in words.
 */
function course({ indicator, readings, progress }: Action, mark: TextMark, texts: PageTexts): ComponentChild {
  const [firstReading, latest] = [readings[0], readings.at(-1)]
  if (!indicator || !firstReading || !latest || progress === null) return null
  const { baseline, target, unit } = indicator
  const days = readings.map(({ day }) => Date.parse(day))
  const [first, last] = [Math.min(...days), Math.max(...days)]
  const [least, most] = [Math.min(baseline, target), Math.max(baseline, target)]
  const heightOf = (value: number): number =>
    HEIGHT * (1 - Math.min(1, Math.max(0, (value - least) / (most - least))))
  const points = readings.map(({ value }, index) => {
    const x = last === first ? 0 : (((days[index] ?? first) - first) / (last - first)) * (WIDTH - 10)
    return { x: x + 5, y: heightOf(value) }
  })
  const drawing = h(
    'svg',
    {
      class: 'course',
      viewBox: `0 ${-MARGIN} ${WIDTH} ${HEIGHT + MARGIN * 2}`,
      role: 'img',
      'aria-label': texts.progress(progress),
    },
    h('line', { class: 'target', x1: 0, y1: heightOf(target), x2: WIDTH, y2: heightOf(target) }),
    h('line', { x1: 0, y1: heightOf(baseline), x2: WIDTH, y2: heightOf(baseline) }),
    h('polyline', { points: points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ') }),
    points.map(({ x, y }) => h('circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: 4 })),
  )
  const ends = [
    withUnit((slot) => texts.target(target, slot), unit, mark),
    withUnit((slot) => texts.baseline(baseline, slot), unit, mark),
  ]
  const [top, bottom] = target > baseline ? ends : ends.toReversed()
  return h(
    'div',
    { class: 'chart narrow' },
    scaleLine(top),
    drawing,
    scaleLine(bottom),
    scaleLine(texts.day(firstReading.day), last === first ? undefined : texts.day(latest.day)),
  )
}

function measured(action: Action, mark: TextMark, texts: PageTexts): ComponentChild {
  const { indicator, progress, readings } = action
  const latest = readings.at(-1)
  if (!indicator) return null
  return h(
    'div',
    { class: 'indicator' },
    h(
      'p',
      null,
      teamText(indicator.name, mark),
      progress === null ? null : [' – ', h('strong', null, texts.progress(progress))],
    ),
    latest
      ? h(
          'small',
          null,
          withUnit((slot) => texts.reading(latest.value, slot, latest.day), indicator.unit, mark),
        )
      : // What is aimed at, where nothing has been measured yet.
        h(
          'small',
          null,
          withUnit((slot) => texts.target(indicator.target, slot), indicator.unit, mark),
        ),
    course(action, mark, texts),
  )
}

/** A change of the action; what it says now and what it said before are the team's words. */
function changed({ field, before, after }: Change, mark: TextMark, texts: PageTexts): ComponentChild {
  if (!['title', 'carrier', 'indicator'].includes(field)) return texts.change(field, before, after)
  const said = [before, after].filter((text) => text !== null)
  return sentenceWith(
    (slots) =>
      texts.change(
        field,
        before === null ? null : (slots[0] ?? ''),
        after === null ? null : (slots.at(-1) ?? ''),
      ),
    said,
    mark,
  )
}

function history({ changes }: Action, mark: TextMark, texts: PageTexts): ComponentChild {
  return h(
    'details',
    null,
    h('summary', null, texts.history),
    h(
      'ol',
      { class: 'history' },
      changes.map((change) =>
        h(
          'li',
          null,
          h('time', { datetime: change.at }, texts.day(change.at)),
          ' ',
          h('bdi', null, changed(change, mark, texts)),
        ),
      ),
    ),
  )
}

/** The proposals that an action rests on, each with what its votes say and where it is in the list of all. */
function behind({ proposals }: Action, { consensus, reader }: KnownBehind, texts: PageTexts): ComponentChild {
  if (proposals.length === 0) return null
  return [
    h('p', { class: 'quiet' }, texts.behind),
    h(
      'ul',
      { class: 'behind' },
      proposals.map((proposal) => {
        const { id, text } = proposal
        const found = consensus.get(id)
        const share = found && found.votes > 0 ? found.tallies.agree / found.votes : null
        return h(
          'li',
          null,
          h('a', { href: `${addressFor(reader, '', { q: text.slice(0, 100) })}#all` }, inlineText(proposal)),
          share === null ? null : h('small', null, ` ${texts.agree(share)}`),
        )
      }),
    ),
  ]
}

/** What the votes say of the proposals that actions rest on, by id; of one that was refused since, nothing. */
export type ConsensusBehind = ReadonlyMap<string, ScoredProposal>

/** What is known of the proposals that actions rest on, by id. */
export interface KnownBehind {
  consensus: ConsensusBehind
  themeNames: ReadonlyMap<string, string>
  reader: ReaderContext
  /** Of what the team wrote. */
  mark: TextMark
}

function themes(
  { proposals }: Action,
  { themeNames: names, mark }: KnownBehind,
  texts: PageTexts,
): ComponentChild {
  const found = [...new Set(proposals.map(({ id }) => names.get(id)).filter((name) => name !== undefined))]
  return found.length === 0
    ? null
    : h(
        'p',
        { class: 'quiet' },
        sentenceWith((slots) => texts.themesOf(slots.join(texts.comma)), found, mark),
      )
}

function shown(action: Action, known: KnownBehind, texts: PageTexts): ComponentChild {
  const { mark } = known
  const { id, title, state, carrier, description } = action
  return h(
    'article',
    { class: 'action', id: `action-${id}` },
    h('h3', null, teamText(title, mark), h('span', { class: `mark ${state}` }, texts.states[state])),
    carrier === ''
      ? null
      : h(
          'small',
          null,
          h(
            'bdi',
            null,
            sentenceWith(([slot = '']) => texts.carriedBy(slot), [carrier], mark),
          ),
        ),
    description === '' ? null : h('p', null, teamText(description, mark)),
    themes(action, known, texts),
    behind(action, known, texts),
    measured(action, mark, texts),
    history(action, mark, texts),
  )
}

/** What becomes of the consensus. */
export function actionsSection(
  actions: readonly Action[],
  known: KnownBehind,
  texts: PageTexts,
): ComponentChild {
  if (actions.length === 0) return null
  return h(
    'section',
    { id: 'actions' },
    h('h2', null, texts.actions),
    actions.map((action) => shown(action, known, texts)),
  )
}
