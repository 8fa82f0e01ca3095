export const THEMES = ['auto', 'light', 'dark'] as const
export const SHOWN = ['vote', 'consensus', 'groups', 'proposal', 'action'] as const
export const LAYOUTS = ['card', 'compact'] as const

/** Of the preview: a column of text, or a phone. */
export type PreviewWidth = 'wide' | 'narrow'

/** How the widget is to look, and through which channel its readers come. */
export interface Appearance {
  /** The vote, or a part of the results. */
  shown: (typeof SHOWN)[number]
  /** Id of the proposal that is shown first, or whose result is shown; empty: none. */
  proposal: string
  theme: (typeof THEMES)[number]
  layout: (typeof LAYOUTS)[number]
  channel: string
  /** Of the interface and the texts; empty: that of the consultation. */
  language: string
  /** As #1f4e8c; null: the widget's own. */
  accent: string | null
  /** Of the corners, in pixels; null: the widget's own. */
  radius: number | null
}

export const USUAL: Appearance = {
  shown: 'vote',
  proposal: '',
  theme: 'auto',
  layout: 'card',
  channel: '',
  language: '',
  accent: null,
  radius: null,
}

const PROPOSAL = /^[A-Za-z0-9_-]{12}$/

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
  const element = appearance.shown === 'vote' ? 'unisson-consultation' : 'unisson-results'
  return [`${element} {`, ...properties.map(([name, value]) => `  ${name}: ${value};`), '}'].join('\n')
}

/** What is shown, as addresses say it. */
export function contentOf({ shown, proposal, language }: Appearance): Record<string, string> {
  return {
    ...(shown === 'vote' ? {} : { view: shown }),
    ...(language === '' ? {} : { lang: language }),
    ...(PROPOSAL.test(proposal) ? { proposal } : {}),
  }
}

/** Query parameters of the request for the code that embeds it. */
export function queryOf(consultation: string, appearance: Appearance): string {
  const { theme, layout, channel } = appearance
  const query = new URLSearchParams({ consultation, theme, layout, ...contentOf(appearance) })
  if (CHANNEL.test(channel)) query.set('channel', channel)
  return query.toString()
}
