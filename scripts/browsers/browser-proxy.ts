import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import type { Exchange } from './browser.ts'

/** A forward proxy for a browser whose driver knows no network: it goes offline, notes requests and adds a script to pages. */
export interface BrowserProxy {
  /** As "127.0.0.1:4711". */
  address: string
  exchanges: Exchange[]
  isOffline: boolean
  close(): Promise<void>
}

const withoutNone = (values: string[]): string[] => values.filter((value) => value !== "'none'")

/** The policy with one more inline script that may run; nothing else is eased. */
export function allowScript(policy: string, hash: string): string {
  const directives = policy
    .split(';')
    .map((directive) => directive.trim().split(/\s+/))
    .filter(([name]) => name)
  const find = (name: string) => directives.find(([own]) => own?.toLowerCase() === name)
  const found = find('script-src-elem') ?? find('script-src')
  const [, ...inherited] = find('default-src') ?? []
  if (!found && !find('default-src')) return policy
  const [name = 'script-src', ...values] = found ?? ['script-src', ...inherited]
  // Beside a hash, browsers ignore 'unsafe-inline'.
  if (values.includes("'unsafe-inline'") && !values.some((value) => /^'(?:nonce|sha\d+)-/.test(value)))
    return policy
  const eased = [name, ...withoutNone(values), `'sha256-${hash}'`]
  return [...directives.filter((directive) => directive !== found), eased]
    .map((parts) => parts.join(' '))
    .join('; ')
}

/** Put before all that the page brings, and gone once it has run: the page finds itself as it was sent. */
function insertScript(html: string, script: string): string {
  const tag = `<script>${script}</script>`
  const place = /<head(?:\s[^>]*)?>/i.exec(html) ?? /<!doctype[^>]*>/i.exec(html)
  const at = place ? place.index + place[0].length : 0
  return html.slice(0, at) + tag + html.slice(at)
}

const POLICIES = ['content-security-policy', 'content-security-policy-report-only']

async function relay({
  answer,
  response,
  script,
}: {
  answer: IncomingMessage
  response: ServerResponse
  script: string
}): Promise<void> {
  const headers = { ...answer.headers }
  if (!/^text\/html/.test(headers['content-type'] ?? '')) {
    response.writeHead(answer.statusCode ?? 502, headers)
    // An answer that is cut off is cut off for the browser too.
    await pipeline(answer, response)
    return
  }
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part as Buffer)
  const html = Buffer.concat(parts).toString()
  const own = `${script};document.currentScript.remove()`
  const body = html === '' ? '' : insertScript(html, own)
  const hash = createHash('sha256').update(own).digest('base64')
  for (const name of POLICIES) {
    const policy = headers[name]
    if (typeof policy === 'string')
      headers[name] = policy
        .split(',')
        .map((one) => allowScript(one, hash))
        .join(', ')
  }
  delete headers['transfer-encoding']
  if (html !== '') headers['content-length'] = String(Buffer.byteLength(body))
  response.writeHead(answer.statusCode ?? 502, headers)
  response.end(body)
}

/** Starts a proxy that puts `script` at the beginning of each page and notes every exchange. */
export async function openBrowserProxy(script: string): Promise<BrowserProxy> {
  const exchanges: Exchange[] = []
  const sockets = new Set<Socket>()
  const proxy: Pick<BrowserProxy, 'isOffline'> = { isOffline: false }
  const server = createServer((incoming, response) => {
    const { method = 'GET', url = '' } = incoming
    const note = (status: number) => exchanges.push({ method, url, status })
    const refuse = () => {
      note(0)
      incoming.socket.destroy()
    }
    if (proxy.isOffline) return refuse()
    const { 'proxy-connection': _hop, ...headers } = incoming.headers
    // A page is read here, so it must come as it is.
    if (headers.accept?.includes('text/html')) delete headers['accept-encoding']
    const outgoing = request(url, { method, headers })
    outgoing.once('error', refuse)
    outgoing.once('response', (answer) => {
      note(answer.statusCode ?? 0)
      relay({ answer, response, script }).catch(() => incoming.socket.destroy())
    })
    response.once('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  })
  server.on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
    exchanges.push({ method: 'CONNECT', url, status: 0 })
    socket.destroy()
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(proxy, {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  })
}
