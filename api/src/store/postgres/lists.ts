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
