import type { Counting } from '../domain/engagement/audience.ts'
import type { Database, Statement } from './database.ts'

export interface PublisherRecord {
  id: string
  name: string
  publicKey: string
  timeZone: string
  enabled: boolean
  /** How much of its readers it lets be counted. */
  counting: Counting
  origins: string[]
  /** Names, in lower case, of its query parameters that are exceptions to the tracking list. */
  parameters: PublisherParameters
  /** Its channels that are shown by name; none: all are. */
  channels: string[]
  /** By which the addresses of its stored articles were made. */
  addressRule: string
  createdAt: number
}

export interface PublisherParameters {
  /** They tell no articles apart. */
  ignored: string[]
  /** They do, though they are on the list. */
  kept: string[]
}

interface PublisherRow extends Omit<PublisherRecord, 'enabled' | 'origins' | 'parameters' | 'channels'> {
  enabled: number
  parameters: string
  channels: string
}

const ALL = `
  SELECT id, name, public_key AS "publicKey", time_zone AS "timeZone", enabled, counting,
    parameters, channels, address_rule AS "addressRule", created_at AS "createdAt"
  FROM publishers ORDER BY created_at, name`
const ORIGINS = 'SELECT publisher_id AS "publisherId", origin FROM publisher_origins ORDER BY origin'
const INSERT = `
  INSERT INTO publishers (id, name, public_key, time_zone, enabled, counting, parameters, channels, address_rule,
    created_at)
  VALUES (:id, :name, :publicKey, :timeZone, :enabled, :counting, :parameters, :channels, :addressRule, :createdAt)`
const UPDATE = `
  UPDATE publishers SET name = :name, time_zone = :timeZone, enabled = :enabled, counting = :counting,
    parameters = :parameters, channels = :channels
  WHERE id = :id`
const KEEP_ADDRESS_RULE = 'UPDATE publishers SET address_rule = :addressRule WHERE id = :id'
const DECLARE = 'UPDATE publishers SET channels = :channels WHERE id = :id'
const DROP_ORIGINS = 'DELETE FROM publisher_origins WHERE publisher_id = :publisherId'
const INSERT_ORIGIN = 'INSERT INTO publisher_origins (publisher_id, origin) VALUES (:publisherId, :origin)'

export interface PublisherStore {
  all(): Promise<PublisherRecord[]>
  /** Throws ConstraintError when the public key is taken. */
  create(publisher: PublisherRecord): Promise<void>
  /** Statements for one transaction. */
  insertion(publisher: PublisherRecord): Statement[]
  /** Everything but the public key, which stands in articles. */
  change(publisher: PublisherRecord): Statement[]
  /** Keeps by which rule the addresses of its stored articles were made. A statement for one transaction. */
  keepingAddressRule(id: string, addressRule: string): Statement
  /** Keeps which channels are shown by name. A statement for one transaction. */
  declaring(id: string, channels: readonly string[]): Statement
}

export const NO_PARAMETERS: PublisherParameters = { ignored: [], kept: [] }

const originInsertions = (publisherId: string, origins: readonly string[]): Statement[] =>
  origins.map((origin) => ({ sql: INSERT_ORIGIN, params: { publisherId, origin } }))

const insertion = ({
  origins,
  enabled,
  parameters,
  channels = [],
  ...publisher
}: PublisherRecord): Statement[] => [
  {
    sql: INSERT,
    params: {
      ...publisher,
      enabled: enabled ? 1 : 0,
      parameters: JSON.stringify(parameters),
      channels: JSON.stringify(channels),
    },
  },
  ...originInsertions(publisher.id, origins),
]

/** Publishers with their origins; there is no way to delete one. */
export function publisherStore(database: Database): PublisherStore {
  return {
    async all() {
      const [rows, origins] = await Promise.all([
        database.all<PublisherRow>(ALL),
        database.all<{ publisherId: string; origin: string }>(ORIGINS),
      ])
      return rows.map((row) => ({
        ...row,
        enabled: row.enabled === 1,
        parameters: { ...NO_PARAMETERS, ...JSON.parse(row.parameters) },
        channels: JSON.parse(row.channels),
        origins: origins.filter(({ publisherId }) => publisherId === row.id).map(({ origin }) => origin),
      }))
    },
    async create(publisher) {
      await database.write(insertion(publisher))
    },
    insertion,
    keepingAddressRule: (id, addressRule) => ({ sql: KEEP_ADDRESS_RULE, params: { id, addressRule } }),
    declaring: (id, channels) => ({ sql: DECLARE, params: { id, channels: JSON.stringify(channels) } }),
    change: ({ id, name, timeZone, enabled, counting, parameters, channels, origins }) => [
      {
        sql: UPDATE,
        params: {
          id,
          name,
          timeZone,
          counting,
          enabled: enabled ? 1 : 0,
          parameters: JSON.stringify(parameters),
          channels: JSON.stringify(channels),
        },
      },
      { sql: DROP_ORIGINS, params: { publisherId: id } },
      ...originInsertions(id, origins),
    ],
  }
}
