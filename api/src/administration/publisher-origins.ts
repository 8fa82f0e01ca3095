import { parseOrigin, parseWildcard } from '../domain/articles/origins.ts'
import { wrongField } from './checked-input.ts'

/** True if all subdomains of a domain are somebody's own: it is registered, not a suffix under which others register. */
async function isRegistered(domain: string): Promise<boolean> {
  // A tenth of a megabyte that few starts need.
  const { parse } = await import('tldts')
  const { domain: registered, isIp } = parse(domain, { allowPrivateDomains: true })
  return registered !== null && !isIp
}

async function exactOrigin(address: string, index: number): Promise<string> {
  const field = `origins/${index}`
  const wildcard = parseWildcard(address)
  if (!wildcard) {
    const origin = parseOrigin(address)
    if (origin !== null) return origin
    throw wrongField(
      field,
      `"${address}" is not an origin such as https://www.example.org or https://*.example.org`,
      'not-an-origin',
      { origin: address },
    )
  }
  if (await isRegistered(wildcard.domain)) return wildcard.origin
  throw wrongField(
    field,
    `"${address}" would let in pages of others: a * stands before a domain of your own, as in https://*.example.org`,
    'wildcard-of-others',
    { origin: address },
  )
}

/** Origins as they are kept: in the form in which browsers send them, each once. Throws what is wrong with one by field. */
export async function publisherOrigins(addresses: readonly string[]): Promise<string[]> {
  return [...new Set(await Promise.all(addresses.map(exactOrigin)))].sort()
}
