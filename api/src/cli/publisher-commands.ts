import type { Command } from 'commander'
import { changePublisher, createPublisher, findPublisher } from '../administration/publishers.ts'
import { presentPublisher } from '../presenters/publishers.ts'
import type { CliContext } from './cli-context.ts'
import { addReaderKeys } from './reader-key-commands.ts'
import { addExample } from './wording.ts'

interface CreateOptions {
  origin: string[]
  timeZone: string
  publicKey?: string
}

function addCreate(parent: Command, cli: CliContext): void {
  const command = parent
    .command('create')
    .description('Create a news site')
    .argument('<name>', 'Name of the news site')
    .requiredOption('--origin <origin...>', 'Scheme, host and port of its pages; may be repeated')
    .requiredOption('--time-zone <zone>', 'IANA time zone of its days')
    .option('--public-key <key>', 'Public key for the snippet, pub_…; default: random')
    .action((name: string, { origin, timeZone, publicKey }: CreateOptions) =>
      cli.withNewStore(command, async (_store, context) => {
        const wanted = { name, origins: origin, timeZone, ...(publicKey === undefined ? {} : { publicKey }) }
        const publisher = await createPublisher(context, wanted)
        return {
          document: presentPublisher(publisher),
          text: `Publisher "${publisher.name}" created. Public key for the snippet: ${publisher.publicKey}`,
        }
      }),
    )
  addExample(
    command,
    `publisher create "L'Éveil" --origin https://www.leveil.example https://leveil.example --time-zone Europe/Paris`,
  )
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('List the news sites')
    .action(() =>
      cli.withStore(command, async (store) => {
        const publishers = await store.publishers.all()
        const rows = publishers.map(({ name, publicKey, timeZone, enabled, origins }) => [
          publicKey,
          name,
          timeZone,
          enabled ? 'on' : 'off',
          origins.join(' '),
        ])
        return {
          document: { publishers: publishers.map(presentPublisher) },
          text: cli.table(['public key', 'name', 'time zone', 'state', 'origins'], rows),
        }
      }),
    )
  addExample(command, 'publisher list')
}

interface ParameterOptions {
  ignore?: string[]
  keep?: string[]
}

function addParameters(parent: Command, cli: CliContext): void {
  const command = parent
    .command('parameters')
    .description('Set which query parameters distinguish its articles, beside the tracking list')
    .argument('<publisher>', 'Public key, id or name')
    .option('--ignore <name...>', 'Parameters to ignore')
    .option('--keep <name...>', 'Parameters to keep although they are on the tracking list')
    .action((name: string, { ignore = [], keep = [] }: ParameterOptions) =>
      cli.withStore(command, async (store, context) => {
        const before = await findPublisher(store, name)
        const { name: called, origins, timeZone, enabled, counting } = before
        const publisher = await changePublisher(context, before, {
          name: called,
          origins,
          timeZone,
          enabled,
          counting,
          parameters: { ignored: ignore, kept: keep },
        })
        const { ignored, kept } = publisher.parameters
        return {
          document: presentPublisher(publisher),
          text: `Ignored: ${ignored.join(' ') || 'none'}. Kept: ${kept.join(' ') || 'none'}. Stored articles follow within a minute.`,
        }
      }),
    )
  addExample(command, 'publisher parameters pub_demo_eveil --ignore theme ref --keep s_cid')
}

/** `publisher create`, `list`, `parameters` and `reader-keys`. */
export function addPublisherCommands(parent: Command, cli: CliContext): void {
  addCreate(parent, cli)
  addList(parent, cli)
  addParameters(parent, cli)
  addReaderKeys(parent, cli)
}
