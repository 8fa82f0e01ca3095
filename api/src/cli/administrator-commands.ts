import { type Command, Option } from 'commander'
import { createAdministrator, revokeAdministrator } from '../administration/administrators.ts'
import { presentAdministrator } from '../presenters/administrators.ts'
import type { AdministratorRole } from '../wire/index.ts'
import type { CliContext } from './cli-context.ts'
import { addExample, shortInstant } from './wording.ts'

function addCreate(parent: Command, cli: CliContext): void {
  const command = parent
    .command('create')
    .description('Give somebody access to the console; the key is shown only once')
    .argument('<name>', 'Name in the audit log')
    .addOption(
      new Option('--role <role>', 'Moderators work on proposals only')
        .choices(['admin', 'moderator'])
        .default('admin'),
    )
    .action((name: string, { role }: { role: AdministratorRole }) =>
      cli.withNewStore(command, async (_store, context) => {
        const { administrator, key } = await createAdministrator(context, { name, role })
        return {
          document: { key, administrator: presentAdministrator(administrator) },
          text: `${key}\nKeep this key of ${administrator.name} (${role}) now: it cannot be shown again.`,
        }
      }),
    )
  addExample(command, 'administrator create "Ada Lovelace" --role moderator')
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('List the people of the console')
    .action(() =>
      cli.withStore(command, async (store) => {
        const administrators = await store.administrators.all()
        const rows = administrators.map((one) => [
          one.id,
          one.name,
          one.role,
          `${one.prefix}…`,
          shortInstant(one.createdAt),
          one.lastUsedOn ?? 'never',
          shortInstant(one.revokedAt),
        ])
        const head = ['id', 'name', 'role', 'key', 'made (UTC)', 'last used', 'revoked (UTC)']
        return {
          document: { administrators: administrators.map(presentAdministrator) },
          text: cli.table(head, rows),
        }
      }),
    )
  addExample(command, 'administrator list')
}

function addRevoke(parent: Command, cli: CliContext): void {
  const command = parent
    .command('revoke')
    .description('Revoke an administrator’s key at once; cannot be undone')
    .argument('<administrator>', 'Id, or the first twelve letters of the key')
    .action((id: string) =>
      cli.withStore(command, async (_store, context) => {
        const administrator = await revokeAdministrator(context, id)
        return {
          document: presentAdministrator(administrator),
          text: `The key of ${administrator.name} is revoked.`,
        }
      }),
    )
  addExample(command, 'administrator revoke adm_3fJx81Qw')
}

/** Adds `create`, `list` and `revoke`. */
export function addAdministratorCommands(parent: Command, cli: CliContext): void {
  addCreate(parent, cli)
  addList(parent, cli)
  addRevoke(parent, cli)
}
