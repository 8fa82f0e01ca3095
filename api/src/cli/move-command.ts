import { existsSync } from 'node:fs'
import { Presets, SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import { verifyTallies } from '../administration/verify-tallies.ts'
import { isPostgres, nameOfDatabase } from '../store/database.ts'
import { openServerStore, openStore } from '../store/index.ts'
import { Move, type MovedCount, type MoveProgress } from '../store/transfer/move.ts'
import { type CliContext, CliError, type GlobalOptions, type Output } from './cli-context.ts'
import { addExample, counted } from './wording.ts'

/** A bar that fills as rows are moved; nothing at all where nobody watches. */
function moveProgress(output: Output) {
  if (!output.isTTY) return { update: (_progress: MoveProgress) => undefined, stop: () => undefined }
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} %  {value} of {total} rows, {table}',
      stream: output,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  )
  bar.start(1, 0, { table: '' })
  return {
    update: ({ table, moved, total }: MoveProgress) => {
      bar.setTotal(total)
      bar.update(moved, { table })
    },
    stop: () => bar.stop(),
  }
}

function describe(cli: CliContext, counts: readonly MovedCount[], faults: number): string {
  const different = counts.filter(({ isSame }) => !isSame)
  const rows = counts.reduce((sum, count) => sum + count.rows, 0)
  const table = cli.table(
    ['table', 'rows', ''],
    counts
      .filter((count) => count.rows > 0 || !count.isSame)
      .map((count) => [count.table, count.rows, count.isSame ? 'same' : 'DIFFERS']),
  )
  const verdict =
    different.length + faults === 0
      ? `${counted(rows, 'row')} moved; all values, tallies and checksums are equal.`
      : `The copy DIFFERS from the file: ${counted(different.length, 'table')} differ, ${counted(faults, 'fault')} in votes and tallies. Did a server write to the file during the move? Empty the target and move again.`
  return `${table}\n${verdict}`
}

async function move(cli: CliContext, file: string, url: string) {
  // As a server would, so that no server and no second move is at it.
  const source = await openServerStore(file, cli.runtime.now(), () => undefined)
  const target = await openStore(url, cli.runtime.now())
  const progress = moveProgress(cli.stderr)
  try {
    const moving = new Move(source.database, target.database)
    if (!(await moving.isPossible()))
      throw new CliError(`${nameOfDatabase(url)} is already in use; the move needs an empty database`)
    await moving.run(progress.update)
    const counts = await moving.compare(() => undefined)
    const { differences, damaged } = await verifyTallies(target)
    return { counts, faults: differences.length + damaged.length }
  } finally {
    progress.stop()
    await target.database.close()
    await source.database.close()
  }
}

/** Adds `sqlite-to-postgres` to `migrate`. */
export function addMoveCommand(parent: Command, cli: CliContext): void {
  const command = parent
    .command('sqlite-to-postgres')
    .description('Move a database file to PostgreSQL and compare; resumes after an interruption')
    .argument('<url>', 'An empty database, such as postgres://unisson@db.example/unisson')
    .action(async (url: string) => {
      const { database: file } = command.optsWithGlobals<GlobalOptions>()
      if (!isPostgres(url)) throw new CliError(`${url} is not a PostgreSQL URL`)
      if (isPostgres(file) || !existsSync(file))
        throw new CliError(`There is no database file ${nameOfDatabase(file)}; name another with --database`)
      const { counts, faults } = await move(cli, file, url)
      const isFailure = faults > 0 || counts.some(({ isSame }) => !isSame)
      cli.print(command, {
        document: { from: file, to: nameOfDatabase(url), tables: counts, faults },
        text: describe(cli, counts, faults),
        isFailure,
      })
    })
  addExample(
    command,
    'migrate sqlite-to-postgres postgres://unisson@db.example/unisson --database data/unisson.db',
  )
}
