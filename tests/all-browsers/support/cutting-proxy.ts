import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands before a server and, once, ends the connection on which a path that matches is asked for. */
export interface CuttingProxy {
  origin: string
  /** Paths that were asked for, those that were cut included. */
  paths: string[]
  close(): Promise<void>
}

export async function openCuttingProxy(server: string, cut: RegExp): Promise<CuttingProxy> {
  const paths: string[] = []
  let isCut = false
  const proxy = createServer((incoming, response) => {
    const { url = '', method, headers } = incoming
    paths.push(url)
    if (!isCut && cut.test(url)) {
      isCut = true
      // In the middle of the answer: a browser asks again by itself where a connection ends before it.
      response.writeHead(200, {
        'content-type': 'text/javascript',
        'content-length': 1000,
        'access-control-allow-origin': '*',
      })
      response.write('export', () => incoming.socket.destroy())
      return
    }
    const outgoing = request(server + url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    outgoing.once('error', () => incoming.socket.destroy())
    incoming.pipe(outgoing)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    paths,
    close: async () => {
      proxy.close()
      proxy.closeAllConnections()
      await once(proxy, 'close')
    },
  }
}
