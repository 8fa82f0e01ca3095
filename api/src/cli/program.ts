import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { readDatabase } from '../config.ts'
import { PACKAGE_FILE } from '../files.ts'
import { addActionCommands } from './action-commands.ts'
import { addAdministratorCommands } from './administrator-commands.ts'
import { addAuditCommand } from './audit-command.ts'
import { addBackupCommands } from './backup-commands.ts'
import type { CliContext } from './cli-context.ts'
import { addConsultationCommands } from './consultation-commands.ts'
import { addExportCommand } from './export-command.ts'
import { addGroupsCommand } from './groups-command.ts'
import { addImportCommand } from './import-command.ts'
import { addKeyCommands } from './key-commands.ts'
import { addOperationCommands } from './operation-commands.ts'
import { addPartnerCommands } from './partner-commands.ts'
import { addProposalCommands } from './proposal-commands.ts'
import { addPublisherCommands } from './publisher-commands.ts'
import { addReportCommand } from './report-command.ts'
import { addShareCommands } from './share-commands.ts'
import { addThemeCommands } from './theme-commands.ts'
import { addTranslationCommands } from './translation-commands.ts'
import { addTrustCommands } from './trust-commands.ts'
import { addWordsCommand } from './words-command.ts'

function readVersion(): string {
  return (JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as { version: string }).version
}

function addGlobalOptions(program: Command, cli: CliContext): Command {
  return program
    .name('unisson')
    .description('Manages consultations. Works beside a running server, on the same database.')
    .version(readVersion(), '--version', 'Print the version')
    .option(
      '--database <file or URL>',
      'Database; also DATABASE_FILE or DATABASE_URL',
      readDatabase(cli.environment),
    )
    .option('--json', 'Print one JSON document only')
    .helpOption('-h, --help', 'Show help')
    .addHelpText('after', '\nExit codes: 0 success; 1 failure or something wrong found; 2 wrong usage.')
}

/** The whole command line, on one cli. Commands inherit its output and its way to end. */
export function createProgram(cli: CliContext): Command {
  const { stdout, stderr } = cli
  const program = new Command()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
      getOutHasColors: () => cli.colours.isColorSupported,
      getErrHasColors: () => cli.errorColours.isColorSupported,
    })
    .configureHelp({ showGlobalOptions: true })
    .helpCommand('help [command]', 'Show help for a command')
  addGlobalOptions(program, cli)
  const publisher = program.command('publisher').description('News sites that embed the widget: create, list')
  addPublisherCommands(publisher, cli)
  const consultation = program.command('consultation').description('Consultations: create, list, seal')
  addConsultationCommands(consultation, cli)
  const key = program.command('key').description('API keys of publishers: create, list, revoke')
  addKeyCommands(key, cli)
  const share = program
    .command('share')
    .description('Share links to a publisher’s statistics: create, list, revoke')
  addShareCommands(share, cli)
  const proposal = program
    .command('proposal')
    .description('Proposals: import, list, accept, refuse, postpone')
  addImportCommand(proposal, cli)
  addProposalCommands(proposal, cli)
  const trust = program
    .command('trust')
    .description('Votes in doubt by a rule: list, show, set-aside, count, recount')
  addTrustCommands(trust, cli)
  const action = program
    .command('action')
    .description('Actions after the results: create, list, state, reading')
  addActionCommands(action, cli)
  const theme = program
    .command('theme')
    .description('Themes of proposals: find, list, create, change, merge, move')
  addThemeCommands(theme, cli)
  const translation = program
    .command('translation')
    .description(
      'Translations of texts into the other languages of a consultation: list, export, import, fetch',
    )
  addTranslationCommands(translation, cli)
  const partner = program.command('partner').description('Partners of a consultation: add, list, remove')
  addPartnerCommands(partner, cli)
  const administrator = program
    .command('administrator')
    .description('People with access to the console: create, list, revoke')
  addAdministratorCommands(administrator, cli)
  addAuditCommand(program, cli)
  addExportCommand(program, cli)
  addGroupsCommand(program, cli)
  addReportCommand(program, cli)
  addOperationCommands(program, cli)
  addBackupCommands(program, cli)
  addWordsCommand(program, cli)
  return program
}
