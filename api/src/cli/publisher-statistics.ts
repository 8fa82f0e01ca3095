import { findPublisher } from '../administration/publishers.ts'
import { Directory, type Publisher } from '../cache/directory.ts'
import { Statistics } from '../statistics/statistics.ts'
import type { Store } from '../store/index.ts'
import { NOTHING_UNSAVED } from '../store/unsaved-counts.ts'
import { CliError } from './cli-context.ts'

/** Figures hold no address of the server. */
const SOMEWHERE = 'http://localhost'

/**
 * The figures of a publisher, named by its public key, id or name, as they are on disk: a running server may hold some
 * minutes of them that are not there yet. Throws CliError if there is no such publisher.
 */
export async function statisticsOf(
  store: Store,
  name: string,
  now: () => number,
): Promise<{ publisher: Publisher; statistics: Statistics }> {
  const directory = new Directory(store, SOMEWHERE)
  await directory.refresh()
  const publisher = directory.publisherById((await findPublisher(store, name)).id)
  if (!publisher) throw new CliError(`There is no publisher "${name}"`)
  const statistics = new Statistics({
    store,
    directory,
    counted: (read) => read(NOTHING_UNSAVED),
    runId: '',
    now,
  })
  return { publisher, statistics }
}
