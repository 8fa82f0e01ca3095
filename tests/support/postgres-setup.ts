import type { TestProject } from 'vitest/node'
import { preparePostgres } from '../../api/src/store/postgres/prepare.ts'
import { startPostgres } from '../../scripts/stage/postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of a PostgreSQL server, without a database; not there where tests run on files. */
    postgres?: string
  }
}

export const TEMPLATE = 'unisson_template'

/** One server for all tests of the project; each test makes a database of its own out of the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres({ isInMemory: true })
  await preparePostgres(await server.createDatabase(TEMPLATE), Date.parse('2026-01-01T00:00:00Z'))
  project.provide('postgres', server.urlOf(''))
  return () => server.close()
}
