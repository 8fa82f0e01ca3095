import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { z } from 'zod'
import { isGuessable } from './domain/guessable.ts'
import type { PublicNames } from './domain/public-names.ts'
import { isOwnName, parsePublicUrl } from './domain/public-url.ts'
import type { ProviderSettings } from './jobs/translation-provider.ts'
import { isPostgres } from './store/database.ts'

const EXAMPLES = /change.?me|example|secret|password|your[-_ ]|qwerty|azerty/i

/** Of a secret that is longer, the beginning must be good enough by itself. */
const LOOKED_AT = 1000

const secret = z
  .string({ error: 'is missing: give at least 32 random characters' })
  .min(32, 'must have at least 32 characters')
  .refine(
    (value) => !EXAMPLES.test(value.slice(0, LOOKED_AT)),
    'looks like an example; use random characters',
  )
  .refine(
    (value) => !isGuessable(value.slice(0, LOOKED_AT)),
    'can be guessed: it repeats itself; "openssl rand -base64 48" makes a good one',
  )

const isNetwork = (value: string): boolean => {
  const [address = '', bits, ...rest] = value.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const networks = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine(
    (list) => list.every(isNetwork),
    'must be a comma-separated list of addresses or networks (10.0.0.0/8)',
  )

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most))

const NAME = /^[a-z0-9][a-z0-9_-]{0,40}$/

/** A name in an address: not that of one of our pages. */
const isFree = (name: string): boolean => NAME.test(name) && !isOwnName(name)

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(4000),
  PUBLIC_URL: z
    .string()
    .optional()
    .refine(
      (value) => value === undefined || parsePublicUrl(value) !== null,
      'must be an address such as https://example.org or https://example.org/unisson',
    ),
  SCRIPT_NAME: z
    .string()
    .default('embed.js')
    .refine(
      (name) => name === 'embed.js' || (name.endsWith('.js') && isFree(name.slice(0, -'.js'.length))),
      'must be a name such as participate.js: small letters, digits and hyphens, and none that is in use',
    ),
  API_PATH: z
    .string()
    .default('v1')
    .refine(
      (name) => name === 'v1' || isFree(name),
      'must be a name such as participation: small letters, digits and hyphens, and none that is in use',
    ),
  DATABASE_FILE: z.string().min(1).default('data/unisson.db'),
  DATABASE_URL: z
    .string()
    .optional()
    .refine(
      (value) => value === undefined || (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)),
      'must be the address of a PostgreSQL database, such as postgres://user@host/unisson',
    ),
  SESSION_SECRET: secret,
  TRUSTED_PROXIES: networks,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  QUERIES_PER_MINUTE: wholeNumber(0, 10_000_000).default(1200),
  DOWNLOADS_PER_MINUTE: wholeNumber(0, 10_000_000).default(600),
  QUEUE_CAPACITY: wholeNumber(1, 1_000_000).default(20_000),
  MAX_CONNECTIONS: wholeNumber(1, 1_000_000).default(20_000),
})

const PROVIDERS = ['libretranslate', 'deepl'] as const

/** Keys of DeepL's free plan end so, and are served at an address of their own. */
const deeplUrl = (key: string): string =>
  key.endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com'

const providerVariables = z
  .object({
    TRANSLATION_PROVIDER: z.enum(PROVIDERS).optional(),
    TRANSLATION_URL: z
      .string()
      .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), 'must be an address')
      .optional(),
    TRANSLATION_KEY: z.string().max(500).optional(),
  })
  .superRefine(({ TRANSLATION_PROVIDER: protocol, TRANSLATION_URL: url, TRANSLATION_KEY: key }, context) => {
    const refuse = (name: string) =>
      context.addIssue({ code: 'custom', path: [name], message: `is missing: ${protocol} needs it` })
    if (protocol === 'libretranslate' && url === undefined) refuse('TRANSLATION_URL')
    if (protocol === 'deepl' && key === undefined) refuse('TRANSLATION_KEY')
  })

/** The provider of translations that the environment names; undefined: none. Throws ConfigError. */
export function readProvider(variables: NodeJS.ProcessEnv): ProviderSettings | undefined {
  const values = read(providerVariables, variables)
  const { TRANSLATION_PROVIDER: protocol, TRANSLATION_URL, TRANSLATION_KEY: key = null } = values
  if (protocol === undefined) return undefined
  const url = TRANSLATION_URL ?? deeplUrl(key ?? '')
  return { protocol, url: url.endsWith('/') ? url.slice(0, -1) : url, key }
}

