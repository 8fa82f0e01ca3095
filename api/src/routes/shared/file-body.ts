import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { MAX_IMPORT_BYTES, tooLarge } from '../../administration/import-source.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { CSV_TYPE, XLSX_TYPE } from '../../wire/downloads.ts'

/** The reader of rows counts bytes, and says more than a status. */
export const FILE_LIMIT = { bodyLimit: Number.MAX_SAFE_INTEGER } as const

/** Takes a CSV or XLSX file as the body of a request, read as it arrives, and no other body, whose length nobody counts. */
export function takeFiles(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser([CSV_TYPE, XLSX_TYPE], (_request, payload, done) => done(null, payload))
}

/** The file, not yet read. Throws the problem of one that says that it is too large. */
export function fileOf(request: FastifyRequest): Readable {
  const file: unknown = request.body
  if (!(file instanceof Readable)) throw new ProblemError('unsupported-media-type')
  if (Number(request.headers['content-length'] ?? 0) > MAX_IMPORT_BYTES) throw tooLarge()
  return file
}
