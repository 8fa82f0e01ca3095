import { importJWK } from 'jose'
import { publicHttpsUrl } from '../domain/public-address.ts'
import { type ReadKeys, readKeySet, readKeySetText } from '../domain/readers/reader-keys.ts'
import { type FetchKeySet, KeyFetchError } from '../jobs/fetch-key-set.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import type { ReaderKeysRecord } from '../store/reader-keys.ts'
import type { KeyFetchFault, NewReaderKeys, ReaderKeyFault } from '../wire/index.ts'
import { newReaderKeys } from '../wire/reader-keys.ts'
import { type AdminContext, differences, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

/** How old fetched keys become before they are asked for again. */
const FRESH_MILLISECONDS = 600_000
const FIRST_WAIT_MILLISECONDS = 60_000
const LONGEST_WAIT_MILLISECONDS = 3_600_000
/** A fetched set may hold keys for other purposes; a pasted one is for this alone. */
const FETCHED_STRICTLY = false

type Fault = ReaderKeyFault | KeyFetchFault

const WORDS: Readonly<Record<ReaderKeyFault, string>> = {
  'not-a-key-set': 'is not a JWK set (RFC 7517): {"keys": […]}',
  'no-keys': 'holds no key',
  'too-many-keys': 'holds more than ten keys',
  'private-key':
    'holds a private key. Show nobody this key again: make another pair and give its public half',
  'key-without-id': 'holds a key without a kid of 1 to 100 letters',
  'same-key-id': 'names two keys alike',
  'unusable-key': 'holds a key that is not a public signature key of P-256 (ES256) or Ed25519 (EdDSA)',
}

/** The set with keys that the cryptography takes: a point that is not on its curve is no key. */
async function usable(read: ReadKeys): Promise<ReadKeys> {
  if ('fault' in read) return read
  for (const key of read.keys) {
    try {
      await importJWK({ ...key }, key.alg)
    } catch {
      return { fault: 'unusable-key', kid: key.kid }
    }
  }
  return read
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const readFetched = (text: string): Promise<ReadKeys> => usable(readKeySet(parsed(text), FETCHED_STRICTLY))

/** The keys of a set that somebody gives. Throws what is wrong with it, by field. */
async function keysIn(read: ReadKeys, field: 'keySetUrl' | 'keySet') {
  const checked = await usable(read)
  if (!('fault' in checked)) return checked.keys
  const { fault, kid } = checked
  throw wrongField(
    field,
    WORDS[fault] + (kid ? ` (kid "${kid}")` : ''),
    fault,
    kid ? { key: kid } : undefined,
  )
}

async function fetchedText(text: string, fetchText: FetchKeySet): Promise<string> {
  const url = publicHttpsUrl(text)
  if (!url)
    throw wrongField(
      'keySetUrl',
      'is not an https address on the internet, without port and user',
      'not-a-public-address',
    )
  try {
    return await fetchText(url)
  } catch (error) {
    if (!(error instanceof KeyFetchError)) throw error
    throw wrongField('keySetUrl', error.message, error.fault)
  }
}

const shown = (record: ReaderKeysRecord | undefined) => ({
  keySetUrl: record?.url ?? null,
  keySet: record?.keys.map(({ kid }) => kid) ?? [],
})

/** The keys by which a publisher vouches for its readers; undefined: it vouches for nobody. */
export const readerKeysOf = async (
  { store }: Pick<AdminContext, 'store'>,
  { id }: Pick<PublisherRecord, 'id'>,
): Promise<ReaderKeysRecord | undefined> =>
  (await store.readerKeys.all()).find(({ publisherId }) => publisherId === id)

/**
 * Sets the keys by which a publisher vouches for its readers: pasted, or those at an address, which is asked at once. Throws
 * what is wrong with them, by field.
 */
export async function setReaderKeys(
  context: AdminContext,
  publisher: Pick<PublisherRecord, 'id' | 'name'>,
  input: NewReaderKeys,
  fetchText: FetchKeySet,
): Promise<ReaderKeysRecord> {
  const { keySetUrl: url, keySet } = checkedInput(newReaderKeys, input)
  const keys =
    url === undefined
      ? await keysIn(typeof keySet === 'string' ? readKeySetText(keySet) : readKeySet(keySet, true), 'keySet')
      : await keysIn(readKeySet(parsed(await fetchedText(url, fetchText)), FETCHED_STRICTLY), 'keySetUrl')
  const now = context.runtime.now()
  const isFetched = url !== undefined
  const record: ReaderKeysRecord = {
    publisherId: publisher.id,
    url: url ?? null,
    keys,
    changedAt: now,
    fetchedAt: isFetched ? now : null,
    failure: null,
    failures: 0,
    dueAt: isFetched ? now + FRESH_MILLISECONDS : null,
  }
  const before = await readerKeysOf(context, publisher)
  await perform(context, [context.store.readerKeys.putting(record)], {
    act: 'publisher.reader-keys',
    subject: publisher.id,
    ...differences({ name: publisher.name, ...shown(before) }, { ...shown(record), name: publisher.name }),
  })
  return record
}

/** From now on the publisher vouches for nobody: readers for whom it did vote as any other. */
export async function removeReaderKeys(
  context: AdminContext,
  publisher: Pick<PublisherRecord, 'id' | 'name'>,
): Promise<void> {
  const before = await readerKeysOf(context, publisher)
  if (!before) return
  await perform(context, [context.store.readerKeys.removal(publisher.id)], {
    act: 'publisher.reader-keys',
    subject: publisher.id,
    ...differences(shown(before), shown(undefined)),
  })
}

const waitAfter = (failures: number): number =>
  Math.min(FIRST_WAIT_MILLISECONDS * 2 ** (failures - 1), LONGEST_WAIT_MILLISECONDS)

async function askedFor(
  record: ReaderKeysRecord,
  fetchText: FetchKeySet,
): Promise<ReadKeys | { fault: Fault }> {
  const url = publicHttpsUrl(record.url ?? '')
  if (!url) return { fault: 'not-a-public-address' }
  try {
    return await readFetched(await fetchText(url))
  } catch (error) {
    if (error instanceof KeyFetchError) return { fault: error.fault }
    throw error
  }
}

async function refresh(
  context: AdminContext,
  record: ReaderKeysRecord,
  fetchText: FetchKeySet,
): Promise<void> {
  const { store, runtime } = context
  const answer = await askedFor(record, fetchText)
  const now = runtime.now()
  if ('fault' in answer) {
    const failures = record.failures + 1
    const failed = { ...record, failure: answer.fault, failures, dueAt: now + waitAfter(failures) }
    return void (await store.database.write([store.readerKeys.asked(failed)]))
  }
  const isSame = JSON.stringify(answer.keys) === JSON.stringify(record.keys)
  const asked: ReaderKeysRecord = {
    ...record,
    keys: answer.keys,
    changedAt: isSame ? record.changedAt : now,
    fetchedAt: now,
    failure: null,
    failures: 0,
    dueAt: now + FRESH_MILLISECONDS,
  }
  const statement = store.readerKeys.asked(asked)
  if (isSame) return void (await store.database.write([statement]))
  await perform(context, [statement], {
    act: 'publisher.reader-keys',
    subject: record.publisherId,
    ...differences(shown(record), shown(asked)),
  })
}

/**
 * Asks the addresses of keys that are due; nobody waits for it but who calls. The keys of one that fails stay in use, and it
 * is asked less and less often, once an hour in the end.
 */
export async function refreshReaderKeys(
  { store, runtime }: Pick<AdminContext, 'store' | 'runtime'>,
  fetchText: FetchKeySet,
): Promise<void> {
  const due = (await store.readerKeys.all()).filter(({ dueAt }) => dueAt !== null && dueAt <= runtime.now())
  const context: AdminContext = { store, runtime, actor: { administratorId: null, name: 'server' } }
  await Promise.all(due.map((record) => refresh(context, record, fetchText)))
}
