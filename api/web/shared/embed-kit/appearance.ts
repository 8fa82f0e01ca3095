export const THEMES = ['auto', 'light', 'dark'] as const
export const LAYOUTS = ['card', 'compact'] as const

/** Of the preview: a column of text, or a phone. */
export type PreviewWidth = 'wide' | 'narrow'

/** How the widget is to look, and through which channel its readers come. */
export interface Appearance {
  theme: (typeof THEMES)[number]
  layout: (typeof LAYOUTS)[number]
  channel: string
  /** As #1f4e8c; null: the widget's own. */
  accent: string | null
  /** Of the corners, in pixels; null: the widget's own. */
  radius: number | null
}

export const USUAL: Appearance = { theme: 'auto', layout: 'card', channel: '', accent: null, radius: null }

const CHANNEL = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** The custom properties that make it look so. */
export function propertiesOf({ accent, radius }: Appearance): [name: string, value: string][] {
  return [
    ...(accent === null ? [] : [['--unisson-accent', accent] as [string, string]]),
    ...(radius === null ? [] : [['--unisson-radius', `${radius}px`] as [string, string]]),
  ]
}

/** The rule for the site's style sheet; null where nothing differs from the usual. */
export function styleRule(appearance: Appearance): string | null {
  const properties = propertiesOf(appearance)
  if (properties.length === 0) return null
  return ['unisson-consultation {', ...properties.map(([name, value]) => `  ${name}: ${value};`), '}'].join(
    '\n',
  )
}

/** The question to the API for the code that embeds it. */
export function queryOf(consultation: string, { theme, layout, channel }: Appearance): string {
  const query = new URLSearchParams({ consultation, theme, layout })
  if (CHANNEL.test(channel)) query.set('channel', channel)
  return query.toString()
}
