import { meanCurve, type Scenario } from './report.ts'
import type { StrategyName } from './strategies.ts'

// Hand-written, so that it stays small and follows the reader's light or dark theme by itself.

const PLOT = { width: 330, height: 220, left: 46, top: 52, gap: 60, bottom: 64 }
const LABELS: Record<StrategyName, string> = {
  'uniform random': 'uniform random',
  'fewest votes first': 'fewest votes first',
  Thompson: 'Thompson',
  LUCB: 'LUCB',
}
const CLASSES: Record<StrategyName, string> = {
  'uniform random': 'uniform',
  'fewest votes first': 'fewest',
  Thompson: 'thompson',
  LUCB: 'ours',
}

// Colours of at least 3:1 on white and on GitHub's dark ground alike; the lines differ in their dashes too.
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #57606a }
  .title { font-weight: 600; font-size: 13px; fill: #24292f }
  .grid { stroke: #d0d7de; stroke-width: 1 }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round }
  .uniform { stroke: #8c6d1f; stroke-dasharray: 2 4 } .fewest { stroke: #7d5fc4; stroke-dasharray: 7 4 }
  .thompson { stroke: #b3541e; stroke-dasharray: 12 3 2 3 } .ours { stroke: #1a7f5a; stroke-width: 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #9aa4af } .title { fill: #e6edf3 } .grid { stroke: #30363d }
    .uniform { stroke: #d4a72c } .fewest { stroke: #b39df3 } .thompson { stroke: #f0965c } .ours { stroke: #3fc98f }
  }`

const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${x}" y="${y}"${more}>${content}</text>`
const thousands = (votes: number): string => `${Math.round(votes / 1000).toLocaleString('en')}k`

function grid(left: number): string {
  const rows = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const y = PLOT.top + PLOT.height * (1 - share)
    const line = `<path class="grid" d="M${left} ${y}h${PLOT.width}"/>`
    return line + text(left - 6, y + 4, `${share * 10}`, ' text-anchor="end"')
  })
  return rows.join('')
}

function panel({ title, outcomes }: Scenario, index: number): string {
  const left = PLOT.left + index * (PLOT.width + PLOT.gap)
  const curves = [...outcomes].map(([name, rounds]) => ({ name, points: meanCurve(rounds) }))
  const most = Math.max(...curves.map(({ points }) => points.at(-1)?.votes ?? 0))
  const lines = curves.map(({ name, points }) => {
    const path = points.map(({ votes, found }) => {
      const x = left + (PLOT.width * votes) / most
      return `${x.toFixed(1)} ${(PLOT.top + PLOT.height * (1 - found)).toFixed(1)}`
    })
    return `<path class="line ${CLASSES[name]}" d="M${path.join('L')}"/>`
  })
  const ticks = [0, 0.5, 1].map((part) =>
    text(
      left + PLOT.width * part,
      PLOT.top + PLOT.height + 18,
      thousands(most * part),
      ' text-anchor="middle"',
    ),
  )
  return [text(left, 20, title, ' class="title"'), grid(left), ...lines, ...ticks].join('\n')
}

function legend(): string {
  const y = PLOT.top + PLOT.height + 44
  return (Object.keys(LABELS) as StrategyName[])
    .map((name, index) => {
      const x = PLOT.left + index * 160
      return `<path class="line ${CLASSES[name]}" d="M${x} ${y - 4}h28"/>${text(x + 36, y, LABELS[name])}`
    })
    .join('\n')
}

/** The curves of every scenario side by side, as an SVG document. */
export function plotScenarios(scenarios: readonly Scenario[]): string {
  const width = PLOT.left + scenarios.length * (PLOT.width + PLOT.gap)
  const height = PLOT.top + PLOT.height + PLOT.bottom
  const summary =
    'How many of the ten best proposals are found, as votes come in, by how proposals are chosen'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${summary}">
<style>${STYLE}</style>
${text(PLOT.left, 38, 'of the ten best found, by number of votes')}
${scenarios.map(panel).join('\n')}
${legend()}
</svg>
`
}
