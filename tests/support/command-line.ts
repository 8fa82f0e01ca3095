import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import type { Output } from '../../api/src/cli/cli-context.ts'
import { runCli } from '../../api/src/cli/run.ts'
import { type Runtime, systemRuntime } from '../../api/src/services.ts'
import { openStore, type Store } from '../../api/src/store/index.ts'
import { dropDatabase, freshDatabase, onPostgres } from './engine.ts'

export const NOON = Date.parse('2026-03-10T12:00:00Z')

/** The real letters and bytes at a fixed moment. */
const fixedRuntime: Runtime = { ...systemRuntime, now: () => NOON }

/** Where somebody at the command line works. */
export const adminContextOf = (store: Store): AdminContext => ({
  store,
  runtime: fixedRuntime,
  actor: { administratorId: null, name: 'Test' },
})

export interface Run {
  code: number
  out: string
  err: string
}

interface RunOptions {
  environment?: NodeJS.ProcessEnv
  /** Columns of a terminal; without it, a program reads the output. */
  columns?: number
}

interface Recorded {
  stream: Output
  text(): string
}

function recorded(columns: number | undefined): Recorded {
  const chunks: string[] = []
  const writable = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk))
      done()
    },
  })
  const terminal = columns === undefined ? {} : { isTTY: true, columns }
  return { stream: Object.assign(writable, terminal), text: () => chunks.join('') }
}

/** Runs the command line within this process, on a database of its own. */
export class CommandLine {
  readonly folder: string
  readonly database: string

  private constructor(folder: string, address = join(folder, 'unisson.db')) {
    this.folder = folder
    this.database = address
  }

  static async open(): Promise<CommandLine> {
    return new CommandLine(await mkdtemp(join(tmpdir(), 'unisson-cli-')), await freshDatabase())
  }

  /** The variables that name its database. */
  get address(): NodeJS.ProcessEnv {
    return onPostgres ? { DATABASE_URL: this.database } : { DATABASE_FILE: this.database }
  }

  async run(argv: readonly string[], { environment, columns }: RunOptions = {}): Promise<Run> {
    const [out, err] = [recorded(columns), recorded(columns)]
    const code = await runCli(argv, {
      stdout: out.stream,
      stderr: err.stream,
      runtime: fixedRuntime,
      environment: { ...this.address, ...environment },
    })
    return { code, out: out.text(), err: err.text() }
  }

  /** Runs with --json; what is printed must be one document and nothing else. */
  async json<Document>(...argv: string[]): Promise<Document> {
    return JSON.parse((await this.run([...argv, '--json'])).out) as Document
  }

  async openConsultation(slug = 'territoires', ...more: string[]): Promise<Run> {
    const dates = ['--opens-at', '2026-03-01T08:00+01:00', '--closes-at', '2026-04-30T23:59:00+02:00']
    const texts = ['--question', 'Comment mieux vivre ?', '--proposal-prefix', 'Il faut']
    return this.run(['consultation', 'create', slug, ...texts, ...dates, ...more])
  }

  /** Opens a consultation with one accepted proposal; resolves to its id. */
  async openWithProposal(): Promise<string> {
    await this.openConsultation()
    const file = await this.write('one.csv', 'id,text\na,Il faut planter des arbres\n')
    const importing = ['proposal', 'import', 'territoires', file, '--status', 'accepted']
    const { proposalIds } = await this.json<{ proposalIds: { a: string } }>(...importing)
    return proposalIds.a
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    const file = join(this.folder, name)
    await writeFile(file, content)
    return file
  }

  async withStore<Result>(use: (store: Store) => Promise<Result>): Promise<Result> {
    const store = await openStore(this.database, NOON)
    try {
      return await use(store)
    } finally {
      await store.database.close()
    }
  }

  async close(): Promise<void> {
    if (onPostgres) await dropDatabase(this.database)
    await rm(this.folder, { recursive: true, force: true })
  }
}
