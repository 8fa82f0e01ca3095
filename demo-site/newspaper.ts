import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import Fastify, { type FastifyInstance } from 'fastify'
import { type NewspaperSlug, newspapers } from './newspapers.ts'
import { type Embedding, pageAt, readPages } from './pages.ts'

interface NewspaperOptions extends Embedding {
  slug: NewspaperSlug
  /** For canonical links. Without it, the address that the reader asked for is taken. */
  origin?: string
}

async function buildNewspaper(options: NewspaperOptions): Promise<FastifyInstance> {
  const newspaper = newspapers[options.slug]
  const pages = await readPages(newspaper, options)
  const app = Fastify()

  await app.register(staticFiles, {
    root: fileURLToPath(new URL(`./${newspaper.slug}/public`, import.meta.url)),
    prefix: '/public/',
    index: false,
  })

  app.get('/*', async (request, reply) => {
    const [path = '/'] = request.url.split('?')
    const { page, status } = pageAt(pages, path)
    if (page.strictPolicy) reply.header('content-security-policy', strictPolicy(options.api))
    return reply
      .code(status)
      .header('cache-control', 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .type('text/html; charset=utf-8')
      .send(page.render(options.origin ?? `${request.protocol}://${request.host}`))
  })

  return app
}

/** What the strictest newsroom grants: the API's scripts and requests, its own styles and pictures, nothing inline. */
function strictPolicy(api: string): string {
  return [
    "default-src 'none'",
    `script-src ${api}`,
    `connect-src ${api}`,
    "style-src 'self'",
    "img-src 'self' data:",
  ].join('; ')
}

export interface RunningNewspaper {
  origin: string
  close(): Promise<void>
}

/** Port 0 takes a free one; the origin in the answer tells which. */
export async function startNewspaper(
  options: NewspaperOptions & { host?: string; port: number },
): Promise<RunningNewspaper> {
  const { host = 'localhost', port } = options
  const app = await buildNewspaper(options)
  await app.listen({ host, port })
  const address = app.server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return { origin: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, close: () => app.close() }
}
