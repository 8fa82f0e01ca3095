import type { Command } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { changeTheme, createTheme, findTheme, mergeTheme, placeProposals } from '../administration/themes.ts'
import { FEWEST_TEXTS } from '../domain/themes/find-themes.ts'
import { ThemeFinder } from '../jobs/themes.ts'
import { presentTheme, presentThemes } from '../presenters/themes.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { CountedTheme } from '../store/themes.ts'
import type { CliContext } from './cli-context.ts'
import { addExample, counted } from './wording.ts'

async function listed(cli: CliContext, store: Store, { id }: Pick<ConsultationRecord, 'id'>) {
  const { accepted } = await store.themes.sizes(id)
  const document = presentThemes(await store.themes.all(id), await store.themes.state(id), accepted)
  const rows = document.themes.map((theme) => [
    theme.id,
    theme.accepted,
    theme.isKept ? 'yes' : '',
    theme.isHidden ? 'yes' : '',
    theme.name,
  ])
  return { document, text: cli.table(['id', 'accepted', 'kept', 'hidden', 'name'], rows) }
}

const answerOf = (record: CountedTheme) => ({
  document: presentTheme(record),
  text: `${record.id}  ${record.name}: ${counted(record.accepted, 'accepted proposal')}`,
})

function addFind(parent: Command, cli: CliContext): void {
  const command = parent
    .command('find')
    .description(
      `Search for themes now, from ${FEWEST_TEXTS} accepted proposals on; themes that the team edited stay`,
    )
    .argument('<consultation>', 'Slug of the consultation')
    .action((slug: string) =>
      cli.withStore(command, async (store) => {
        const consultation = await findConsultation(store, slug)
        const { now, id } = cli.runtime
        await new ThemeFinder({ store, now, id }).refresh(consultation.id, 'find')
        return listed(cli, store, consultation)
      }),
    )
  addExample(command, 'theme find territoires')
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('List the themes of a consultation')
    .argument('<consultation>', 'Slug of the consultation')
    .action((slug: string) =>
      cli.withStore(command, async (store) => listed(cli, store, await findConsultation(store, slug))),
    )
  addExample(command, 'theme list territoires')
}

function addCreate(parent: Command, cli: CliContext): void {
  const command = parent
    .command('create')
    .description('Make a theme by hand')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<name>', 'Its name')
    .action((slug: string, name: string) =>
      cli.withStore(command, async (store, context) =>
        answerOf(await createTheme(context, await findConsultation(store, slug), { name })),
      ),
    )
  addExample(command, 'theme create territoires "Trains and buses"')
}

interface ChangeOptions {
  name?: string
  keep?: boolean
  hide?: boolean
}

function addChange(parent: Command, cli: CliContext): void {
  const command = parent
    .command('change')
    .description('Name, keep or hide a theme')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<theme>', 'Id of the theme')
    .option('--name <name>', 'Its new name')
    .option('--keep', 'Later searches leave it as it is')
    .option('--no-keep', 'Later searches may change or remove it')
    .option('--hide', 'Its proposals are shown without a theme')
    .option('--no-hide', 'It is shown')
    .action((slug: string, id: string, { name, keep, hide }: ChangeOptions) =>
      cli.withStore(command, async (store, context) => {
        const consultation = await findConsultation(store, slug)
        const before = await findTheme(store, consultation, id)
        const wanted = {
          name: name ?? before.name,
          isKept: keep ?? before.isKept,
          isHidden: hide ?? before.isHidden,
          revision: before.revision,
        }
        return answerOf(await changeTheme(context, consultation, id, wanted))
      }),
    )
  addExample(command, 'theme change territoires 8hQ2kVx0TzRb --name "Trains and buses"')
}

function addMerge(parent: Command, cli: CliContext): void {
  const command = parent
    .command('merge')
    .description('Move all proposals of a theme into another and remove it')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<theme>', 'Id of the theme to remove')
    .argument('<into>', 'Id of the theme to merge into')
    .action((slug: string, id: string, into: string) =>
      cli.withStore(command, async (store, context) => {
        const consultation = await findConsultation(store, slug)
        const { revision } = await findTheme(store, consultation, id)
        return answerOf(await mergeTheme(context, consultation, id, { into, revision }))
      }),
    )
  addExample(command, 'theme merge territoires 8hQ2kVx0TzRb 2fJ9wQm4LcXa')
}

function addMove(parent: Command, cli: CliContext): void {
  const command = parent
    .command('move')
    .description('Put proposals into a theme; "none" removes them from their theme')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<theme>', 'Id of the theme, or "none"')
    .argument('<proposals...>', 'Ids of proposals')
    .action((slug: string, theme: string, proposals: string[]) =>
      cli.withStore(command, async (store, context) => {
        const consultation = await findConsultation(store, slug)
        await placeProposals(context, consultation, { theme: theme === 'none' ? null : theme, proposals })
        return listed(cli, store, consultation)
      }),
    )
  addExample(command, 'theme move territoires 8hQ2kVx0TzRb 4bN7sKd1VwPe')
}

/** Adds `find`, `list`, `create`, `change`, `merge` and `move`. */
export function addThemeCommands(parent: Command, cli: CliContext): void {
  addFind(parent, cli)
  addList(parent, cli)
  addCreate(parent, cli)
  addChange(parent, cli)
  addMerge(parent, cli)
  addMove(parent, cli)
}
