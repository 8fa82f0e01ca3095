// Quoted text is passed over, and so is the colon of a cast (::).
const TOKENS = /'(?:[^']|'')*'|"[^"]*"|::|:([a-zA-Z_]\w*)/g

/** Replaces each `:name` of a statement. */
export const withNamesReplaced = (sql: string, place: (name: string) => string): string =>
  sql.replace(TOKENS, (token: string, name: string | undefined) => (name === undefined ? token : place(name)))

/** The value of a parameter. Throws when it is missing. */
export function parameterOf<Value>(params: Readonly<Record<string, Value>>, name: string): Value {
  const value = params[name]
  if (value === undefined) throw new RangeError(`Missing named parameter "${name}"`)
  return value
}
