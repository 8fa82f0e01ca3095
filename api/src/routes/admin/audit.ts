import { findConsultation } from '../../administration/consultations.ts'
import { presentAuditEntry, proposalTexts } from '../../presenters/audit.ts'
import { auditAnswer, auditQuery } from '../../wire/audit.ts'
import { pageAfter, pageMark } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Who did what. The log is read here, and changed nowhere. */
export const auditRoutes: Routes = async (app, { services }) => {
  const { store, directory } = services
  app.get(
    '/v1/admin/audit',
    {
      schema: {
        summary: 'The audit log, newest first',
        querystring: auditQuery,
        response: { 200: auditAnswer },
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
