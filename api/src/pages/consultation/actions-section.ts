import { type ComponentChild, h } from 'preact'
import type { Action } from '../../wire/index.ts'
import type { PageTexts } from './texts.ts'

const WIDTH = 100
const HEIGHT = 24

/** The readings on their way from the baseline (bottom) to the target (top). */
function course({ indicator, readings }: Action): ComponentChild {
  if (!indicator || readings.length < 2) return null
  const days = readings.map(({ day }) => Date.parse(day))
  const [first, last] = [Math.min(...days), Math.max(...days)]
  const { baseline, target } = indicator
  const points = readings.map(({ value }, index) => {
    const way = Math.min(1, Math.max(0, (value - baseline) / (target - baseline)))
    const x = (((days[index] ?? first) - first) / (last - first)) * WIDTH
    return `${x.toFixed(1)},${((1 - way) * HEIGHT).toFixed(1)}`
  })
  return h(
    'svg',
    {
      class: 'course',
      viewBox: `0 -2 ${WIDTH} ${HEIGHT + 4}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    h('line', { x1: 0, y1: 0, x2: WIDTH, y2: 0 }),
    h('polyline', { points: points.join(' ') }),
  )
}

function measured(action: Action, texts: PageTexts): ComponentChild {
  const { indicator, progress, readings } = action
  const latest = readings.at(-1)
  if (!indicator) return null
  return h(
    'div',
    { class: 'indicator' },
    h('p', null, h('bdi', null, indicator.name)),
    progress === null
      ? null
      : h(
          'svg',
          {
            class: 'progress',
            viewBox: `0 0 ${WIDTH} 6`,
            preserveAspectRatio: 'none',
            role: 'img',
            'aria-label': texts.progress(progress),
          },
          h('rect', { class: 'agree', x: 0, y: 0, width: progress * WIDTH, height: 6 }),
        ),
    latest
      ? h('small', null, texts.reading(latest.value, indicator.target, indicator.unit, latest.day))
      : null,
    course(action),
  )
}

function history({ changes }: Action, texts: PageTexts): ComponentChild {
  return h(
    'details',
    null,
    h('summary', null, texts.history),
    h(
      'ol',
      { class: 'history' },
      changes.map(({ at, field, before, after }) =>
        h(
          'li',
          null,
          h('time', { datetime: at }, texts.day(at)),
          ' ',
          h('bdi', null, texts.change(field, before, after)),
        ),
      ),
    ),
  )
}

function shown(action: Action, texts: PageTexts): ComponentChild {
  const { title, state, carrier, description, proposals } = action
  return h(
    'article',
    { class: 'action' },
    h('h3', null, h('bdi', null, title), h('span', { class: `mark ${state}` }, texts.states[state])),
    carrier === '' ? null : h('small', null, h('bdi', null, texts.carriedBy(carrier))),
    description === '' ? null : h('p', null, h('bdi', null, description)),
    measured(action, texts),
    proposals.length === 0
      ? null
      : h(
          'details',
          null,
          h('summary', null, texts.behind),
          h(
            'ul',
            null,
            proposals.map(({ text }) => h('li', null, h('bdi', null, text))),
          ),
        ),
    history(action, texts),
  )
}

/** What becomes of the consensus. */
export function actionsSection(actions: readonly Action[], texts: PageTexts): ComponentChild {
  if (actions.length === 0) return null
  return h(
    'section',
    null,
    h('h2', null, texts.actions),
    actions.map((action) => shown(action, texts)),
  )
}
