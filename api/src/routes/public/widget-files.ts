import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { negotiate } from '@fastify/accept-negotiator'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type PublicNames, withNames } from '../../domain/public-names.ts'
import { WIDGET_FOLDER } from '../../files.ts'
import { LANGUAGES, widgetLanguage } from '../../pages/languages.ts'

const ENCODINGS = ['br', 'gzip', 'identity']
const LOADER_CACHE = 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800'
const CHUNK_CACHE = 'public, max-age=31536000, immutable'

/** Each language has its own: `app.fr.1fb1ce.js`. Pages ask for it by the first part of their own tag. */
const APP = /^(app|later)\.([\w-]*)\.(\w+)\.js$/

/**
 * A module that stands for the app in another language, where a page asks for one that there is not. It is no copy: the
 * second download takes from the first by its name, and would load it again.
 */
function standIn(file: string): string | undefined {
  const [, part, tag = '', hash] = APP.exec(file) ?? []
  return part === undefined || LANGUAGES.includes(tag)
    ? undefined
    : `export * from './${part}.${widgetLanguage(tag)}.${hash}.js'\n`
}

const PLAIN_FILE = /^[\w.-]+\.js$/

type Renamed = Record<'br' | 'gzip' | 'identity', Buffer>

/** Built files with other names in them, each compressed once; undefined for one that is not there or stays as it is. */
function renamedFiles(names: PublicNames): (file: string) => Promise<Renamed | undefined> {
  const known = new Map<string, Renamed>()
  return async (file) => {
    const held = known.get(file)
    if (held || !PLAIN_FILE.test(file.replace(/^embed\//, ''))) return held
    const code = await readFile(join(WIDGET_FOLDER, file), 'utf8').catch(() => undefined)
    const renamed = code === undefined ? undefined : withNames(code, names)
    if (renamed === undefined) return undefined
    const [br, zipped] = await Promise.all([promisify(brotliCompress)(renamed), promisify(gzip)(renamed)])
    const made = { br, gzip: zipped, identity: Buffer.from(renamed) }
    known.set(file, made)
    return made
  }
}

/** The built widget, already compressed: the scripts that pages name, which stay young, and the chunks, whose names change. */
export const widgetFiles: FastifyPluginAsync<{ names: PublicNames }> = async (app, { names }) => {
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
  const renamed = renamedFiles(names)

  const send = async (request: FastifyRequest, reply: FastifyReply, file: string) => {
    const made = await renamed(file)
    if (!made) return reply.sendFile(file)
    const encoding = negotiate(request.headers['accept-encoding'] ?? 'identity', ENCODINGS)
    const name = encoding === 'br' || encoding === 'gzip' ? encoding : 'identity'
    if (name !== 'identity') reply.header('content-encoding', name)
    return reply.type('text/javascript; charset=utf-8').send(made[name])
  }

  for (const file of ['embed.js', 'results.js', 'frame.js'])
    app.get(`/${file}`, { schema: { hide: true } }, (request, reply) =>
      send(request, reply.headers({ ...headers, 'cache-control': LOADER_CACHE }), file),
    )
  // Firefox keeps a failed import for the life of the page: the loader asks again under a path with a number.
  for (const path of ['/embed/:file', '/embed/:attempt(^\\d+$)/:file']) {
    app.get<{ Params: { file: string } }>(path, { schema: { hide: true } }, (request, reply) => {
      const { file } = request.params
      reply.headers({ ...headers, 'cache-control': CHUNK_CACHE })
      const module = standIn(file)
      return module === undefined
        ? send(request, reply, `embed/${file}`)
        : reply.type('text/javascript; charset=utf-8').send(module)
    })
  }
}
