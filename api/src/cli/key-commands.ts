import type { Command } from 'commander'
import { createApiKey, revokeApiKey } from '../administration/api-keys.ts'
import { findPublisher } from '../administration/publishers.ts'
import { presentApiKey, presentCreatedApiKey } from '../presenters/publishers.ts'
import type { CliContext } from './cli-context.ts'
import { addExample, shortInstant } from './wording.ts'

interface CreateOptions {
  label: string
  expires?: string
  readOnly?: boolean
}

function addCreate(parent: Command, cli: CliContext): void {
  const command = parent
    .command('create')
    .description('Create a key; it is shown only once')
    .argument('<publisher>', 'Public key, id or name of the publisher')
    .option('--label <text>', 'Purpose of the key', '')
    .option('--expires <date>', 'Expiry day or instant; default: never')
    .option('--read-only', 'Read figures only; no share links')
    .action((name: string, { label, expires, readOnly }: CreateOptions) =>
      cli.withStore(command, async (store, context) => {
        const publisher = await findPublisher(store, name)
        const created = await createApiKey(context, {
          publisher,
          label,
          expiresAt: expires ?? null,
          scope: readOnly ? 'read' : 'full',
        })
        return {
          document: { ...presentCreatedApiKey(created), publisherId: publisher.id },
          text: `${created.key}\nKeep this key of "${publisher.name}" now: it cannot be shown again.`,
        }
      }),
    )
  addExample(command, 'key create pub_demo_eveil --label "dashboard of the newsroom"')
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('List the keys by their prefixes')
    .action(() =>
      cli.withStore(command, async (store) => {
        const [keys, publishers] = await Promise.all([store.apiKeys.all(), store.publishers.all()])
        const names = new Map(publishers.map(({ id, name }) => [id, name]))
        const rows = keys.map((key) => [
          key.id,
          `${key.prefix}…`,
          names.get(key.publisherId) ?? key.publisherId,
          shortInstant(key.createdAt),
          key.lastUsedOn ?? 'never',
          shortInstant(key.expiresAt),
          shortInstant(key.revokedAt),
          key.label,
        ])
        const head = [
          'id',
          'key',
          'publisher',
          'made (UTC)',
          'last used',
          'expires (UTC)',
          'revoked (UTC)',
          'label',
        ]
        return {
          document: { keys: keys.map((key) => ({ ...presentApiKey(key), publisherId: key.publisherId })) },
          text: cli.table(head, rows),
        }
      }),
    )
  addExample(command, 'key list')
}

function addRevoke(parent: Command, cli: CliContext): void {
  const command = parent
    .command('revoke')
    .description('Revoke a key at once; cannot be undone')
    .argument('<key>', 'Id of the key, or its first twelve letters')
    .action((name: string) =>
      cli.withStore(command, async (_store, context) => {
        const key = await revokeApiKey(context, name)
        return { document: presentApiKey(key), text: `Key ${key.prefix}… (${key.id}) is revoked.` }
      }),
    )
  addExample(command, 'key revoke key_3fJx81Qw')
}

/** `key create`, `list` and `revoke`: API keys of publishers. */
export function addKeyCommands(parent: Command, cli: CliContext): void {
  addCreate(parent, cli)
  addList(parent, cli)
  addRevoke(parent, cli)
}
