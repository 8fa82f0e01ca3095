import type { Command } from 'commander'
import { findPublisher } from '../administration/publishers.ts'
import { createShareLink, revokeShareLink } from '../administration/share-links.ts'
import { presentCreatedShareLink, presentShareLink } from '../presenters/publishers.ts'
import type { CliContext } from './cli-context.ts'
import { addExample, shortInstant } from './wording.ts'

const DAY = 86_400_000
const DEFAULT_DAYS = '30'

function addCreate(parent: Command, cli: CliContext): void {
  const command = parent
    .command('create')
    .description('Create a link; its token is shown only once')
    .argument('<publisher>', 'Public key, id or name of the publisher')
    .option('--label <text>', 'Name of the link', '')
    .option('--days <number>', 'Days until it expires', DEFAULT_DAYS)
    .action((name: string, { label, days }: { label: string; days: string }) =>
      cli.withStore(command, async (store, context) => {
        const publisher = await findPublisher(store, name)
        const expiresAt = cli.runtime.now() + Math.round(Number(days) * DAY)
        const created = await createShareLink(context, { publisher, label, expiresAt })
        return {
          document: { ...presentCreatedShareLink(created, cli.publicUrl), publisherId: publisher.id },
          text: `${created.token}\nReads the statistics of "${publisher.name}" until ${shortInstant(expiresAt)} UTC. Keep it now: it cannot be shown again.`,
        }
      }),
    )
  addExample(command, 'share create pub_demo_eveil --label "foundation" --days 14')
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('List the links')
    .action(() =>
      cli.withStore(command, async (store) => {
        const [links, publishers] = await Promise.all([store.shareLinks.all(), store.publishers.all()])
        const names = new Map(publishers.map(({ id, name }) => [id, name]))
        const rows = links.map((link) => [
          link.id,
          names.get(link.publisherId) ?? link.publisherId,
          shortInstant(link.expiresAt),
          link.lastUsedOn ?? 'never',
          shortInstant(link.revokedAt),
          link.label,
        ])
        const head = ['id', 'publisher', 'expires (UTC)', 'last used', 'revoked (UTC)', 'label']
        return {
          document: {
            links: links.map((link) => ({ ...presentShareLink(link), publisherId: link.publisherId })),
          },
          text: cli.table(head, rows),
        }
      }),
    )
  addExample(command, 'share list')
}

function addRevoke(parent: Command, cli: CliContext): void {
  const command = parent
    .command('revoke')
    .description('Revoke a link at once; cannot be undone')
    .argument('<id>', 'Id of the link, as listed')
    .action((id: string) =>
      cli.withStore(command, async (_store, context) => {
        const link = await revokeShareLink(context, null, id)
        return { document: presentShareLink(link), text: `Share link ${link.id} is revoked.` }
      }),
    )
  addExample(command, 'share revoke 3fJx81Qw09Ab')
}

/** `share create`, `list` and `revoke`: links that show a publisher's figures without a key. */
export function addShareCommands(parent: Command, cli: CliContext): void {
  addCreate(parent, cli)
  addList(parent, cli)
  addRevoke(parent, cli)
}
