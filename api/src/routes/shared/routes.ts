import type { FastifyInstance, FastifySchema } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Services } from '../../services.ts'
import { problem } from '../../wire/problems.ts'

/** The routes of one resource. */
export type Routes = FastifyPluginAsyncZod<{ services: Services }>

/** Documents what all routes of a scope share: their tag, how a caller proves who it is, and that refusals are problems. */
export function documentScope(
  scope: FastifyInstance,
  shared: Pick<FastifySchema, 'tags' | 'security'>,
): void {
  scope.addHook('onRoute', (route) => {
    if (!route.schema || route.schema.hide) return
    const { response } = route.schema
    route.schema = { ...shared, ...route.schema }
    if (response) route.schema.response = { ...response, '4xx': problem }
  })
}
