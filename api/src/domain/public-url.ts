const PATH = /^(?:\/[\w.~-]+)*$/

/**
 * An address under which the API may be reached: an origin, and a path below which a proxy puts it, if any; without a slash
 * at its end. Null if it is none.
 */
export function parsePublicUrl(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, origin, pathname, search, hash, username, password } = new URL(address)
  const path = pathname.replace(/\/$/, '')
  const isPlain = search === '' && hash === '' && username === '' && password === ''
  return (protocol === 'https:' || protocol === 'http:') && isPlain && PATH.test(path) ? origin + path : null
}

/** The path of a public address, which stands before all of ours: `/unisson`, or nothing. */
export const pathBefore = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/$/, '')
