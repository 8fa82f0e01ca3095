/** Names of pages, which people type by hand. */
const PAGES = ['c', 'console', 'dashboard', 'self-test', 'docs', 'embed.js', 'robots.txt', 'favicon.ico']
const ROOTS = [...PAGES, 'v1', 'openapi.json', 'metrics', 'healthz', 'readyz']
const PLAIN = /^\/[\w.~/-]*$/
const MOST_CHARACTERS = 300

/**
 * The one way in which an address of ours is written, with what follows the question mark as it is: single slashes, none at
 * the end, pages in small letters. The same text if it is written so, or is none of ours.
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
