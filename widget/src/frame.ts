// The page around the widget in a frame: tells the page that holds the frame what happened and how high it is, and takes the
// theme from it.

const NAMES = ['ready', 'view', 'vote', 'unvote', 'qualify', 'propose', 'complete', 'error']
const THEMES = ['auto', 'light', 'dark']
const ELEMENTS = 'unisson-consultation,unisson-results'

/** The origin of the page around, where the publisher's list has it: acts are told to no other. */
const trusted = document.querySelector<HTMLMetaElement>('meta[name=unisson-parent]')?.content

const tellAct = ({ type, detail }: CustomEvent<object>) => {
  const { consultation } = (document.querySelector(ELEMENTS)?.attributes ?? {}) as Record<string, Attr>
  if (trusted) parent.postMessage({ type, detail, consultation: consultation?.value }, trusted)
}

let told = 0

/** The height is no secret: any page may fit its frame to it, and AMP does by a message of its own. */
const tellHeight = () => {
  const height = document.querySelector<HTMLElement>(ELEMENTS)?.offsetHeight ?? 0
  if (!height || height === told) return
  told = height
  parent.postMessage({ type: 'unisson:size', height }, '*')
  parent.postMessage({ sentinel: 'amp', type: 'embed-size', height }, '*')
}

if (parent !== self) {
  for (const name of NAMES) addEventListener(`unisson:${name}`, tellAct as EventListener)
  addEventListener('message', ({ source, data }: MessageEvent<{ type?: unknown; theme?: string } | null>) => {
    if (source !== parent || data?.type !== 'unisson:set') return
    const { theme = '' } = data
    if (THEMES.includes(theme)) {
      document.querySelector(ELEMENTS)?.setAttribute('theme', theme)
      document.documentElement.style.colorScheme = theme === 'auto' ? 'light dark' : theme
    }
    told = 0
    tellHeight()
  })
  addEventListener('resize', tellHeight)
  addEventListener('unisson:ready', tellHeight)
  addEventListener('load', tellHeight)
}
