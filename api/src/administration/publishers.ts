import { isTimeZone } from '../domain/days.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import { addressRuleOf } from '../jobs/article-addresses.ts'
import { ConstraintError } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import { NO_PARAMETERS, type PublisherParameters, type PublisherRecord } from '../store/publishers.ts'
import type { ChangedPublisher, NewPublisher } from '../wire/index.ts'
import { changedPublisher, newPublisher } from '../wire/publishers.ts'
import { type AdminContext, differences, perform } from './admin-context.ts'
import { channelNames } from './channels.ts'
import { checkedInput, wrongField } from './checked-input.ts'
import { publisherOrigins } from './publisher-origins.ts'

const PUBLIC_KEY_BYTES = 12 // sixteen letters in base64url

async function normalised({
  name: given,
  timeZone,
  origins,
}: Pick<ChangedPublisher, 'name' | 'timeZone' | 'origins'>) {
  const name = normaliseText(given)
  if (name === '') throw wrongField('name', 'is empty', 'empty')
  if (!isTimeZone(timeZone)) {
    throw wrongField('timeZone', `"${timeZone}" is not a time zone such as Europe/Paris`, 'not-a-time-zone')
  }
  return { name, timeZone, origins: await publisherOrigins(origins) }
}

const shown = ({
  name,
  publicKey,
  timeZone,
  enabled,
  counting,
  origins,
  parameters,
  channels,
}: PublisherRecord) => ({
  name,
  publicKey,
  timeZone,
  enabled,
  counting,
  origins,
  parameters,
  channels,
})

/** Names of parameters, each once and in one order. Throws where one is to be ignored and kept. */
function named({ ignored, kept }: PublisherParameters): PublisherParameters {
  const both = ignored.find((name) => kept.includes(name))
  if (both !== undefined)
    throw wrongField('parameters/kept', `"${both}" is to be ignored, too`, 'ignored-and-kept', { name: both })
  return { ignored: [...new Set(ignored)].sort(), kept: [...new Set(kept)].sort() }
}

/**
 * Stores a news site. Its origins are kept in the form in which browsers send them. Throws the problem `public-key-taken`.
 */
export async function createPublisher(context: AdminContext, input: NewPublisher): Promise<PublisherRecord> {
  const { store, runtime } = context
  const wanted = checkedInput(newPublisher, input)
  const fields = await normalised(wanted)
  const parameters = named(wanted.parameters ?? NO_PARAMETERS)
  const publisher: PublisherRecord = {
    ...fields,
    parameters,
    channels: channelNames(wanted.channels ?? []),
    // It has no articles that another rule could have stored.
    addressRule: addressRuleOf({ ...fields, parameters }),
    id: runtime.id(),
    publicKey:
      wanted.publicKey ?? `pub_${Buffer.from(runtime.bytes(PUBLIC_KEY_BYTES)).toString('base64url')}`,
    enabled: true,
    counting: 'full',
    createdAt: runtime.now(),
  }
  try {
    await perform(context, store.publishers.insertion(publisher), {
      act: 'publisher.create',
      subject: publisher.id,
      after: shown(publisher),
    })
  } catch (error) {
    if (!(error instanceof ConstraintError && /public_key/.test(error.constraint))) throw error
    throw new ProblemError('public-key-taken', {
      detail: `Another publisher already has the public key ${publisher.publicKey}`,
    })
  }
  return publisher
}

/** Changes a news site; its public key stands in articles and stays. */
export async function changePublisher(
  context: AdminContext,
  publisher: PublisherRecord,
  input: ChangedPublisher,
): Promise<PublisherRecord> {
  const wanted = checkedInput(changedPublisher, input)
  const after: PublisherRecord = {
    ...publisher,
    ...(await normalised(wanted)),
    enabled: wanted.enabled,
    counting: wanted.counting,
    parameters: named(wanted.parameters ?? publisher.parameters),
    channels: channelNames(wanted.channels ?? publisher.channels),
  }
  await perform(context, context.store.publishers.change(after), {
    act: 'publisher.change',
    subject: publisher.id,
    ...differences(shown(publisher), shown(after)),
  })
  return after
}

/**
 * The publisher with this public key, id or name. Throws the problem `unknown-publisher` for none, and for a name that
 * several have.
 */
export async function findPublisher(store: Store, name: string): Promise<PublisherRecord> {
  const publishers = await store.publishers.all()
  const named = publishers.filter((publisher) => publisher.name === name)
  const found = publishers.find(({ id, publicKey }) => id === name || publicKey === name) ?? named[0]
  if (!found) throw new ProblemError('unknown-publisher', { detail: `There is no publisher "${name}"` })
  if (found === named[0] && named.length > 1) {
    throw new ProblemError('unknown-publisher', {
      detail: `${named.length} publishers are called "${name}"; give the public key`,
    })
  }
  return found
}
