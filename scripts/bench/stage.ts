import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemRuntime } from '../../api/src/services.ts'
import { openStore } from '../../api/src/store/index.ts'
import { fillWithVotes } from '../stage/fill-votes.ts'
import { startPostgres } from '../stage/postgres-server.ts'
import { createBenchDatabase } from './database.ts'
import type { BenchConsultation } from './loads.ts'

export interface BenchDatabase {
  address: string
  consultation: BenchConsultation
  /** Milliseconds of a database server of its own; none of a file. */
  processorTime(): Promise<number>
  close(): Promise<void>
}

async function makeDatabase(
  engine: string,
): Promise<Pick<BenchDatabase, 'address' | 'processorTime' | 'close'>> {
  if (engine === 'postgres') {
    const { processorTime, close, createDatabase } = await startPostgres()
    return { address: await createDatabase('bench'), processorTime, close }
  }
  const folder = await mkdtemp(join(tmpdir(), 'unisson-bench-'))
  return {
    address: join(folder, 'bench.db'),
    processorTime: async () => 0,
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A fresh database with one publisher, one open consultation of accepted proposals, and some votes. */
export async function openBenchDatabase(engine: string, stored: number): Promise<BenchDatabase> {
  const made = await makeDatabase(engine)
  const consultation = await createBenchDatabase(made.address)
  if (stored > 0) {
    const store = await openStore(made.address, systemRuntime.now())
    await fillWithVotes(store, consultation.proposalIds, stored)
    await store.database.close()
  }
  return { ...made, consultation }
}

/** How many votes lie on disk, and how many the tallies know, with those that are not counted. */
export async function countVotes({ address }: BenchDatabase): Promise<{ rows: number; tallied: number }> {
  const { database } = await openStore(address, systemRuntime.now())
  const count = async (sql: string) => Number((await database.get<{ count: number }>(sql))?.count ?? 0)
  const rows = await count('SELECT count(*) AS count FROM votes')
  const counted = await count('SELECT sum(agree + disagree + neutral) AS count FROM tallies')
  const doubted = await count(
    `SELECT sum(agree + disagree + neutral) AS count FROM cohort_tallies
     JOIN cohorts ON cohorts.id = cohort_tallies.cohort_id
     WHERE cohorts.class <> 'counted' AND segment_id = ''`,
  )
  await database.close()
  return { rows, tallied: counted + doubted }
}
