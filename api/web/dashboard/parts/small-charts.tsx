const WIDTH = 100
const HEIGHT = 28
const ROOM = 2

const place = (value: number, most: number): string =>
  (HEIGHT - ROOM - (most === 0 ? 0 : value / most) * (HEIGHT - 2 * ROOM)).toFixed(1)

/** A course in the height of a line; where it begins and ends, and how high it goes, the numbers beside it say. */
export function Sparkline({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const known = values.filter((value) => value !== null)
  const most = Math.max(0, ...known)
  const step = WIDTH / Math.max(1, values.length - 1)
  const points = known.map((value, index) => `${(index * step).toFixed(1)},${place(value, most)}`)
  const end = ((known.length - 1) * step).toFixed(1)
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
      <title>{label}</title>
      <polygon points={[`0,${HEIGHT}`, ...points, `${end},${HEIGHT}`].join(' ')} />
      <polyline points={points.join(' ')} vector-effect="non-scaling-stroke" />
    </svg>
  )
}

interface IntervalPlotProps {
  rate: number
  interval: { low: number; high: number }
  /** The rate that all are held against. */
  against: number | null
  /** Where the drawing ends on the right. */
  most: number
  label: string
}

/** A rate as a dot on its interval, beside the rate of the whole: what lies apart is seen to. */
export function IntervalPlot({ rate, interval, against, most, label }: IntervalPlotProps) {
  const at = (share: number): string => ((share / most) * WIDTH).toFixed(1)
  return (
    <svg class="interval-plot" viewBox={`0 0 ${WIDTH} 20`} role="img">
      <title>{label}</title>
      {against !== null && <line class="against" x1={at(against)} x2={at(against)} y1="1" y2="19" />}
      <line class="reach" x1={at(interval.low)} x2={at(interval.high)} y1="10" y2="10" />
      <circle cx={at(rate)} cy="10" r="3.5" />
    </svg>
  )
}

/** A part of a whole, as a bar. */
export function Bar({ share }: { share: number }) {
  return (
    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect width={(share * WIDTH).toFixed(1)} height="4" />
    </svg>
  )
}
