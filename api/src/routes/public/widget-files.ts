import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { WIDGET_FOLDER } from '../../files.ts'

const LOADER_CACHE = 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800'
const CHUNK_CACHE = 'public, max-age=31536000, immutable'

/** The built widget, already compressed: the loader, which stays young, and the chunks, whose names change. */
export const widgetFiles: FastifyPluginAsync = async (app) => {
  await app.register(fastifyStatic, {
    root: WIDGET_FOLDER,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  })
  const headers = {
    vary: 'accept-encoding',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  }

  app.get('/embed.js', { schema: { hide: true } }, (_request, reply) =>
    reply.headers({ ...headers, 'cache-control': LOADER_CACHE }).sendFile('embed.js'),
  )
  // Firefox keeps a failed import for the life of the page: the loader asks again under a path with a number.
  for (const path of ['/embed/:file', '/embed/:attempt(^\\d+$)/:file']) {
    app.get<{ Params: { file: string } }>(path, { schema: { hide: true } }, (request, reply) =>
      reply.headers({ ...headers, 'cache-control': CHUNK_CACHE }).sendFile(`embed/${request.params.file}`),
    )
  }
}
