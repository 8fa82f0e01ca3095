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

/** The path of the public address, before all routes: `/unisson`, or nothing. */
export const pathBefore = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/$/, '')

/** Names of pages, which people type by hand. */
const PAGES = [
  'c',
  'console',
  'dashboard',
  'self-test',
  'docs',
  'embed.js',
  'results.js',
  'frame.js',
  'robots.txt',
  'favicon.ico',
]
const ROOTS = [...PAGES, 'v1', 'openapi.json', 'metrics', 'healthz', 'readyz']
const FOLDERS = ['assets', 'web', 'embed']

/** True if something of ours has this name at the beginning of its address. */
export const isOwnName = (name: string): boolean => ROOTS.includes(name) || FOLDERS.includes(name)

const PLAIN = /^\/[\w.~/-]*$/
const MOST_CHARACTERS = 300

/**
 * The canonical form of a server address: single slashes, none at the end, pages in lower case; the query stays. The
 * same text if it is canonical or not an address of the server.
 */
export function canonicalPath(url: string): string {
  const mark = url.indexOf('?')
  const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark)]
  if (path.length > MOST_CHARACTERS || !PLAIN.test(path)) return url
  const parts = path.split('/').filter((part) => part !== '')
  const root = (parts[0] ?? '').toLowerCase()
  if (!ROOTS.includes(root)) return url
  const isPage = PAGES.includes(root)
  return `/${parts.map((part) => (isPage ? part.toLowerCase() : part)).join('/')}${query}`
}
