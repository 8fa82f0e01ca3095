import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

/**
 * How much is read of headers that patterns and parsers look into, in characters. Node lets 16 kB through, and what is
 * quick on the longest header of a real browser can take milliseconds on one that was made to be slow.
 */
const LONGEST: Readonly<Record<string, number>> = {
  'user-agent': 512,
  accept: 1000,
  'accept-encoding': 200,
  'accept-language': 200,
  'content-type': 200,
  origin: 300,
  referer: 2000,
  'if-none-match': 1000,
  'x-forwarded-for': 1000,
  forwarded: 2000,
  purpose: 100,
  'sec-purpose': 100,
  'sec-ch-ua-mobile': 10,
  'sec-gpc': 10,
  'x-moz': 100,
}
const NAMES = Object.keys(LONGEST)

/** Cuts headers to what is read of them. What is cut is not the header of a browser, and is not refused for it. */
function cutHeaders(headers: IncomingHttpHeaders): void {
  for (const name of NAMES) {
    const value = headers[name]
    const longest = LONGEST[name] ?? 0
    if (typeof value === 'string' && value.length > longest) headers[name] = value.slice(0, longest)
  }
}

/** Cuts the headers of every request before anything looks at them. Register before all that reads headers. */
export const headerLengths = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.addHook('onRequest', (request, _reply, done) => {
      cutHeaders(request.raw.headers)
      done()
    })
  },
  { name: 'header-lengths' },
)
