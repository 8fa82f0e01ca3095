import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { type Curve, labelled, splitAtUnfinished } from './curve.ts'
import 'uplot/dist/uPlot.min.css'

/** Colours of a canvas come from the style sheet, by way of elements that have them. */
type Ink = (name: 'accent' | 'quiet' | 'line' | 'area' | 'band') => string

interface ChartOptions {
  width: number
  height: number
  ink: Ink
  hasBand: boolean
  hasBefore: boolean
  label(place: number): string
  value(value: number): string
  onPlace(place: number | null): void
}

const FONT = '12px system-ui, sans-serif'
const LABEL_PIXELS = 72
const LINE_PIXELS = 52

/** Places with nothing on either side: a line cannot show them. */
const alone = (chart: uPlot, series: number): number[] => {
  const values = Array.from(chart.data[series] ?? [])
  const isThere = (place: number): boolean => typeof values[place] === 'number'
  return values.flatMap((_, place) =>
    isThere(place) && !isThere(place - 1) && !isThere(place + 1) ? [place] : [],
  )
}

/** The chart's series, in the order of its data: place, over, under way, before, low, high. */
const seriesOf = ({ ink, hasBefore, hasBand }: ChartOptions): uPlot.Series[] => [
  {},
  {
    stroke: () => ink('accent'),
    // A rate has its interval around the line, and nothing below it.
    ...(hasBand ? {} : { fill: () => ink('area') }),
    width: 2,
    points: { show: true, size: 6, fill: () => ink('accent'), filter: alone },
  },
  { stroke: () => ink('accent'), width: 2, dash: [2, 4], points: { show: false } },
  { stroke: () => ink('quiet'), width: 1.5, dash: [5, 5], show: hasBefore, points: { show: false } },
  { width: 0, points: { show: false } },
  { width: 0, points: { show: false } },
]

const axesOf = ({ ink, label, value }: ChartOptions): uPlot.Axis[] => [
  {
    stroke: () => ink('quiet'),
    font: FONT,
    grid: { show: false },
    ticks: { show: false },
    size: 32,
    gap: 10,
    splits: ({ data, width }) => labelled(data[0]?.length ?? 0, Math.floor(width / LABEL_PIXELS)),
    values: (_chart, places) => places.map((place) => label(place)),
  },
  {
    stroke: () => ink('quiet'),
    font: FONT,
    grid: { stroke: () => ink('line'), width: 1 },
    ticks: { show: false },
    size: LINE_PIXELS,
    space: 48,
    values: (_chart, values) => values.map((one) => (one === null ? '' : value(one))),
  },
]

function chartOptions(options: ChartOptions): uPlot.Options {
  const { width, height, ink, hasBand, onPlace } = options
  return {
    width,
    height,
    padding: [12, 8, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { size: 8 },
      drag: { x: false, y: false },
    },
    // Places, not instants: so that days of 23 and 25 hours are as wide as all others.
    scales: {
      x: { time: false },
      y: { range: (_chart, _low, high) => [0, high > 0 ? high * 1.08 : 1] },
    },
    series: seriesOf(options),
    ...(hasBand ? { bands: [{ series: [5, 4], fill: () => ink('band') }] } : {}),
    axes: axesOf(options),
    hooks: { setCursor: [({ cursor }) => onPlace(cursor.idx ?? null)] },
  }
}

interface ChartProps {
  curve: Curve
  label: string
  timeOf(place: number): string
  write(value: number): string
  onPlace(place: number | null): void
}

const HEIGHT = 260
/** Of a page of A4 between its margins. */
const PAPER_WIDTH = 660
const INKS = ['accent', 'quiet', 'line', 'area', 'band'] as const

function dataOf(curve: Curve): uPlot.AlignedData {
  const { over, underWay } = splitAtUnfinished(curve)
  const nothing = curve.now.map(() => null)
  const places = curve.now.map((_, place) => place)
  return [places, over, underWay, curve.before ?? nothing, curve.low ?? nothing, curve.high ?? nothing]
}

/** The colours as they are now: the scheme may change while the page is open. */
const inkOf =
  (place: HTMLElement): Ink =>
  (name) => {
    const sample = place.querySelector(`.ink-${name}`)
    return sample ? getComputedStyle(sample).color : 'gray'
  }

/** Draws a curve. What it shows is in the table below it too, for those who do not see it. */
export function Chart(props: ChartProps) {
  const { curve, label } = props
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | undefined>(undefined)
  const latest = useRef(props)
  latest.current = props

  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const options = chartOptions({
      width: element.clientWidth,
      height: HEIGHT,
      ink: inkOf(element),
      hasBand: curve.high !== null,
      hasBefore: curve.before !== null,
      label: (at) => latest.current.timeOf(at),
      value: (value) => latest.current.write(value),
      onPlace: (at) => latest.current.onPlace(at),
    })
    chart.current = new uPlot(options, dataOf(curve), element)
    return () => chart.current?.destroy()
  }, [curve, label])

  useEffect(() => {
    const element = place.current
    if (!element) return
    const resized = new ResizeObserver(() =>
      chart.current?.setSize({ width: element.clientWidth, height: HEIGHT }),
    )
    resized.observe(element)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const redraw = () => chart.current?.redraw(false)
    scheme.addEventListener('change', redraw)
    const { style } = document.documentElement
    // Paper is white, and its width is not known in advance.
    const toPaper = () => {
      style.colorScheme = 'light'
      chart.current?.setSize({ width: PAPER_WIDTH, height: HEIGHT })
    }
    const toScreen = () => {
      style.colorScheme = ''
      chart.current?.setSize({ width: element.clientWidth, height: HEIGHT })
    }
    addEventListener('beforeprint', toPaper)
    addEventListener('afterprint', toScreen)
    return () => {
      resized.disconnect()
      scheme.removeEventListener('change', redraw)
      removeEventListener('beforeprint', toPaper)
      removeEventListener('afterprint', toScreen)
    }
  }, [])

  return (
    <div class="chart" ref={place} role="img" aria-label={label}>
      {INKS.map((ink) => (
        <i key={ink} class={`ink-${ink}`} />
      ))}
    </div>
  )
}
