/** True if the address of a database names a PostgreSQL server, and not a file. */
export const isPostgres = (address: string): boolean => /^postgres(?:ql)?:\/\//.test(address)

/** A database as messages name it: without user, password and options. */
export function nameOfDatabase(address: string): string {
  if (!isPostgres(address)) return address
  const { host, pathname } = new URL(address)
  return `postgres://${host}${pathname}`
}
