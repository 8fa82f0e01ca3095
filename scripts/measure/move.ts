import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runCli } from '../../api/src/cli/run.ts'
import { systemRuntime } from '../../api/src/services.ts'
import { openStore } from '../../api/src/store/index.ts'
import { createBenchDatabase } from '../bench/database.ts'
import { fillWithVotes } from '../stage/fill-votes.ts'
import { startPostgres } from '../stage/postgres-server.ts'

const { values: options } = parseArgs({ options: { votes: { type: 'string', default: '1000000' } } })

/** How long it takes to move a file of so many votes to PostgreSQL, comparison included. */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'unisson-measure-move-'))
  const server = await startPostgres()
  try {
    const file = join(folder, 'unisson.db')
    const { proposalIds } = await createBenchDatabase(file)
    const store = await openStore(file, Date.now())
    await fillWithVotes(store, proposalIds, Number(options.votes))
    await store.database.close()
    const began = performance.now()
    const code = await runCli(
      ['migrate', 'sqlite-to-postgres', await server.createDatabase('moved'), '--database', file],
      { stdout: process.stdout, stderr: process.stderr, runtime: systemRuntime },
    )
    process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1)} s, exit code ${code}\n`)
    process.exitCode = code
  } finally {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
