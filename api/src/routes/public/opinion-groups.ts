import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Directory } from '../../cache/directory.ts'
import type { Draws } from '../../cache/draws.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import type { OpinionGroupReports } from '../../jobs/opinion-groups.ts'
import { presentOpinionGroups } from '../../presenters/opinion-groups.ts'
import { embedParams } from '../../wire/consultations.ts'
import { opinionGroups } from '../../wire/opinion-groups.ts'
import { problem } from '../../wire/problems.ts'
import { publishedConsultation } from '../access.ts'

interface OpinionGroupOptions {
  directory: Directory
  draws: Draws
  groups: OpinionGroupReports
  now(): number
}

export const opinionGroupRoutes: FastifyPluginAsyncZod<OpinionGroupOptions> = async (app, options) => {
  const { directory, draws, groups, now } = options
  app.get(
    '/v1/consultations/:consultation/groups',
    {
      schema: {
        tags: ['public'],
        summary: 'Readers grouped by how they vote, and what all groups agree on; from the phase results on',
        params: embedParams,
        response: { 200: opinionGroups, '4xx': problem },
      },
    },
    async (request, reply) => {
      const consultation = publishedConsultation(directory, request.params.consultation, now())
      const report = await groups.report(consultation.id)
      if (!report) {
        throw new ProblemError('results-not-published', { detail: 'The groups are not computed yet' })
      }
      const accepted = await draws.accepted(consultation)
      reply.header('cache-control', 'public, max-age=60')
      return presentOpinionGroups(report, new Map(accepted.map(({ id, text }) => [id, text])))
    },
  )
}
