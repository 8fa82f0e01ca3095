import { compile } from '@fastify/proxy-addr'
import { normalizeIP } from '@fastify/rate-limit'
import { remembered } from '../domain/remembered.ts'

const PROXIES_REMEMBERED = 1000

/**
 * The network that an address counts for, for the `keyGenerator` of @fastify/rate-limit: of IPv6 the first 64 bits, which
 * one household has. Working that out takes as long as a good part of a vote, and a reader sends several; so up to
 * `most` addresses are remembered.
 */
export function rememberedNetworks(most: number): (request: { ip: string }) => string {
  const networkOf = remembered(most, normalizeIP)
  return ({ ip }) => (ip.includes(':') ? networkOf(ip) : normalizeIP(ip))
}

/**
 * Whether an address lies in one of the networks, for Fastify's `trustProxy`. It is asked of the same few proxies at every
 * request. Throws TypeError if one of them is no network.
 */
export const trustIn = (networks: string[]): ((address: string) => boolean) => {
  const isTrusted = compile(networks)
  return remembered(PROXIES_REMEMBERED, (address) => isTrusted(address, 0))
}
