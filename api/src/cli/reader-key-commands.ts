import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { findPublisher } from '../administration/publishers.ts'
import { readerKeysOf, removeReaderKeys, setReaderKeys } from '../administration/reader-keys.ts'
import { fetchKeySet } from '../jobs/fetch-key-set.ts'
import { presentReaderKeys } from '../presenters/publishers.ts'
import type { NewReaderKeys, ReaderKeysAnswer } from '../wire/index.ts'
import { type Answer, type CliContext, CliError } from './cli-context.ts'
import { addExample, counted, shortInstant } from './wording.ts'

interface Options {
  url?: string
  file?: string
  remove?: boolean
}

function inputOf({ url, file, remove }: Options): NewReaderKeys | null {
  if ([url, file, remove].filter((given) => given !== undefined).length > 1)
    throw new CliError('Give one of --url, --file and --remove')
  if (url !== undefined) return { keySetUrl: url }
  if (file === undefined) return null
  try {
    return { keySet: readFileSync(file, 'utf8') }
  } catch {
    throw new CliError(`The file ${file} cannot be read`)
  }
}

function answerOf(cli: CliContext, name: string, { audience, readerKeys, votes }: ReaderKeysAnswer): Answer {
  const document = { audience, readerKeys, votes }
  if (!readerKeys) return { document, text: `"${name}" has no reader keys, so it vouches for no readers.` }
  const { keySetUrl: url, keys, changedAt, fetchedAt, failure } = readerKeys
  const when = (instant: string | null) => shortInstant(instant === null ? null : Date.parse(instant))
  const lines = [
    url === null ? 'Pasted.' : `From ${url}, last fetched ${when(fetchedAt)} (UTC).`,
    ...(failure === null
      ? []
      : [`The address does not work at the moment: ${failure}. These keys stay in use.`]),
    `In use since ${when(changedAt)} (UTC). The claim aud of its reader tokens: ${audience}`,
    '',
    cli.table(
      ['kid', 'algorithm'],
      keys.map(({ kid, algorithm }) => [kid, algorithm]),
    ),
    ...votes.map(
      ({ consultation, votes: count }) => `${counted(count, 'vote')} of its readers in ${consultation}`,
    ),
  ]
  return { document, text: lines.join('\n') }
}

/** `publisher reader-keys`: without an option it shows the keys, with one it sets or removes them. */
export function addReaderKeys(parent: Command, cli: CliContext): void {
  const command = parent
    .command('reader-keys')
    .description('Show or set the keys by which a publisher vouches for its readers')
    .argument('<publisher>', 'Public key, id or name')
    .option('--url <address>', 'Address of the JWK set; the server fetches it every ten minutes')
    .option('--file <file>', 'File with the JWK set')
    .option('--remove', 'Remove the keys; the publisher then vouches for no readers')
    .action((name: string, options: Options) =>
      cli.withStore(command, async (store, context) => {
        const publisher = await findPublisher(store, name)
        const input = inputOf(options)
        if (input) await setReaderKeys(context, publisher, input, fetchKeySet)
        if (options.remove) await removeReaderKeys(context, publisher)
        const record = await readerKeysOf(context, publisher)
        const votes = await store.readerKeys.votes(publisher.id)
        return answerOf(cli, publisher.name, presentReaderKeys(record, cli.publicUrl, {}, votes))
      }),
    )
  addExample(command, 'publisher reader-keys pub_demo_eveil --url https://www.leveil.example/jwks.json')
}
