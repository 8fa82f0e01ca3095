import { normalizeIP } from '@fastify/rate-limit'

/**
 * The network that an address counts for, for the `keyGenerator` of @fastify/rate-limit: of IPv6 the first 64 bits, which
 * one household has. Working that out takes as long as a good part of a vote, and a reader sends several: the last `most`
 * addresses are remembered, in memory.
 */
export function rememberedNetworks(most: number): (request: { ip: string }) => string {
  const networks = new Map<string, string>()
  return ({ ip }) => {
    if (!ip.includes(':')) return normalizeIP(ip)
    let network = networks.get(ip)
    if (network === undefined) {
      network = normalizeIP(ip)
      if (networks.size >= most) networks.clear()
      networks.set(ip, network)
    }
    return network
  }
}
