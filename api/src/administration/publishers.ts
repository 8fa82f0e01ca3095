import { isTimeZone } from '../domain/days.ts'
import { parseOrigin } from '../domain/origins.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import type { Chance } from '../services.ts'
import { ConstraintError } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import { newPublisher } from '../wire/administration.ts'
import type { NewPublisher } from '../wire/index.ts'
import { checkedInput, wrongField } from './checked-input.ts'

const PUBLIC_KEY_BYTES = 12 // sixteen letters in base64url

function exactOrigin(address: string, index: number): string {
  const origin = parseOrigin(address)
  if (origin === null) {
    throw wrongField(`origins/${index}`, `"${address}" is not an origin such as https://www.example.org`)
  }
  return origin
}

/** Stores a news site. Its origins are kept in the form in which browsers send them. */
export async function createPublisher(
  store: Store,
  chance: Chance,
  input: NewPublisher,
): Promise<PublisherRecord> {
  const wanted = checkedInput(newPublisher, input)
  const name = normaliseText(wanted.name)
  if (name === '') throw wrongField('name', 'is empty')
  if (!isTimeZone(wanted.timeZone)) {
    throw wrongField('timeZone', `"${wanted.timeZone}" is not a time zone such as Europe/Paris`)
  }
  const publisher: PublisherRecord = {
    id: chance.id(),
    name,
    publicKey: wanted.publicKey ?? `pub_${Buffer.from(chance.bytes(PUBLIC_KEY_BYTES)).toString('base64url')}`,
    timeZone: wanted.timeZone,
    enabled: true,
    counting: 'full',
    origins: [...new Set(wanted.origins.map(exactOrigin))].sort(),
    createdAt: chance.now(),
  }
  try {
    await store.publishers.create(publisher)
  } catch (error) {
    if (!(error instanceof ConstraintError && /public_key/.test(error.constraint))) throw error
    throw new ProblemError('public-key-taken', {
      detail: `Another publisher has the public key ${publisher.publicKey} already`,
    })
  }
  return publisher
}

/** The publisher with this public key, id or name. */
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
