import { inWords } from '../../shared/dates.ts'
import { useConsole } from '../context.ts'

const HOUR = 3_600_000
const DAY_HOURS = 24
const WIDTH = 96
const HEIGHT = 28
const GAP = 1

interface HoursChartProps {
  hours: readonly { hour: string; votes: number }[]
}

/** How the votes came, hour by hour; the words say the same. */
export function HoursChart({ hours }: HoursChartProps) {
  const { texts, language } = useConsole()
  const peak = hours.reduce<HoursChartProps['hours'][number] | undefined>(
    (most, one) => (most && most.votes >= one.votes ? most : one),
    undefined,
  )
  if (!peak) return null
  const first = Math.min(...hours.map(({ hour }) => Date.parse(hour)))
  const last = Math.max(...hours.map(({ hour }) => Date.parse(hour)))
  const span = Math.max(DAY_HOURS, (last - first) / HOUR + 1)
  // A day is drawn whole, so that ten minutes and a whole afternoon look as different as they are.
  const start = span > DAY_HOURS ? first : Math.floor(first / (DAY_HOURS * HOUR)) * DAY_HOURS * HOUR
  const step = WIDTH / span
  const words = texts.trust.hours(hours.length, peak.votes, inWords(peak.hour, language))
  return (
    <figure class="hours">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {hours.map(({ hour, votes }) => {
          const height = Math.max(1, (votes / peak.votes) * HEIGHT)
          const x = ((Date.parse(hour) - start) / HOUR) * step
          return (
            <rect key={hour} x={x} y={HEIGHT - height} width={Math.max(0.5, step - GAP)} height={height} />
          )
        })}
      </svg>
      <figcaption class="quiet">{words}</figcaption>
    </figure>
  )
}
