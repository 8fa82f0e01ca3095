import { createHash } from 'node:crypto'

/** The entity tag of an answer: a strong one, the same for the same bytes. */
export const etagOf = (content: string | Buffer): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`

/** Whether an If-None-Match header says that the client holds what the tag stands for; a proxy that compressed it calls it weak (W/). */
export const isHeld = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim())) ?? false
