import type { Command } from 'commander'
import { databaseVariables, readConfig } from '../config.ts'
import { nameOfDatabase } from '../store/database.ts'
import { bringUpToDate } from '../store/index.ts'
import type { CliContext, GlobalOptions } from './cli-context.ts'
import { addMoveCommand } from './move-command.ts'
import { addVerifyCommand } from './verify-command.ts'
import { addExample, counted } from './wording.ts'

function addMigrate(parent: Command, cli: CliContext): void {
  const command = parent
    .command('migrate')
    .description('Create or upgrade the database; with sqlite-to-postgres, move it')
    .action(async () => {
      const address = command.optsWithGlobals<GlobalOptions>().database
      const applied = await bringUpToDate(address, cli.runtime.now())
      const name = nameOfDatabase(address)
      const text =
        applied.length === 0
          ? `${name} is up to date.`
          : `${name}: ${counted(applied.length, 'migration')} applied (${applied.join(', ')}).`
      cli.print(command, { document: { database: name, applied }, text })
    })
  addExample(command, 'migrate --database data/unisson.db')
  addMoveCommand(command, cli)
}

function addServe(parent: Command, cli: CliContext): void {
  const command = parent
    .command('serve')
    .description('Run the API server; environment variables configure it')
    .action(async () => {
      const { database } = command.optsWithGlobals<GlobalOptions>()
      const config = readConfig({ ...cli.environment, ...databaseVariables(database) })
      // The server and all it needs are read only by those who want it.
      const { serve } = await import('../server.ts')
      await serve(config)
    })
  addExample(command, 'serve --database data/unisson.db')
}

/** Adds `verify`, `migrate` and `serve`. */
export function addOperationCommands(parent: Command, cli: CliContext): void {
  addVerifyCommand(parent, cli)
  addMigrate(parent, cli)
  addServe(parent, cli)
}
