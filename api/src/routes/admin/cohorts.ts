import { effectOf } from '../../administration/cohort-effect.ts'
import {
  cohortDetails,
  cohortsOf,
  decideCohort,
  decideCohorts,
  findCohort,
  findCohorts,
} from '../../administration/cohorts.ts'
import { findConsultation } from '../../administration/consultations.ts'
import {
  presentCohort,
  presentCohortDetails,
  presentCohorts,
  presentConcerned,
} from '../../presenters/cohorts.ts'
import { embedParams } from '../../wire/consultations.ts'
import {
  cohortDecision,
  cohortDecisions,
  cohortDetails as cohortDetailsAnswer,
  cohortEffect,
  cohortParams,
  cohortsAnswer,
  decidedCohorts,
  effectQuery,
} from '../../wire/trust.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Votes that are not simply counted, and what the team decides about them. */
export const cohortAdministration: Routes = async (app, { services }) => {
  const { store, directory, translations } = services
  const nameOf = (publisherId: string) => directory.publisherById(publisherId)?.name

  app.get(
    '/v1/admin/consultations/:consultation/cohorts',
    {
      schema: {
        summary: 'Votes by class, and the cohorts that rules made of those that they doubt',
        params: embedParams,
        response: { 200: cohortsAnswer },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const found = await cohortsOf(store, consultation)
      return presentCohorts(found, await store.opinionGroups.votes(consultation.id), nameOf)
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation/cohorts/:cohort',
    {
      schema: {
        summary: 'A cohort: when its votes came, and what the results are with and without them',
        params: cohortParams,
        response: { 200: cohortDetailsAnswer },
      },
    },
    async ({ params }) => {
      const consultation = await findConsultation(store, params.consultation)
      const cohort = await findCohort(store, consultation, params.cohort)
      const details = presentCohortDetails(await cohortDetails(store, consultation, cohort), nameOf)
      return translations.originals(consultation, details)
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/cohorts/:cohort/decision',
    {
      schema: {
        summary: 'Sets a cohort aside, counts it or leaves it unverified; may be taken back',
        params: cohortParams,
        body: cohortDecision,
        response: { 200: cohortDetailsAnswer },
      },
    },
    async (request) => {
      const { params, body } = request
      const consultation = await findConsultation(store, params.consultation)
      const before = await findCohort(store, consultation, params.cohort)
      const decided = await decideCohort(adminContextOf(request, services), before, body)
      const details = presentCohortDetails(await cohortDetails(store, consultation, decided), nameOf)
      return translations.originals(consultation, details)
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation/cohort-effect',
    {
      schema: {
        summary: 'What the results would be if several cohorts were of another class',
        params: embedParams,
        querystring: effectQuery,
        response: { 200: cohortEffect },
      },
    },
    async ({ params, query }) => {
      const consultation = await findConsultation(store, params.consultation)
      const cohorts = await findCohorts(store, consultation, query.cohorts)
      const proposals = await effectOf(store, consultation, cohorts, query.class)
      return { proposals: await translations.originals(consultation, proposals.map(presentConcerned)) }
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/cohort-decisions',
    {
      schema: {
        summary: 'Decides on several cohorts in one transaction',
        params: embedParams,
        body: cohortDecisions,
        response: { 200: decidedCohorts },
      },
    },
    async (request) => {
      const { cohorts, ...wanted } = request.body
      const consultation = await findConsultation(store, request.params.consultation)
      const context = adminContextOf(request, services)
      const decided = await decideCohorts(context, consultation, cohorts, wanted)
      return {
        cohorts: decided.map((cohort) =>
          presentCohort(cohort, cohort.publisherId === null ? null : (nameOf(cohort.publisherId) ?? null)),
        ),
      }
    },
  )
}
