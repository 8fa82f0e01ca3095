import { readFileSync } from 'node:fs'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { ASSETS_FOLDER, WEB_FOLDER } from '../../files.ts'

const IMMUTABLE = 'public, max-age=31536000, immutable'

const PAGES = ['console', 'dashboard', 'self-test']

/** The pages that run in the browser. They are files; what they show, they ask the API for. */
export const webPages: FastifyPluginAsync = async (app) => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'"],
        frameSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
  })
  await app.register(fastifyStatic, {
    root: WEB_FOLDER,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  })

  for (const page of PAGES) {
    app.get(`/${page}`, { schema: { hide: true } }, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(`${page}/index.html`),
    )
  }
  app.get<{ Params: { file: string } }>(
    '/web/assets/:file',
    { schema: { hide: true } },
    // Names change with the contents.
    (request, reply) => reply.header('cache-control', IMMUTABLE).sendFile(`assets/${request.params.file}`),
  )
}

/** What is public may be found; rooms behind a key have nothing to be found. */
const ROBOTS = [
  'User-agent: *',
  'Disallow: /console',
  'Disallow: /dashboard',
  'Disallow: /self-test',
  '',
].join('\n')

/** What browsers and search engines ask of every server. */
export const wellKnownFiles: FastifyPluginAsync = async (app) => {
  const icon = readFileSync(`${ASSETS_FOLDER}favicon.ico`)
  app.get('/robots.txt', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=86400').send(ROBOTS),
  )
  app.get('/favicon.ico', { schema: { hide: true } }, (_request, reply) =>
    reply.type('image/x-icon').header('cache-control', 'public, max-age=86400').send(icon),
  )
}
