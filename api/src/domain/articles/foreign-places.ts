import type { FOREIGN_PLACES } from '../../wire/constants.ts'

export type ForeignPlace = (typeof FOREIGN_PLACES)[number]

const ENDS: readonly (readonly [ForeignPlace, readonly string[]])[] = [
  [
    'translation',
    ['translate.goog', 'translatetheweb.com', 'microsofttranslator.com', 'translate.yandex.net'],
  ],
  ['archive', ['archive.org', 'archive.ph', 'archive.is', 'archive.today', 'webcache.googleusercontent.com']],
  ['amp-cache', ['cdn.ampproject.org', 'bing-amp.com']],
  ['staging', ['vercel.app', 'netlify.app', 'pages.dev', 'ngrok.io', 'ngrok-free.app', 'wpengine.com']],
  ['local', ['localhost', 'local', 'test', 'internal', 'lan']],
]
const STAGING =
  /^(?:staging|stage|preprod|preproduction|recette|dev|develop|test|tests|preview|qa|uat|beta|integration)\d*$/
const NUMBERED = /^(?:127|10|192\.168)\.[\d.]+$/
const OTHER_SCREEN = new Set(['m', 'amp', 'mobile'])

const endsIn = (host: string, end: string): boolean => host === end || host.endsWith(`.${end}`)

/** The domain under which a host is registered, such as journal.co.uk of www.journal.co.uk; null if there is none. */
type RegisteredDomain = (host: string) => string | null

const hostOf = (origin: string): string => origin.replace(/^https?:\/\/(?:\*\.)?/, '').replace(/:\d+$/, '')

/** What kind of place an origin is, for a publisher with these origins; null where its name does not tell. */
export function foreignPlaceOf(
  origin: string,
  origins: Iterable<string>,
  registeredDomain: RegisteredDomain,
): ForeignPlace | null {
  if (!/^https?:/.test(origin)) return 'application'
  const host = hostOf(origin)
  const known = ENDS.find(([, ends]) => ends.some((end) => endsIn(host, end)))
  if (known) return known[0]
  if (NUMBERED.test(host) || host.startsWith('[')) return 'local'
  const labels = host.split('.')
  if (labels.slice(0, -2).some((label) => label.split('-').some((part) => STAGING.test(part))))
    return 'staging'
  const domain = registeredDomain(host)
  const isSister = domain !== null && [...origins].some((one) => registeredDomain(hostOf(one)) === domain)
  if (!isSister) return null
  return OTHER_SCREEN.has(labels[0] ?? '') ? 'other-screen' : 'sister'
}
