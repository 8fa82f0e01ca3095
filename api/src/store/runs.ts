import type { Database } from './database.ts'

const START = 'INSERT INTO runs (id, started_at, alive_at) VALUES (:id, :now, :now)'
const ALIVE = 'UPDATE runs SET alive_at = :now WHERE id = :id'
const STOP = 'UPDATE runs SET alive_at = :now, stopped_at = :now WHERE id = :id'
const UNCLEAN = `
  SELECT count(*) AS count FROM runs
  WHERE stopped_at IS NULL AND id <> :current AND alive_at BETWEEN :from AND :to`

/** Runs of the server, so that a crash, and what it may have cost the counters, is known afterwards. */
export interface RunStore {
  start(id: string, now: number): Promise<void>
  alive(id: string, now: number): Promise<void>
  stop(id: string, now: number): Promise<void>
  /** Runs other than `current` that ended without a stop, last alive between two instants. */
  countUnclean(current: string, from: number, to: number): Promise<number>
}

export function runStore(database: Database): RunStore {
  const write = async (sql: string, id: string, now: number) => {
    await database.write([{ sql, params: { id, now } }])
  }
  return {
    start: (id, now) => write(START, id, now),
    alive: (id, now) => write(ALIVE, id, now),
    stop: (id, now) => write(STOP, id, now),
    countUnclean: async (current, from, to) =>
      (await database.get<{ count: number }>(UNCLEAN, { current, from, to }))?.count ?? 0,
  }
}
