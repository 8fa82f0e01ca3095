import { LIMITS } from '../wire/constants.ts'

// Parameters by which campaigns mark links; the article is the same with and without them.
const CAMPAIGN = /^(?:utm_.*|mtm_.*|pk_.*|at_.*|fbclid|gclid|dclid|msclkid|twclid|igshid|mc_cid|mc_eid|xtor)$/

/**
 * The one address under which an article is counted: no fragment, no campaign parameters, no user name. Null when
 * the article is not on one of the publisher's origins, so that nobody can fill its list with foreign pages.
 */
export function articleAddress(address: string, origins: ReadonlySet<string>): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  // A blob: address names, as its origin, the page that made it.
  if (!origins.has(url.origin) || url.protocol === 'blob:') return null
  url.hash = ''
  url.username = ''
  url.password = ''
  // Pair by pair: URLSearchParams would also write anew what it keeps, and give the article a second address.
  const pairs = url.search.slice(1).split('&')
  const query = pairs.filter((pair) => !CAMPAIGN.test(pair.split('=', 1)[0] ?? '')).join('&')
  url.search = query === '' ? '' : `?${query}`
  return url.href.length > LIMITS.urlLength ? null : url.href
}
