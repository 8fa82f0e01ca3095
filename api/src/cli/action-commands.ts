import { type Command, InvalidArgumentError, Option } from 'commander'
import { addReading, changeAction, createAction, findAction } from '../administration/actions.ts'
import { findConsultation } from '../administration/consultations.ts'
import { presentAction } from '../presenters/consultations.ts'
import type { ActionRecord } from '../store/actions.ts'
import { TEAM_ACTION_STATES } from '../wire/constants.ts'
import type { Action, TeamActionState } from '../wire/index.ts'
import type { CliContext } from './cli-context.ts'
import { addExample } from './wording.ts'

interface CreateOptions {
  title: string
  carrier: string
  description: string
  proposal: string[]
  indicator?: string
  unit: string
  baseline?: number
  target?: number
  draft?: boolean
}

interface StateOptions {
  to: TeamActionState
  description?: string
  proposal: string[]
}

const collect = (value: string, earlier: string[]): string[] => [...earlier, value]

function readNumber(value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('Not a number.')
  return number
}

const percent = (progress: number | null): string =>
  progress === null ? '–' : `${Math.round(progress * 100)} %`

const answerOf = (record: ActionRecord) => {
  const action = presentAction(record)
  return {
    document: action,
    text: `${action.id}  ${action.title}: ${action.state}, ${percent(action.progress)}`,
  }
}

function indicatorOf({ indicator, unit, baseline = 0, target }: CreateOptions): Action['indicator'] {
  if (indicator === undefined) return null
  // Without a target the schema would say so less plainly.
  return { name: indicator, unit, baseline, target: target ?? baseline }
}

function addCreate(parent: Command, cli: CliContext): void {
  const command = parent
    .command('create')
    .description('Announce an action, or keep a draft; the public sees it once the results are published')
    .argument('<consultation>', 'Slug of the consultation')
    .requiredOption('--title <text>', 'Title of the action')
    .option('--carrier <name>', 'Who carries it out', '')
    .option('--description <text>', 'What will be done, a few sentences; only a draft may be without', '')
    .option(
      '--proposal <id>',
      'An accepted proposal behind it; may be given several times; only a draft may be without',
      collect,
      [],
    )
    .option('--draft', 'Keep it from the public')
    .option('--indicator <name>', 'What is measured')
    .option('--unit <unit>', 'In which unit', '')
    .option('--baseline <number>', 'Value before the action; default 0', readNumber)
    .option('--target <number>', 'Target value', readNumber)
    .action((slug: string, options: CreateOptions) =>
      cli.withStore(command, async (store, context) => {
        const consultation = await findConsultation(store, slug)
        const { title, carrier, description, proposal: proposals } = options
        const indicator = indicatorOf(options)
        const state = options.draft ? 'draft' : 'planned'
        const wanted = { title, carrier, description, state, proposals, indicator } as const
        return answerOf(await createAction(context, consultation, wanted))
      }),
    )
  addExample(
    command,
    'action create territoires --title "Reopen twelve stations" --description "Two a year." --proposal 8hQ2kVx0TzRb',
  )
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('List the actions of a consultation, with their progress')
    .argument('<consultation>', 'Slug of the consultation')
    .action((slug: string) =>
      cli.withStore(command, async (store) => {
        const { id } = await findConsultation(store, slug)
        const actions = (await store.actions.all(id)).map(presentAction)
        const rows = actions.map((action) => [
          action.id,
          action.state,
          percent(action.progress),
          action.title,
        ])
        return { document: { actions }, text: cli.table(['id', 'state', 'progress', 'title'], rows) }
      }),
    )
  addExample(command, 'action list territoires')
}

function addState(parent: Command, cli: CliContext): void {
  const command = parent
    .command('state')
    .description('Set the state of an action; the change is public. A draft is announced by it')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<action>', 'Id of the action')
    .addOption(new Option('--to <state>', 'New state').choices(TEAM_ACTION_STATES).makeOptionMandatory())
    .option('--description <text>', 'What will be done, in place of what is there')
    .option('--proposal <id>', 'An accepted proposal behind it, besides those that are there', collect, [])
    .action((slug: string, id: string, { to: state, ...more }: StateOptions) =>
      cli.withStore(command, async (store, context) => {
        const consultation = await findConsultation(store, slug)
        const { title, carrier, indicator, revision, ...before } = await findAction(store, consultation, id)
        const { description = before.description } = more
        const proposals = [...before.proposals.map((proposal) => proposal.id), ...more.proposal]
        const wanted = { title, description, carrier, indicator, revision, proposals, state }
        return answerOf(await changeAction(context, consultation, id, wanted))
      }),
    )
  addExample(command, 'action state territoires 8hQ2kVx0TzRb --to started')
}

function addReadingCommand(parent: Command, cli: CliContext): void {
  const command = parent
    .command('reading')
    .description('Record a reading of an action’s indicator; the change is public')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<action>', 'Id of the action')
    .argument('<day>', 'Day of the reading, such as 2026-05-01')
    .argument('<value>', 'Value of the reading', readNumber)
    .action((slug: string, id: string, day: string, value: number) =>
      cli.withStore(command, async (store, context) => {
        const consultation = await findConsultation(store, slug)
        return answerOf(await addReading(context, consultation, id, { day, value }))
      }),
    )
  addExample(command, 'action reading territoires 8hQ2kVx0TzRb 2026-05-01 3')
}

/** Adds `create`, `list`, `state` and `reading`. */
export function addActionCommands(parent: Command, cli: CliContext): void {
  addCreate(parent, cli)
  addList(parent, cli)
  addState(parent, cli)
  addReadingCommand(parent, cli)
}
