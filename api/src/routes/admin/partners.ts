import { findConsultation } from '../../administration/consultations.ts'
import {
  addPartner,
  changeLogo,
  changePartner,
  findPartner,
  removePartner,
} from '../../administration/partners.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { presentPartner } from '../../presenters/partners.ts'
import { embedParams } from '../../wire/consultations.ts'
import { newPartner, partner, partnerParams, partnersAnswer } from '../../wire/partners.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

const LOGO_BYTES = 2_100_000

/** Partners of a consultation, and their logos. */
export const partnerAdministration: Routes = async (app, { services }) => {
  const { store } = services
  app.addContentTypeParser(/^image\//, { parseAs: 'buffer', bodyLimit: LOGO_BYTES }, (_request, body, done) =>
    done(null, body),
  )

  const find = async ({ consultation, partner: id }: { consultation: string; partner: string }) =>
    findPartner(store, await findConsultation(store, consultation), id)

  app.get(
    '/v1/admin/consultations/:consultation/partners',
    {
      schema: {
        summary: 'Partners, in the order in which they are shown',
        params: embedParams,
        response: { 200: partnersAnswer },
      },
    },
    async (request) => {
      const { id } = await findConsultation(store, request.params.consultation)
      return { partners: (await store.partners.all(id)).map(presentPartner) }
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/partners',
    {
      schema: {
        summary: 'Adds a partner',
        params: embedParams,
        body: newPartner,
        response: { 201: partner },
      },
    },
    async (request, reply) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const added = await addPartner(adminContextOf(request, services), consultation, request.body)
      return reply.code(201).send(presentPartner(added))
    },
  )

  app.put(
    '/v1/admin/consultations/:consultation/partners/:partner',
    {
      schema: {
        summary: 'Changes what is said of a partner',
        params: partnerParams,
        body: newPartner,
        response: { 200: partner },
      },
    },
    async (request) =>
      presentPartner(
        await changePartner(adminContextOf(request, services), await find(request.params), request.body),
      ),
  )

  app.put(
    '/v1/admin/consultations/:consultation/partners/:partner/logo',
    {
      schema: {
        summary: 'Sets a partner’s logo (the body, as image/…): re-encoded, the original file is not kept',
        params: partnerParams,
        response: { 200: partner },
      },
    },
    async (request) => {
      const logo: unknown = request.body
      if (!Buffer.isBuffer(logo)) throw new ProblemError('unsupported-media-type')
      return presentPartner(
        await changeLogo(adminContextOf(request, services), await find(request.params), logo),
      )
    },
  )

  app.delete(
    '/v1/admin/consultations/:consultation/partners/:partner',
    {
      schema: { summary: 'Takes a partner away', params: partnerParams },
    },
    async (request, reply) => {
      await removePartner(adminContextOf(request, services), await find(request.params))
      return reply.code(204).send()
    },
  )
}
