import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { compile } from '@fastify/proxy-addr'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import ipaddr from 'ipaddr.js'
import { remembered } from '../domain/remembered.ts'

export interface ClientAddressOptions {
  /** Whether a peer is one of our own proxies, whose words are believed. */
  isTrusted(address: string): boolean
}

/** So much is read of X-Forwarded-For, from its end, where our own proxies write. */
const LONGEST_LIST = 2000
const WARNING_MILLISECONDS = 3_600_000
const PROXIES_REMEMBERED = 1000

// Lenient where proxies are: Azure and IIS append a port, others write brackets, a zone, or quotation marks.
const NODE = /^"?\[?([0-9a-f.:]{2,45})(?:%[\w.-]{1,32})?(?:\](?::\d{1,5})?)?"?$/i
const IPV4_WITH_PORT = /^"?(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}"?$/

/**
 * An address in the one form in which it is compared: without port, brackets and zone, IPv6 as RFC 5952 writes it, IPv4
 * as such even if it came inside IPv6. Undefined if it is none: `unknown`, `_hidden`, a name.
 */
export function canonicalAddress(node: string): string | undefined {
  const text = node.trim()
  const address = (IPV4_WITH_PORT.exec(text) ?? NODE.exec(text))?.[1]
  return address !== undefined && isIP(address) !== 0 ? ipaddr.process(address).toString() : undefined
}

/** The parts between separators that stand outside quotation marks; undefined where a mark is never closed. */
function splitOutsideQuotes(text: string, separator: string): string[] | undefined {
  const parts: string[] = []
  let [start, isQuoted] = [0, false]
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (isQuoted && character === '\\') index++
    else if (character === '"') isQuoted = !isQuoted
    else if (character === separator && !isQuoted) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  return isQuoted ? undefined : [...parts, text.slice(start)]
}

const UNKNOWN = 'unknown'

/** The value of `for` in one element of a Forwarded header (RFC 7239). */
function forOf(element: string): string {
  for (const pair of splitOutsideQuotes(element, ';') ?? []) {
    const equals = pair.indexOf('=')
    if (pair.slice(0, equals).trim().toLowerCase() === 'for')
      return pair.slice(equals + 1).replaceAll('\\', '')
  }
  return UNKNOWN
}

/**
 * The chain in a Forwarded header. All of it is read: whether a comma separates depends on the marks before it. A list with
 * an open mark names nobody, or a reader could open one that swallows what our proxy adds.
 */
const forwardedChain = (list: string): string[] =>
  splitOutsideQuotes(list, ',')?.map((element) => forOf(element)) ?? [UNKNOWN]

/** The chain at the end of an X-Forwarded-For header; an address that was cut is left out. */
function forwardedForChain(list: string): string[] {
  return list.length <= LONGEST_LIST ? list.split(',') : list.slice(-LONGEST_LIST).split(',').slice(1)
}

/** The chain of addresses from X-Forwarded-For, or else Forwarded; the nearest last. */
function chainOf({ headers }: IncomingMessage): string[] {
  // Node joins what is sent several times. Where both are sent, the older one counts: a proxy that knows only that one
  // passes on a Forwarded that a reader made up.
  const list = headers['x-forwarded-for']
  if (list !== undefined) return forwardedForChain([list].flat().join())
  return headers.forwarded === undefined ? [] : forwardedChain(headers.forwarded)
}

/** The client's address, as far as trusted proxies say it: read from the peer towards the reader. */
export function clientAddress(
  peer: string,
  request: IncomingMessage,
  isTrusted: (address: string) => boolean,
): string {
  let address = peer
  for (const node of chainOf(request).toReversed()) {
    if (node.trim() === '') continue
    const next = isTrusted(address) ? canonicalAddress(node) : undefined
    if (next === undefined) break
    address = next
  }
  return address
}

/**
 * Whether an address lies in one of the networks, for Fastify's `trustProxy`. It is asked of the same few proxies at every
 * request. Throws TypeError if one of them is no network.
 */
export const trustIn = (networks: string[]): ((address: string) => boolean) => {
  const isTrusted = compile(networks)
  return remembered(PROXIES_REMEMBERED, (address) => isTrusted(address, 0))
}

/** What may be said of a peer without naming it: `loopback`, `private`, `public` and the like. */
function kindOf(peer: string): string {
  const range = isIP(peer) === 0 ? 'unknown' : ipaddr.process(peer).range()
  return range === 'unicast' ? 'public' : range
}

const isForwarded = ({ headers }: IncomingMessage): boolean =>
  headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined

/**
 * Puts the client's address, in one form, where Fastify looks for it (`request.ip`). Fastify's own
 * reader takes a port for a part of the address, so that one reader behind Azure or IIS would count as many. A word goes
 * into the log, once an hour for each kind of peer, when such a header comes from one that is not trusted.
 */
export const clientAddresses = fastifyPlugin(
  async (app: FastifyInstance, { isTrusted }: ClientAddressOptions) => {
    const warned = new Map<string, number>()
    function warn(peer: string): void {
      const [kind, now] = [kindOf(peer), performance.now()]
      const before = warned.get(kind)
      if (before !== undefined && now - before < WARNING_MILLISECONDS) return
      warned.set(kind, now)
      app.log.warn(
        { peer: kind },
        'X-Forwarded-For or Forwarded came from a peer that is not in TRUSTED_PROXIES, and is not believed: if that is your proxy, all its readers count as one',
      )
    }
    app.addHook('onRequest', ({ raw }, _reply, done) => {
      if (!isForwarded(raw)) return done()
      const peer = raw.socket.remoteAddress ?? ''
      if (isTrusted(peer)) raw.headers['x-forwarded-for'] = clientAddress(peer, raw, isTrusted)
      else warn(peer)
      done()
    })
  },
  { name: 'client-addresses' },
)
