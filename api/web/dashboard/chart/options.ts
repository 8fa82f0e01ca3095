import type uPlot from 'uplot'
import { labelled } from './curve.ts'

/** Colours of a canvas come from the style sheet, by way of elements that have them. */
export type Ink = (name: 'accent' | 'quiet' | 'line' | 'area' | 'band') => string

export interface ChartOptions {
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

export function chartOptions(options: ChartOptions): uPlot.Options {
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
