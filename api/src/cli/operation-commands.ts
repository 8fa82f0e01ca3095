import type { Command } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { type Verification, verifyTallies } from '../administration/verify-tallies.ts'
import { databaseVariables, readConfig } from '../config.ts'
import { nameOfDatabase } from '../store/database.ts'
import { bringUpToDate } from '../store/index.ts'
import { addMoveCommand } from './move-command.ts'
import type { GlobalOptions, Session } from './session.ts'
import { addExample, counted } from './wording.ts'

function describe(session: Session, verification: Verification, missingActs: number): string {
  const { consultations, proposals, votes, differences, damaged, unreadable } = verification
  const scale = `${counted(votes, 'vote')} on ${counted(proposals, 'proposal')} of ${counted(consultations, 'consultation')}`
  const parts: string[] = []
  if (unreadable !== null) parts.push(`the file cannot be read on: ${unreadable}. See unisson check.`)
  if (damaged.length > 0) {
    const rows = damaged.map(({ proposal, voter }) => [proposal, voter])
    parts.push(
      `${counted(damaged.length, 'vote')} not as written.\n\n${session.table(['proposal', 'voter'], rows)}`,
    )
  }
  if (differences.length > 0) {
    const rows = differences.map(({ consultation, proposal, segment, key, stored, counted }) =>
      [consultation, proposal, segment ?? 'all', key].concat(`${stored}`, `${counted}`),
    )
    const table = session.table(['consultation', 'proposal', 'segment', 'count', 'stored', 'counted'], rows)
    parts.push(`${counted(differences.length, 'count')} differ from the votes.\n\n${table}`)
  }
  if (missingActs > 0) parts.push(`${counted(missingActs, 'entry', 'entries')} of the audit log missing.`)
  return `${scale}: ${parts.length === 0 ? 'the tallies are right.' : parts.join('\n')}`
}

function addVerify(parent: Command, session: Session): void {
  const command = parent
    .command('verify')
    .description('Check all votes, tallies and the audit log; exits with 1 if something is wrong')
    .argument('[consultation]', 'Slug; default: all consultations')
    .action((slug: string | undefined) =>
      session.withStore(command, async (store) => {
        const consultation = slug === undefined ? undefined : await findConsultation(store, slug)
        const verification = await verifyTallies(store, consultation)
        const missingActs = await store.audit.missing()
        return {
          document: missingActs > 0 ? { ...verification, missingActs } : verification,
          text: describe(session, verification, missingActs),
          isFailure:
            verification.differences.length + verification.damaged.length > 0 ||
            verification.unreadable !== null ||
            missingActs > 0,
        }
      }),
    )
  addExample(command, 'verify territoires')
}

function addMigrate(parent: Command, session: Session): void {
  const command = parent
    .command('migrate')
    .description('Create or upgrade the database; with sqlite-to-postgres, move it')
    .action(async () => {
      const address = command.optsWithGlobals<GlobalOptions>().database
      const applied = await bringUpToDate(address, session.runtime.now())
      const name = nameOfDatabase(address)
      const text =
        applied.length === 0
          ? `${name} is up to date.`
          : `${name}: ${counted(applied.length, 'migration')} applied (${applied.join(', ')}).`
      session.print(command, { document: { database: name, applied }, text })
    })
  addExample(command, 'migrate --database data/unisson.db')
  addMoveCommand(command, session)
}

function addServe(parent: Command, session: Session): void {
  const command = parent
    .command('serve')
    .description('Run the API server; environment variables configure it')
    .action(async () => {
      const { database } = command.optsWithGlobals<GlobalOptions>()
      const config = readConfig({ ...session.environment, ...databaseVariables(database) })
      // The server and all it needs are read only by those who want it.
      const { serve } = await import('../server.ts')
      await serve(config)
    })
  addExample(command, 'serve --database data/unisson.db')
}

/** Adds `verify`, `migrate` and `serve`. */
export function addOperationCommands(parent: Command, session: Session): void {
  addVerify(parent, session)
  addMigrate(parent, session)
  addServe(parent, session)
}
