/** The origin (scheme, host and port) that an address names, in the form browsers send it; null if it is not one. */
export function parseOrigin(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  const isExact = isBare && !url.host.includes('*')
  return (url.protocol === 'https:' || url.protocol === 'http:') && isExact ? url.origin : null
}

const WILDCARD = /^(https?:\/\/)\*\.(.+)$/i
const ANCESTOR = /^(https?:\/\/)[^./:@]+\.(.+)$/

/**
 * What `https://*.example.org` stands for, in the form in which it is kept: every subdomain of one or more labels, by this
 * scheme and port, never the domain itself. Null if the address is not of this form. `domain` is in ASCII.
 */
export function parseWildcard(address: string): { origin: string; domain: string } | null {
  const [, scheme, rest] = WILDCARD.exec(address) ?? []
  const above = scheme === undefined ? null : parseOrigin(scheme + rest)
  if (above === null) return null
  const { protocol, hostname, host } = new URL(above)
  return { origin: `${protocol}//*.${host}`, domain: hostname }
}

/** A list of origins, some of them wildcards, as browsers' Content-Security-Policy reads them. */
export interface OriginList extends Iterable<string> {
  /** True if an origin, letter by letter as browsers send it, is on the list or below a wildcard of it. */
  has(origin: string): boolean
}

/** The wildcards that an origin falls under, the nearest first. */
function* wildcardsAbove(origin: string): Iterable<string> {
  let below = origin
  for (;;) {
    const [, scheme, rest] = ANCESTOR.exec(below) ?? []
    if (scheme === undefined) return
    yield `${scheme}*.${rest}`
    below = scheme + rest
  }
}

/** Reads a list of exact origins and of wildcards, each as the publisher's record keeps it. */
export function originList(origins: Iterable<string>): OriginList {
  const listed = new Set(origins)
  const hasWildcards = [...listed].some((origin) => origin.includes('*'))
  function has(origin: string): boolean {
    if (origin.includes('*')) return false
    if (listed.has(origin)) return true
    // What is no origin of a page must not pass for one that ends as one should.
    if (!hasWildcards || parseOrigin(origin) !== origin) return false
    for (const wildcard of wildcardsAbove(origin)) if (listed.has(wildcard)) return true
    return false
  }
  return { has, [Symbol.iterator]: () => listed[Symbol.iterator]() }
}

export type Origin = 'allowed' | 'unknown' | 'foreign'

/**
 * What the Origin header says of a request: `allowed` is on the publisher's list, letter by letter or below a wildcard;
 * `unknown` is absent or "null" (a server, a sandboxed frame) and earns no engagement; `foreign` is any other.
 */
export function judgeOrigin(header: string | undefined, allowed: Pick<OriginList, 'has'>): Origin {
  if (header === undefined || header === 'null') return 'unknown'
  return allowed.has(header) ? 'allowed' : 'foreign'
}
