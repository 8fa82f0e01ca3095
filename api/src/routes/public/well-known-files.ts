import { readFileSync } from 'node:fs'
import type { FastifyPluginAsync } from 'fastify'
import { ASSETS_FOLDER } from '../../files.ts'

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
