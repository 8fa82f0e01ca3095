import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { type Curve, splitAtUnfinished } from './curve.ts'
import { chartOptions, type Ink } from './options.ts'

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
