import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import picocolors from 'picocolors'
import type { AdminContext } from '../administration/admin-context.ts'
import { readPublicUrl } from '../config.ts'
import type { Runtime } from '../services.ts'
import { isPostgres } from '../store/database.ts'
import { openStore, type Store } from '../store/index.ts'
import { renderTable } from './table.ts'

export type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number }

/** What the command line reads and writes; tests pass their own. */
export interface CliOptions {
  stdout: Output
  stderr: Output
  runtime: Runtime
  environment?: NodeJS.ProcessEnv
}

export interface GlobalOptions {
  database: string
  json?: boolean
}

/** What a command has to say: a document for programs, a text for people. */
export interface Answer {
  document: unknown
  text: string
  isFailure?: boolean
}

/** A failure whose message says all that the operator needs. */
export class CliError extends Error {
  override name = 'CliError'
}

type Colours = ReturnType<typeof picocolors.createColors>
type Use = (store: Store, context: AdminContext) => Promise<Answer>

/** One run of the command line. */
export class CliContext {
  readonly stdout: Output
  readonly stderr: Output
  readonly runtime: Runtime
  readonly environment: NodeJS.ProcessEnv
  readonly colours: Colours
  readonly errorColours: Colours
  exitCode = 0

  constructor({ stdout, stderr, runtime, environment = {} }: CliOptions) {
    this.stdout = stdout
    this.stderr = stderr
    this.runtime = runtime
    this.environment = environment
    const allowsColour = !environment['NO_COLOR']
    this.colours = picocolors.createColors(allowsColour && stdout.isTTY === true)
    this.errorColours = picocolors.createColors(allowsColour && stderr.isTTY === true)
  }

  /** Where readers reach the server, as it reads it itself from the same environment. */
  get publicUrl(): string {
    return readPublicUrl(this.environment)
  }

  /** Gives the answer: a document or a text, never both. */
  print(command: Command, { document, text, isFailure = false }: Answer): void {
    const { json } = command.optsWithGlobals<GlobalOptions>()
    this.stdout.write(`${json ? JSON.stringify(document, null, 2) : text}\n`)
    if (isFailure) this.exitCode = 1
  }

  /** Works on the database, which must be there: a mistyped name is not to make a new one. Throws CliError if it is not. */
  async withStore(command: Command, use: Use): Promise<void> {
    const { database } = command.optsWithGlobals<GlobalOptions>()
    if (!isPostgres(database) && !existsSync(database)) {
      throw new CliError(
        `There is no database ${database}; create it with "unisson migrate", or name another with --database`,
      )
    }
    await this.withNewStore(command, use)
  }

  /** Works on the database, which is made if it is missing. */
  async withNewStore(command: Command, use: Use): Promise<void> {
    const { database } = command.optsWithGlobals<GlobalOptions>()
    const store = await openStore(database, this.runtime.now())
    try {
      this.print(command, await use(store, this.adminContextOf(store)))
    } finally {
      await store.database.close()
    }
  }

  /** Acts are logged under the system's name for the user at this terminal. */
  adminContextOf(store: Store): AdminContext {
    const user = this.environment['USER'] ?? this.environment['LOGNAME']
    const name = user ? `command line (${user})` : 'command line'
    return { store, runtime: this.runtime, actor: { administratorId: null, name } }
  }

  /** A table as wide as the terminal, or as it comes when a program reads it. */
  table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
    const width = this.stdout.isTTY ? this.stdout.columns : undefined
    return renderTable(
      head.map((title) => this.colours.bold(title)),
      rows,
      width,
    )
  }
}