export interface Config {
  host: string
  port: number
  /** Where readers reach the API, without a slash at its end; without it, the address it listens on. */
  publicUrl: string | null
  names: PublicNames
  /** Where the database is: a file, or the URL of PostgreSQL's. */
  database: string
  sessionSecret: string
  trustedProxies: string[]
  logLevel: z.output<typeof environment>['LOG_LEVEL']
  /** Queries for figures that one address may send in a minute; 0: no limit. */
  queriesPerMinute: number
  /** Exports, codes and the like that one network may ask for in a minute; 0: no limit. */
  downloadsPerMinute: number
  queueCapacity: number
  maxConnections: number
  /** Who translates texts for the team; undefined: nobody. */
  translationProvider: ProviderSettings | undefined
}

/** A variable that cannot be used; the message names it and is shown to the operator. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

function withSecretFile(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const file = variables['SESSION_SECRET_FILE']
  if (!file) return variables
  try {
    return { ...variables, SESSION_SECRET: readFileSync(file, 'utf8').trim() }
  } catch {
    throw new ConfigError(`SESSION_SECRET_FILE cannot be read: ${file}`)
  }
}

/** Addresses that mean: on every one that the machine has. */
const EVERY_ADDRESS = ['0.0.0.0', '::', '[::]', '*', '']

/** The address under which this machine itself reaches a server that listens there. */
export function localUrl(host: string, port: number): string {
  // What a browser would not take: a zone, which names a card of this machine alone.
  const [name = ''] = host.split('%', 1)
  if (EVERY_ADDRESS.includes(name)) return `http://localhost:${port}`
  return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`
}

/** Where readers reach the API, for programs that need nothing else of the configuration. */
export function readPublicUrl(variables: NodeJS.ProcessEnv): string {
  const address = environment.pick({ HOST: true, PORT: true, PUBLIC_URL: true })
  const { HOST, PORT, PUBLIC_URL } = read(address, variables)
  return (PUBLIC_URL === undefined ? null : parsePublicUrl(PUBLIC_URL)) ?? localUrl(HOST, PORT)
}

/** Where the database is, for programs that need nothing else of the configuration. */
export function readDatabase(variables: NodeJS.ProcessEnv): string {
  return (
    variables['DATABASE_URL'] ||
    environment.shape.DATABASE_FILE.parse(variables['DATABASE_FILE'] || undefined)
  )
}

/** The variables that name a database. */
export const databaseVariables = (address: string): NodeJS.ProcessEnv =>
  isPostgres(address)
    ? { DATABASE_URL: address, DATABASE_FILE: '' }
    : { DATABASE_URL: '', DATABASE_FILE: address }

/** `PORT=` in a file means that it is not set, not 0. */
const withoutEmpty = (variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))

function read<Values>(schema: z.ZodType<Values>, variables: NodeJS.ProcessEnv): Values {
  const parsed = schema.safeParse(withoutEmpty(variables))
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
  throw new ConfigError(`The configuration is not valid:\n${lines.join('\n')}`)
}

/** Reads the environment. Throws ConfigError, with a line for each wrong variable that names it. */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const values = read(environment, withSecretFile(variables))
  if (values.SCRIPT_NAME === `${values.API_PATH}.js`) {
    throw new ConfigError('The configuration is not valid:\n  API_PATH must not be the name of SCRIPT_NAME')
  }
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL === undefined ? null : parsePublicUrl(values.PUBLIC_URL),
    names: { script: values.SCRIPT_NAME, api: values.API_PATH },
    database: values.DATABASE_URL ?? values.DATABASE_FILE,
    sessionSecret: values.SESSION_SECRET,
    trustedProxies: values.TRUSTED_PROXIES,
    logLevel: values.LOG_LEVEL,
    queriesPerMinute: values.QUERIES_PER_MINUTE,
    downloadsPerMinute: values.DOWNLOADS_PER_MINUTE,
    queueCapacity: values.QUEUE_CAPACITY,
    maxConnections: values.MAX_CONNECTIONS,
    translationProvider: readProvider(variables),
  })
}
