import type { Statement } from '../../api/src/store/database.ts'
import type { Store } from '../../api/src/store/index.ts'

/** Stands between the recorder and its database: counts commits, and refuses them when it is told to. */
export class FallibleStore {
  /** Statements of each commit that reached the disk. */
  readonly commits: (readonly Statement[])[] = []
  /** While set, every commit fails with this SQLite code. */
  fault: string | undefined
  /** While set, commits wait for it. */
  gate: Promise<unknown> | undefined
  /** Commits that wait at the gate. */
  waiting = 0

  readonly wrap = (store: Store): Store => ({
    ...store,
    database: {
      ...store.database,
      write: async (statements) => {
        this.waiting += 1
        await this.gate
        this.waiting -= 1
        if (this.fault) throw Object.assign(new Error('the disk refuses'), { code: this.fault })
        const written = await store.database.write(statements)
        this.commits.push(statements)
        return written
      },
    },
  })
}
