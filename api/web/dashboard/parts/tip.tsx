import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { Metric } from '../../../src/wire/index.ts'
import { useDashboard } from '../context.ts'

interface TipProps {
  text: string
  children(trigger: { 'aria-describedby': string }): ComponentChildren
}

const MARGIN = 8

/** Above what it explains, so that it covers no number, and within the window. */
function place(tip: HTMLElement, beside: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect()
  const left = Math.min(beside.left, document.documentElement.clientWidth - width - MARGIN)
  const hasRoomAbove = beside.top - height > MARGIN
  tip.style.left = `${Math.max(MARGIN, left)}px`
  tip.style.top = `${hasRoomAbove ? beside.top - height : beside.bottom}px`
}

/**
 * An explanation that shows while its button is pointed at or has the focus; Escape puts it away. It stands above
 * everything else, so that no scrolling table cuts it off.
 */
function Tip({ text, children }: TipProps) {
  const id = useId()
  const whole = useRef<HTMLSpanElement>(null)
  const tip = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const [around, element] = [whole.current, tip.current]
    if (!around || !element?.showPopover) return
    const isOpen = () => element.matches(':popover-open')
    const show = () => {
      if (isOpen()) return
      element.showPopover()
      place(element, around.getBoundingClientRect())
    }
    const hide = () => isOpen() && element.hidePopover()
    // The tip is inside: pointing at it keeps it open.
    around.addEventListener('pointerenter', show)
    around.addEventListener('pointerleave', hide)
    around.addEventListener('focusin', show)
    around.addEventListener('focusout', hide)
    const putAway = ({ key }: KeyboardEvent) => key === 'Escape' && hide()
    addEventListener('keydown', putAway)
    return () => removeEventListener('keydown', putAway)
  }, [])
  return (
    <span class="explained" ref={whole}>
      {children({ 'aria-describedby': id })}
      <span ref={tip} id={id} role="tooltip" popover="manual" class="tip">
        {text}
      </span>
    </span>
  )
}

interface ExplainedProps {
  metric: Metric
  children: TipProps['children']
}

/** What explains a metric comes from the one list of metrics, as in the API and its reference. */
export function Explained({ metric, children }: ExplainedProps) {
  const { texts } = useDashboard()
  return <Tip text={texts.metrics[metric].definition}>{children}</Tip>
}
