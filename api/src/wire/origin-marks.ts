// Shared by the API and the widget, which takes nothing else of the wire but constants: this file imports nothing.

/** Header of the embed payload: the marks of all origins from which the publisher's widgets may vote. */
export const ORIGIN_MARKS_HEADER = 'unisson-origins'

/**
 * The mark of an origin or of a wildcard such as `https://*.example.org`: 32 bits (FNV-1a), in base 36. It keeps the list
 * of a publisher short and its private hosts unnamed. It is no secret: a guess can be tried against the API as well.
 */
export function originMark(origin: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < origin.length; index++)
    hash = Math.imul(hash ^ origin.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(36)
}
