import type { ApiKeyRecord, ShareLinkRecord } from '../store/editor-access.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import type { ReaderKeysRecord } from '../store/reader-keys.ts'
import { SMALLEST_CROWD } from '../wire/constants.ts'
import type {
  ApiKey,
  CreatedApiKey,
  CreatedShareLink,
  PublisherOfTeam,
  ReaderKeysAnswer,
  ShareLink,
} from '../wire/index.ts'
import { instant, maybeInstant } from './instants.ts'

// Fields are named one by one: what is added to a record does not travel by itself.

/** A publisher as the team sees it. */
export const presentPublisher = (record: PublisherRecord): PublisherOfTeam => ({
  id: record.id,
  name: record.name,
  publicKey: record.publicKey,
  timeZone: record.timeZone,
  enabled: record.enabled,
  counting: record.counting,
  origins: record.origins,
  parameters: record.parameters,
  channels: record.channels,
  createdAt: instant(record.createdAt),
})

/** The keys by which a publisher vouches for its readers, the votes that came of it, and (`tokens`) what became of its reader tokens. */
export const presentReaderKeys = (
  record: ReaderKeysRecord | undefined,
  audience: string,
  tokens: ReaderKeysAnswer['tokens'],
  counted: ReaderKeysAnswer['votes'],
): ReaderKeysAnswer => ({
  audience,
  readerKeys: record
    ? {
        keySetUrl: record.url,
        keys: record.keys.map(({ kid, alg }) => ({ kid, algorithm: alg })),
        changedAt: instant(record.changedAt),
        fetchedAt: maybeInstant(record.fetchedAt),
        failure: record.failure,
      }
    : null,
  votes: counted.filter(({ votes }) => votes >= SMALLEST_CROWD),
  tokens,
})

/** An API key, without the key itself. */
export const presentApiKey = (record: ApiKeyRecord): ApiKey => ({
  id: record.id,
  prefix: record.prefix,
  label: record.label,
  scope: record.scope,
  createdAt: instant(record.createdAt),
  expiresAt: maybeInstant(record.expiresAt),
  lastUsedOn: record.lastUsedOn,
  revokedAt: maybeInstant(record.revokedAt),
})

/** A new API key; the key is told this once. */
export const presentCreatedApiKey = ({
  expiresAt,
  ...key
}: Omit<CreatedApiKey, 'expiresAt'> & { expiresAt: number | null }): CreatedApiKey => ({
  ...key,
  expiresAt: maybeInstant(expiresAt),
})

/** A share link, without its token. */
export const presentShareLink = (record: ShareLinkRecord): ShareLink => ({
  id: record.id,
  label: record.label,
  createdAt: instant(record.createdAt),
  expiresAt: instant(record.expiresAt),
  lastUsedOn: record.lastUsedOn,
  revokedAt: maybeInstant(record.revokedAt),
})

/** The token travels behind a #, where neither logs nor referrers see it. */
export const presentCreatedShareLink = (
  { id, token, label, expiresAt }: { id: string; token: string; label: string; expiresAt: number },
  publicUrl: string,
): CreatedShareLink => ({
  id,
  token,
  label,
  url: `${publicUrl}/dashboard#share=${token}`,
  expiresAt: instant(expiresAt),
})
