// A download of its own, for pages that ask for it: tells the page's own measurement that something was done.
import type { Controller } from '../core/controller.ts'
import { explainRefusal } from './explain-refusal.ts'

/** Counts and places alone. Neither proposal nor choice: which way a reader voted is an opinion, and nobody is told. */
const TOLD = ['index', 'total', 'votes', 'proposals'] as const

type Figures = Partial<Record<(typeof TOLD)[number], number>>

interface TcfAnswer {
  eventStatus?: string
  gdprApplies?: boolean
  purpose?: { consents?: Record<number, boolean> }
}

type Tcf = (
  command: string,
  version: number,
  callback: (answer: TcfAnswer | null, success: boolean) => void,
) => void

interface PageWindow {
  dataLayer?: object[]
  /** Matomo's queue, and that of Piano Analytics until it has loaded */
  _paq?: unknown[][]
  pa?: { sendEvent(name: string, properties: object): void }
  __tcfapi?: Tcf
}

const page: Window & PageWindow = window

const PROVIDERS: Record<string, (event: string, consultation: string, figures: Figures) => void> = {
  gtm(event, consultation, figures) {
    const named = Object.entries(figures).map(([name, figure]) => [`unisson_${name}`, figure])
    page.dataLayer ??= []
    page.dataLayer.push({
      event: `unisson_${event}`,
      unisson_consultation: consultation,
      ...Object.fromEntries(named),
    })
  },
  piano(event, consultation, figures) {
    const named = Object.entries(figures).map(([name, figure]) => [`unisson_${name}`, figure])
    const properties = { unisson_consultation: consultation, ...Object.fromEntries(named) }
    if (page.pa) return page.pa.sendEvent(`unisson.${event}`, properties)
    page._paq ??= []
    page._paq.push(['sendEvent', `unisson.${event}`, properties])
  },
  matomo(event, consultation, { index, votes }) {
    const figure = index ?? votes
    page._paq ??= []
    const said = ['trackEvent', 'Unisson', event, consultation]
    page._paq.push(figure === undefined ? said : [...said, figure])
  },
}

/** Purposes of the IAB's Transparency and Consent Framework: storage on the device, measuring content performance. */
const PURPOSES = [1, 8]

let answered: Promise<void> | undefined
let isGranted = false

/** Settles when the reader has answered the page's consent tool, now or on an earlier visit; follows later answers. */
const askConsentTool = (tcf: Tcf): Promise<void> =>
  new Promise((settle) =>
    tcf('addEventListener', 2, (answer, success) => {
      if (!success || !answer || answer.eventStatus === 'cmpuishown') return
      const { gdprApplies, purpose } = answer
      isGranted = gdprApplies === false || PURPOSES.every((one) => purpose?.consents?.[one])
      settle()
    }),
  )

/** Whether the page's own signal, if it has set one, allows it. What is not understood allows nothing. */
const isAllowed = async (consent: string | undefined): Promise<boolean> => {
  if (consent === undefined || consent === 'granted') return true
  if (consent !== 'tcf' || !page.__tcfapi) return false
  answered ??= askConsentTool(page.__tcfapi)
  await answered
  return isGranted
}

/** Tells those whom the attribute names (`gtm`, `piano`, `matomo`, apart by spaces) of one event of the element. */
export const tell = async (
  controller: Pick<Controller, 'state' | 'surroundings'>,
  event: Event,
): Promise<void> => {
  explainRefusal(controller, event)
  const { option } = controller.surroundings
  if (!(await isAllowed(option('consent')))) return
  const detail = ((event as CustomEvent).detail ?? {}) as Figures
  const figures: Figures = {}
  for (const name of TOLD) if (typeof detail[name] === 'number') figures[name] = detail[name]
  const name = event.type.replace('unisson:', '')
  for (const provider of (option('analytics') ?? '').split(/\s+/)) {
    try {
      PROVIDERS[provider]?.(name, option('consultation') ?? '', figures)
    } catch {
      // Their fault must not become one of the article.
    }
  }
}
