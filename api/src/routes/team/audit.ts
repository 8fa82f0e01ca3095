import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { findConsultation } from '../../administration/consultations.ts'
import { presentAuditEntry, proposalTexts } from '../../presenters/team.ts'
import type { Services } from '../../services.ts'
import { auditAnswer, auditQuery } from '../../wire/audit.ts'
import { problem } from '../../wire/problems.ts'
import { pageAfter, pageMark } from '../access.ts'

/** Who did what. The log is read here, and changed nowhere. */
export const auditRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  const { store, directory } = services
  app.get(
    '/v1/admin/audit',
    {
      config: { role: 'admin' },
      schema: {
        tags: ['administration'],
        summary: 'The audit log, newest first',
        querystring: auditQuery,
        response: { 200: auditAnswer, '4xx': problem },
      },
    },
    async (request) => {
      const { consultation, subject, before, limit } = request.query
      const found = await store.audit.page({
        consultationId: consultation === undefined ? null : (await findConsultation(store, consultation)).id,
        subject: subject ?? null,
        before: pageAfter(before),
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const names = {
        slugOf: (id: string) => directory.consultationById(id)?.slug ?? null,
        textOf: await proposalTexts(store.proposals, page),
      }
      return {
        entries: page.map((entry) => presentAuditEntry(entry, names)),
        next: found.length > limit && last ? pageMark(last.at, last.id) : null,
      }
    },
  )
}
