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

/** The column of a counter: `likeIt` in the code and on the wire is `like_it` in SQL, whose names ignore case. */
export const column = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The types of the lists that a gathered statement takes, by their names. */
export type Columns = Readonly<Record<string, 'TEXT' | 'BYTEA' | 'BIGINT'>>

const unnested = (columns: Columns): string =>
  `unnest(${Object.entries(columns)
    .map(([name, type]) => `CAST(:${name} AS ${type}[])`)
    .join(', ')})`

const names = (columns: Columns): string[] => Object.keys(columns).map((name) => `"${name}"`)

/** The rows that the lists of a gathered statement make, to be selected from as `k`. */
export const rowsOf = (columns: Columns): string => `${unnested(columns)} AS k (${names(columns).join(', ')})`

/** As `rowsOf`, each with its `place`, counted from one: that of its statement among those that are read together. */
export const placedRowsOf = (columns: Columns): string =>
  `${unnested(columns)} WITH ORDINALITY AS k (${[...names(columns), 'place'].join(', ')})`

/** One type for many names. */
export const each = (keys: readonly string[], type: Columns[string]): Columns =>
  Object.fromEntries(keys.map((key) => [key, type]))
