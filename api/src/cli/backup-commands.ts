import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { isPostgres } from '../store/database.ts'
import { backUp, checkDatabase, restore } from '../store/sqlite/backup.ts'
import { type CliContext, CliError, type GlobalOptions } from './cli-context.ts'
import { addExample, counted } from './wording.ts'

const MEBIBYTE = 2 ** 20

/** PostgreSQL has tools of its own for this, which know more than we do. */
function fileOf(command: Command): string {
  const { database } = command.optsWithGlobals<GlobalOptions>()
  if (isPostgres(database))
    throw new CliError(
      `"unisson ${command.name()}" is for database files. For PostgreSQL use pg_dump and pg_restore, or base backups with archived logs (point-in-time recovery); pg_amcheck looks for damage. docs/postgresql.md says how`,
    )
  return database
}

function assertThere(file: string): void {
  if (!existsSync(file)) throw new CliError(`There is no file ${file}`)
}

function addBackup(parent: Command, cli: CliContext): void {
  const command = parent
    .command('backup')
    .description('Copy the database and check the copy; works beside a running server')
    .argument('<file>', 'The copy; it must not exist yet')
    .action((target: string) => {
      const file = fileOf(command)
      assertThere(file)
      const bytes = backUp(file, target)
      const size = `${(bytes / MEBIBYTE).toFixed(1)} MiB`
      cli.print(command, {
        document: { database: file, backup: target, bytes },
        text: `${target}: ${size}, complete. It holds the secrets of the consultations: protect it like the database.`,
      })
    })
  addExample(command, 'backup /var/backups/unisson-2026-03-10.db')
}

function addRestore(parent: Command, cli: CliContext): void {
  const command = parent
    .command('restore')
    .description('Replace the database with a backup; stop the server first')
    .argument('<file>', 'The backup')
    .option('--replace', 'Rename the existing database and keep it')
    .action((backup: string, options: { replace?: boolean }) => {
      assertThere(backup)
      const file = fileOf(command)
      const { replaced } = restore(backup, file, options.replace ?? false, cli.runtime.now())
      const before = replaced === null ? '' : ` The previous database is now ${replaced}.`
      cli.print(command, {
        document: { database: file, backup, replaced },
        text: `${file} is restored from ${backup}.${before} Run "unisson verify" to check its votes.`,
      })
    })
  addExample(command, 'restore /var/backups/unisson-2026-03-10.db --replace')
}

function addCheck(parent: Command, cli: CliContext): void {
  const command = parent
    .command('check')
    .description('Check the whole file and its foreign keys; exits with 1 if it is damaged')
    .argument('[file]', 'Another file, such as a backup; default: the database')
    .action((other: string | undefined) => {
      const file = other ?? fileOf(command)
      assertThere(file)
      const problems = checkDatabase(file)
      const text =
        problems.length === 0
          ? `${file} is not damaged. Run "unisson verify" to check its votes.`
          : `${file} is damaged, ${counted(problems.length, 'line')}:\n${problems.join('\n')}`
      cli.print(command, { document: { file, problems }, text, isFailure: problems.length > 0 })
    })
  addExample(command, 'check /var/backups/unisson-2026-03-10.db')
}

/** Adds `backup`, `restore` and `check`. */
export function addBackupCommands(parent: Command, cli: CliContext): void {
  addBackup(parent, cli)
  addRestore(parent, cli)
  addCheck(parent, cli)
}
