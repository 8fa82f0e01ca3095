import { type ComponentChild, h } from 'preact'
import type { DaySum } from '../../wire/index.ts'
import { scaleLine } from './scale-line.ts'
import type { PageTexts } from './texts.ts'

const WIDTH = 640
const HEIGHT = 120
/** More days are drawn by weeks: a bar keeps three pixels at least. */
const MOST_BARS = 120

/** Bars that each stand for as many days. */
function bars(days: readonly DaySum[]): { day: string; votes: number }[] {
  const size = Math.ceil(days.length / MOST_BARS)
  const found: { day: string; votes: number }[] = []
  for (let start = 0; start < days.length; start += size) {
    const together = days.slice(start, start + size)
    const votes = together.reduce((sum, day) => sum + day.votes, 0)
    found.push({ day: together[0]?.day ?? '', votes })
  }
  return found
}

function chart(days: readonly DaySum[], texts: PageTexts, description: string): ComponentChild {
  const shown = bars(days)
  const most = Math.max(1, ...shown.map(({ votes }) => votes))
  const step = WIDTH / shown.length
  const drawing = h(
    'svg',
    {
      class: 'days',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': description,
    },
    h('line', { x1: 0, x2: WIDTH, y1: 0, y2: 0 }),
    shown.map(({ votes }, index) => {
      const height = (votes / most) * HEIGHT
      return h('rect', {
        x: (index * step + step * 0.1).toFixed(1),
        y: (HEIGHT - height).toFixed(1),
        width: (step * 0.8).toFixed(1),
        height: height.toFixed(1),
      })
    }),
    h('line', { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, class: 'axis' }),
  )
  return h(
    'div',
    { class: 'chart' },
    scaleLine(texts.votes(most)),
    drawing,
    scaleLine(texts.day(days[0]?.day ?? ''), texts.day(days.at(-1)?.day ?? '')),
  )
}

/** How many took part on each day of the consultation: a chart, and a table with the same numbers. */
export function participationSection(days: readonly DaySum[], texts: PageTexts): ComponentChild {
  const busiest = days.toSorted((one, other) => other.votes - one.votes)[0]
  if (days.length < 2 || !busiest || busiest.votes === 0) return null
  const active = days.filter(({ votes }) => votes > 0).length
  const note = texts.participationNote(active, busiest.votes, busiest.day)
  const head = [texts.dayHead, texts.votesHead, texts.readersHead]
  return h(
    'section',
    { id: 'participation' },
    h('h2', null, texts.participation),
    h('p', { class: 'quiet' }, note),
    chart(days, texts, note),
    h(
      'details',
      null,
      h('summary', null, texts.figures),
      h(
        'table',
        { class: 'numbers' },
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            head.map((name) => h('th', { scope: 'col' }, name)),
          ),
        ),
        h(
          'tbody',
          null,
          days.map(({ day, votes, readers }) =>
            h(
              'tr',
              null,
              h('th', { scope: 'row' }, h('time', { datetime: day }, texts.day(day))),
              h('td', null, texts.numbers(votes)),
              h('td', null, readers === null ? '–' : texts.numbers(readers)),
            ),
          ),
        ),
      ),
    ),
  )
}
