import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { findConsultation } from '../../administration/consultations.ts'
import type { Services } from '../../services.ts'
import { openDataCsv, openDataLines } from '../../state/open-data.ts'
import { presentOpinionGroups } from '../../state/present-opinion-groups.ts'
import { teamResults } from '../../wire/administration.ts'
import { embedParams } from '../../wire/consultations.ts'
import { problem } from '../../wire/problems.ts'

/** Results and exports as they stand, whatever the phase: the public sees the same when the team publishes them. */
export const resultAdministration: FastifyPluginAsyncZod<{ services: Services }> = async (
  app,
  { services },
) => {
  const { store, results, groups, draws } = services
  const config = { role: 'admin' } as const
  const tags = ['administration']

  app.get(
    '/v1/admin/consultations/:consultation/results',
    {
      config,
      schema: {
        tags,
        summary: 'Results and opinion groups as they stand',
        params: embedParams,
        response: { 200: teamResults, '4xx': problem },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const report = await groups.report(consultation.id)
      const texts = new Map((await draws.accepted(consultation)).map(({ id, text }) => [id, text]))
      return {
        results: await results.of(consultation),
        groups: report ? presentOpinionGroups(report, texts) : null,
      }
    },
  )

  for (const [extension, type] of [
    ['csv', 'text/csv'],
    ['jsonl', 'application/jsonl'],
  ] as const) {
    app.get(
      `/v1/admin/consultations/:consultation/export.${extension}`,
      {
        config,
        schema: {
          tags,
          summary: `Every accepted proposal with its tallies and scores, as ${extension === 'csv' ? 'CSV' : 'JSON Lines'}`,
          params: embedParams,
        },
      },
      async (request, reply) => {
        const { id, slug, settings } = await findConsultation(store, request.params.consultation)
        const proposals = store.results.eachTallied(id)
        const content =
          extension === 'csv'
            ? openDataCsv(proposals, settings)
            : Readable.from(openDataLines(proposals, settings))
        return reply
          .type(`${type}; charset=utf-8`)
          .header('content-disposition', `attachment; filename="${slug}.${extension}"`)
          .send(content)
      },
    )
  }
}
