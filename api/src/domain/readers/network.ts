import ipaddr from 'ipaddr.js'
import { remembered } from '../remembered.ts'

const ADDRESSES_REMEMBERED = 20_000

const ofIPv4 = (address: string): string => address.slice(0, address.lastIndexOf('.'))

function ofIPv6(address: string): string {
  const [plain = ''] = address.split('%', 1)
  if (!ipaddr.isValid(plain)) return address
  const parsed = ipaddr.process(plain)
  if (parsed.kind() === 'ipv4') return ofIPv4(parsed.toString())
  const { parts } = parsed as ipaddr.IPv6
  return parts
    .slice(0, 4)
    .map((part) => part.toString(16).padStart(4, '0'))
    .join('')
}

const rememberedIPv6 = remembered(ADDRESSES_REMEMBERED, ofIPv6)

/**
 * The network of an address: of IPv4 the first three numbers (/24), of IPv6 the first 64 bits as 16 hexadecimal digits, of
 * which 14 are its /56 and 12 its /48. An IPv4 address inside IPv6 is one of IPv4; what is no address is its own network.
 */
export const networkOf = (address: string): string => {
  if (address.includes(':')) return rememberedIPv6(address)
  return address.includes('.') ? ofIPv4(address) : address
}

const PRIVATE = /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd]|::1$)/

/**
 * The network in which a reader is counted: that of the address. Within a house of its own (private addresses, as in an
 * intranet) there are no providers and no subscribers, and each address is one.
 */
export const readerNetworkOf = (address: string): string =>
  PRIVATE.test(address) ? address : networkOf(address)

/** True if two tags are known to be of two networks; those of two days are not. */
export function areTwoNetworks(one: string, other: string): boolean {
  return one !== other && one.split('.', 1)[0] === other.split('.', 1)[0]
}
