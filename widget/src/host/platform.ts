/**
 * The page's document as the browser made it. On the page's own, an element with a name (`<img name=body>`) stands in the way
 * of the property of that name. The build puts this one in its place, in the code of others that we bring along as well.
 */
export const document: Document = new Proxy(globalThis.document, {
  get: (page, key, _proxy, value = Reflect.get(Document.prototype, key, page)) =>
    value?.bind?.(page) ?? value,
})

/**
 * JSON that a host page cannot corrupt: old Prototype.js gives every array a `toJSON`, which `JSON.stringify`
 * would obey. Primitives are never asked for `toJSON`, so only objects and arrays are walked by hand.
 */
export const serialise = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(serialise)}]`
  if (!value || typeof value !== 'object') return JSON.stringify(value)
  const fields: string[] = []
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${serialise(field)}`)
  }
  return `{${fields}}`
}

/** An end to waiting, in milliseconds; Chrome has it from 103 on, and without it one waits as long as the browser does. */
export const patience = (milliseconds: number): { signal?: AbortSignal } =>
  (globalThis.AbortSignal as Partial<typeof AbortSignal> | undefined)?.timeout
    ? { signal: AbortSignal.timeout(milliseconds) }
    : {}
