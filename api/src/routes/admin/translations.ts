import { findConsultation } from '../../administration/consultations.ts'
import { listTranslations } from '../../administration/list-translations.ts'
import { translateMissing } from '../../administration/machine-translations.ts'
import {
  checkLanguage,
  putTranslation,
  removeTranslation,
  setProposalLanguage,
} from '../../administration/translations.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { presentModerated } from '../../presenters/proposals.ts'
import { presentTranslated } from '../../presenters/translations.ts'
import { embedParams } from '../../wire/consultations.ts'
import { moderatedProposal } from '../../wire/moderation.ts'
import {
  machineTranslation,
  machineTranslationState,
  newTranslation,
  proposalLanguage,
  proposalLanguageParams,
  translatedText,
  translationParams,
  translationsAnswer,
  translationsQuery,
} from '../../wire/translations.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** What the texts of a consultation say in its other languages. */
export const translationRoutes: Routes = async (app, { services }) => {
  const { store, providerRuns } = services
  const config = { role: 'moderator' } as const

  app.get(
    '/v1/admin/consultations/:consultation/translations',
    {
      config,
      schema: {
        summary: 'Texts with their translations, and how many are missing in each language',
        params: embedParams,
        querystring: translationsQuery,
        response: { 200: translationsAnswer },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { language } = request.query
      if (language !== undefined) checkLanguage(consultation, language)
      return {
        ...(await listTranslations(store, consultation, request.query)),
        provider: providerRuns.provider?.name ?? null,
      }
    },
  )

  const one = '/v1/admin/consultations/:consultation/translations/:text/:language'
  app.put(
    one,
    {
      config,
      schema: {
        summary: 'Says what a text means in another language of the consultation',
        params: translationParams,
        body: newTranslation,
        response: { 200: translatedText },
      },
    },
    async (request) => {
      const { consultation: slug, text: id, language } = request.params
      const consultation = await findConsultation(store, slug)
      const original = await putTranslation(adminContextOf(request, services), consultation, {
        id,
        language,
        text: request.body.text,
      })
      return presentTranslated(original, await store.translations.ofText(consultation.id, id))
    },
  )

  app.delete(
    one,
    {
      config,
      schema: {
        summary: 'Takes a translation back: readers get the original again',
        params: translationParams,
      },
    },
    async (request, reply) => {
      const { consultation: slug, text: id, language } = request.params
      const consultation = await findConsultation(store, slug)
      await removeTranslation(adminContextOf(request, services), consultation, { id, language })
      return reply.code(204).send()
    },
  )

  const machine = '/v1/admin/consultations/:consultation/machine-translations'
  app.get(
    machine,
    {
      config,
      schema: {
        summary: 'How far the provider is with its translations',
        params: embedParams,
        response: { 200: machineTranslationState },
      },
    },
    async (request) => {
      const { id } = await findConsultation(store, request.params.consultation)
      return providerRuns.stateOf(id)
    },
  )

  app.post(
    machine,
    {
      config,
      schema: {
        summary: 'The provider translates the missing texts; the team’s translations stay',
        params: embedParams,
        body: machineTranslation,
        response: { 202: machineTranslationState },
      },
    },
    async (request, reply) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { language } = request.body
      if (language !== undefined) checkLanguage(consultation, language)
      const { provider } = providerRuns
      if (!provider) throw new ProblemError('no-provider')
      const context = adminContextOf(request, services)
      const wanted = language === undefined ? undefined : [language]
      const state = providerRuns.begin(consultation.id, (note) =>
        translateMissing(context, consultation, provider, wanted, note),
      )
      return reply.code(202).send(state)
    },
  )

  app.put(
    '/v1/admin/consultations/:consultation/proposals/:proposal/language',
    {
      config,
      schema: {
        summary: 'Says in which language a proposal is written',
        params: proposalLanguageParams,
        body: proposalLanguage,
        response: { 200: moderatedProposal },
      },
    },
    async (request) => {
      const { consultation: slug, proposal: id } = request.params
      const consultation = await findConsultation(store, slug)
      const context = adminContextOf(request, services)
      return presentModerated(await setProposalLanguage(context, consultation, { ...request.body, id }))
    },
  )
}
