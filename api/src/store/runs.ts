import type { Database, Engine } from './database.ts'
import { DATABASE_NOW } from './nodes.ts'

/** Three times as long as a run says again that it lives. */
const ALIVE_UNTIL = `${DATABASE_NOW} + 90000`
const START = {
  sqlite: 'INSERT INTO runs (id, started_at, alive_at) VALUES (:id, :now, :now)',
  postgres: `INSERT INTO runs (id, started_at, alive_at, alive_until) VALUES (:id, :now, :now, ${ALIVE_UNTIL})`,
}
const ALIVE = {
  sqlite: 'UPDATE runs SET alive_at = :now WHERE id = :id',
  postgres: `UPDATE runs SET alive_at = :now, alive_until = ${ALIVE_UNTIL} WHERE id = :id`,
}
const STOP = {
  sqlite: 'UPDATE runs SET alive_at = :now, stopped_at = :now WHERE id = :id',
  postgres: 'UPDATE runs SET alive_at = :now, stopped_at = :now, alive_until = 0 WHERE id = :id',
}
const uncleanAnd = (condition: string): string => `
  SELECT count(*) AS count FROM runs
  WHERE stopped_at IS NULL AND id <> :current AND alive_at BETWEEN :from AND :to ${condition}`
// Other processes run beside this one, and are no crashes.
const UNCLEAN = { sqlite: uncleanAnd(''), postgres: uncleanAnd(`AND alive_until < ${DATABASE_NOW}`) }

/** Runs of the server, so that a crash, and what it may have cost the counters, is known afterwards. */
export interface RunStore {
  start(id: string, now: number): Promise<void>
  alive(id: string, now: number): Promise<void>
  stop(id: string, now: number): Promise<void>
  /** Runs other than `current` that ended without a stop, last alive between two instants. */
  countUnclean(current: string, from: number, to: number): Promise<number>
}

export function runStore(database: Database): RunStore {
  const { engine } = database
  const write = async (sql: Readonly<Record<Engine, string>>, id: string, now: number) => {
    await database.write([{ sql: sql[engine], params: { id, now } }])
  }
  return {
    start: (id, now) => write(START, id, now),
    alive: (id, now) => write(ALIVE, id, now),
    stop: (id, now) => write(STOP, id, now),
    countUnclean: async (current, from, to) =>
      (await database.get<{ count: number }>(UNCLEAN[engine], { current, from, to }))?.count ?? 0,
  }
}
