import pg from 'pg'

const CONNECT_MILLISECONDS = 3000
/** A database that does not answer must not keep a request, and its connection, for ever. */
const QUERY_MILLISECONDS = 15_000
const IDLE_MILLISECONDS = 30_000

const INT8 = 20
const NUMERIC = 1700

/** Counts and instants all fit; what does not is a fault, and not to be rounded. */
function safeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a safe whole number: ${text}`)
  return value
}

/** How what is read becomes values. */
const types = new pg.TypeOverrides()
types.setTypeParser(INT8, safeNumber)
types.setTypeParser(NUMERIC, safeNumber)

const options = (url: string) => ({
  connectionString: url,
  types,
  application_name: 'unisson',
  keepAlive: true,
  connectionTimeoutMillis: CONNECT_MILLISECONDS,
})

/** Connections that are kept. Statements are sent one behind the other, without waiting for answers. */
export function connectionPool(url: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    ...options(url),
    max: size,
    query_timeout: QUERY_MILLISECONDS,
    idleTimeoutMillis: IDLE_MILLISECONDS,
    pipeline: true,
  })
  // A connection that broke while idle is dropped; the next user gets another.
  pool.on('error', () => undefined)
  // One that breaks in use rejects its query. An error event without a listener would also end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** A connection of its own, for what takes long: a walk through a table, a migration. */
export async function ownConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client(options(url))
  client.on('error', () => undefined)
  await client.connect()
  return client
}
