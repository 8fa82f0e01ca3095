import type { FastifyRequest } from 'fastify'

/** True if the client says that it holds what the tag stands for; a proxy that compressed it calls it weak (W/). */
export const isHeld = ({ headers }: FastifyRequest, etag: string): boolean =>
  headers['if-none-match']?.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim())) ?? false
