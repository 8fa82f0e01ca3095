import { networkOf } from './network.ts'

const PRIVATE = /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd]|::1$)/

/**
 * The network in which a reader is counted: that of the address. Within a house of its own (private addresses, as in an
 * intranet) there are no providers and no subscribers, and each address is one.
 */
export const readerNetworkOf = (address: string): string =>
  PRIVATE.test(address) ? address : networkOf(address)
