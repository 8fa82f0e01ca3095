import { CommanderError } from 'commander'
import { ProblemError } from '../domain/problem-error.ts'
import { CliContext, type CliOptions } from './cli-context.ts'
import { createProgram } from './program.ts'

const FAILURE = 1
const WRONG_USAGE = 2

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (code === 'SQLITE_BUSY') return 'The database is busy; try again in a moment'
  if (error instanceof ProblemError && error.code === 'invalid-request') {
    const fields = error.facts.errors?.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`) ?? []
    return fields.join('; ') || error.message
  }
  const lines = error.message.split('\n').map((line) => line.trim())
  return lines.join('; ').replaceAll(':; ', ': ')
}

function report(cli: CliContext, error: unknown, wantsJson: boolean): void {
  const message = describe(error)
  cli.stderr.write(`${cli.errorColours.red('error:')} ${message}\n`)
  if (!wantsJson) return
  const facts = error instanceof ProblemError ? { code: error.code, errors: error.facts.errors } : {}
  cli.stdout.write(`${JSON.stringify({ error: { message, ...facts } }, null, 2)}\n`)
}

/**
 * Runs one command, and gives the exit code: 0 when all went well, 1 when it failed or found something wrong, 2 when
 * it was called wrongly. `argv` begins with the first word after the program's name.
 */
export async function runCli(argv: readonly string[], options: CliOptions): Promise<number> {
  const cli = new CliContext(options)
  const program = createProgram(cli)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return cli.exitCode
  } catch (error) {
    // Commander has printed its help or its complaint by then.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE
    report(cli, error, program.opts<{ json?: boolean }>().json === true)
    return FAILURE
  }
}
