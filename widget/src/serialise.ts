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
