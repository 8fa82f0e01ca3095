/** The origin (scheme, host and port) that an address names, in the form browsers send it; null if it is not one. */
export function parseOrigin(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  return (url.protocol === 'https:' || url.protocol === 'http:') && isBare ? url.origin : null
}

export type Origin = 'allowed' | 'unknown' | 'foreign'

/**
 * What the Origin header says of a request: `allowed` is on the publisher's list, letter by letter; `unknown` is
 * absent or "null" (a server, a sandboxed frame) and earns no engagement; `foreign` is any other.
 */
export function judgeOrigin(header: string | undefined, allowed: ReadonlySet<string>): Origin {
  if (header === undefined || header === 'null') return 'unknown'
  return allowed.has(header) ? 'allowed' : 'foreign'
}
