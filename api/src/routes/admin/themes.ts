import { z } from 'zod'
import { findConsultation } from '../../administration/consultations.ts'
import { changeTheme, createTheme, mergeTheme, placeProposals } from '../../administration/themes.ts'
import { presentTheme, presentThemes } from '../../presenters/themes.ts'
import { embedParams } from '../../wire/consultations.ts'
import {
  changedTheme,
  newTheme,
  teamTheme,
  teamThemesAnswer,
  themeMerge,
  themeParams,
  themePlacement,
} from '../../wire/themes.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Themes: what proposals are about, as the machine found it and the team corrects it. */
export const themeAdministration: Routes = async (app, { services }) => {
  const { store } = services
  const config = { role: 'moderator' } as const

  app.get(
    '/v1/admin/consultations/:consultation/themes',
    {
      config,
      schema: {
        summary: 'Themes, hidden ones included',
        params: embedParams,
        response: { 200: teamThemesAnswer },
      },
    },
    async (request) => {
      const { id } = await findConsultation(store, request.params.consultation)
      const { themes } = store
      const [all, state, { accepted }] = await Promise.all([
        themes.all(id),
        themes.state(id),
        themes.sizes(id),
      ])
      return presentThemes(all, state, accepted)
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/themes',
    {
      schema: {
        summary: 'Makes a theme by hand',
        params: embedParams,
        body: newTheme,
        response: { 201: teamTheme },
      },
    },
    async (request, reply) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const created = await createTheme(adminContextOf(request, services), consultation, request.body)
      return reply.code(201).send(presentTheme(created))
    },
  )

  app.put(
    '/v1/admin/consultations/:consultation/themes/:theme',
    {
      schema: {
        summary: 'Names, pins or hides a theme',
        params: themeParams,
        body: changedTheme,
        response: { 200: teamTheme },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const context = adminContextOf(request, services)
      return presentTheme(await changeTheme(context, consultation, request.params.theme, request.body))
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/themes/:theme/merge',
    {
      schema: {
        summary: 'Merges a theme into another; answers with the one that stays',
        params: themeParams,
        body: themeMerge,
        response: { 200: teamTheme },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const context = adminContextOf(request, services)
      return presentTheme(await mergeTheme(context, consultation, request.params.theme, request.body))
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/theme-placements',
    {
      config,
      schema: {
        summary: 'Puts proposals into a theme, or into none',
        params: embedParams,
        body: themePlacement,
        response: { 204: z.null().describe('They are there') },
      },
    },
    async (request, reply) => {
      const consultation = await findConsultation(store, request.params.consultation)
      await placeProposals(adminContextOf(request, services), consultation, request.body)
      return reply.code(204).send(null)
    },
  )
}
