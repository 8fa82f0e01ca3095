import type { FastifyServerOptions } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'

type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>

/**
 * What checks requests against the schemas of the wire, and, for tests, answers as well. Named before the start, not set
 * after it, so that Fastify does not read its own: that takes a fifteenth of a start.
 */
export function schemaCompilers(checkAnswers: boolean): Compilers {
  const factories = {
    buildValidator: () => validatorCompiler,
    // Checking each answer against its schema costs a vote a tenth of its time; types say the same, and tests check.
    buildSerializer: () => (checkAnswers ? serializerCompiler : () => JSON.stringify),
  }
  // Fastify's types know only compilers of JSON Schema here.
  return factories as unknown as Compilers
}
