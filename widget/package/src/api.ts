import createClient, { type Client, type ClientOptions } from 'openapi-fetch'
import type { paths } from './schema.js'

export type { components, operations, paths } from './schema.js'

/** A client of the API, of which each path, parameter and answer is typed: `client.GET('/v1/publisher/live')`. */
export const unissonClient = (host: string, options: Omit<ClientOptions, 'baseUrl'> = {}): Client<paths> =>
  createClient<paths>({ ...options, baseUrl: host })
