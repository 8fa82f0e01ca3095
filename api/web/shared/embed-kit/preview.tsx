import { useEffect, useRef } from 'preact/hooks'
import { type Appearance, propertiesOf } from './appearance.ts'

const WIDTHS = { wide: 640, narrow: 320 } as const
export type PreviewWidth = keyof typeof WIDTHS

function dress(frame: HTMLIFrameElement, appearance: Appearance): void {
  const page = frame.contentDocument
  const widget = page?.querySelector<HTMLElement>('unisson-consultation')
  if (!page || !widget) return
  widget.setAttribute('theme', appearance.theme)
  widget.setAttribute('layout', appearance.layout)
  page.documentElement.style.colorScheme = appearance.theme === 'auto' ? 'light dark' : appearance.theme
  widget.style.cssText = ''
  for (const [name, value] of propertiesOf(appearance)) widget.style.setProperty(name, value)
}

interface PreviewProps {
  slug: string
  appearance: Appearance
  width: PreviewWidth
  title: string
}

/** The living widget, to be looked at only: in our own name, so that no publisher's figures know of it. */
export function Preview({ slug, appearance, width, title }: PreviewProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const latest = useRef(appearance)
  latest.current = appearance
  useEffect(() => {
    if (frame.current) dress(frame.current, appearance)
  }, [appearance])
  return (
    <div class={`preview ${appearance.theme}`}>
      <iframe
        key={slug}
        ref={frame}
        src={`c/${encodeURIComponent(slug)}/frame?channel=preview`}
        title={title}
        width={WIDTHS[width]}
        data-layout={appearance.layout}
        inert
        onLoad={({ currentTarget }) => dress(currentTarget, latest.current)}
      />
    </div>
  )
}
