import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** IPv6 that is given out for the internet; all else of it has a special purpose, or none yet. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * True if an IP address is one of the internet: not this machine, not a private network, and no form of IPv6 that leads
 * to either (mapped, translated, tunnelled).
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_IPV6)
}

/** What a name or address looks like in a URL: IPv6 without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/**
 * A secure address on the internet, as it may be asked for; null if it is none, names a user, a fragment or a port of
 * its own, or an address of another network.
 */
export function publicHttpsUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const isPlain = url.username === '' && url.password === '' && url.hash === '' && url.port === ''
  if (url.protocol !== 'https:' || !isPlain) return null
  const host = hostOf(url)
  if (isIP(host) !== 0) return isPublicAddress(host) ? url : null
  // A name of one word is one of this network.
  return host.includes('.') && !/(^|\.)(localhost|local|internal|home\.arpa)\.?$/.test(host) ? url : null
}
