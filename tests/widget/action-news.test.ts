import type { EmbedPayload, Followed } from '@unisson/api/wire'
import { HttpResponse } from 'msw'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
// Read beforehand: no test waits for its first reading.
import '../../widget/src/app-later.ts'
import { openDevice } from '../../widget/src/core/device.ts'
import { fakeApi, mountAt, payload, proposalId, surroundings, until } from './support.ts'

const api = fakeApi()
beforeAll(() => api.server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => api.server.close())
beforeEach(() => {
  api.received.length = 0
})
afterEach(() => {
  api.answer('/v1/embed', undefined)
  localStorage.clear()
  document.body.replaceChildren()
})

const ACTION: Followed = {
  consultation: 'bien-manger',
  url: 'http://api.test/c/bien-manger#action-a1',
  title: 'Un potager dans chaque école',
  state: 'done',
  progress: 1,
  proposals: [proposalId(70), proposalId(71)],
}

const voted = (proposal: string) =>
  openDevice('bien-manger').update((record) => {
    record.votes[proposal] = { vote: 'disagree', qualifications: [] }
  })

const show = async (more: Partial<EmbedPayload> = {}) => {
  api.answer('/v1/embed', () => HttpResponse.json({ ...payload(), followed: [ACTION], ...more }))
  const place = surroundings()
  const app = mountAt(place)
  const root = place.element.shadowRoot as ShadowRoot
  await until(() => expect(root.adoptedStyleSheets).toHaveLength(2))
  return { app, root, notice: () => root.querySelector('.notice') }
}

it('A reader who voted on what an action rests on is told of it in a later article, once in each of its states', async () => {
  voted(proposalId(71))
  const { app, notice, root } = await show()
  await until(() => expect(notice()?.textContent).toContain('Un potager dans chaque école'))
  expect(notice()?.querySelector('a')?.href).toBe(ACTION.url.replace('#', '?publisher=pub_test1234#'))
  root.querySelector<HTMLElement>('.vote.agree')?.click()
  await until(() => expect(notice()).toBeNull())
  app.stop()
  const again = await show()
  expect(again.notice()).toBeNull()
  again.app.stop()
  const changed = await show({ followed: [{ ...ACTION, state: 'stopped' }] })
  await until(() => expect(changed.notice()?.textContent).toContain('Un potager'))
})

it('The name of the action is marked with its language, on the screen and where a screen reader is told', async () => {
  voted(proposalId(71))
  const { app, root, notice } = await show({ followed: [{ ...ACTION, language: 'br' }] })
  await until(() =>
    expect(notice()?.querySelector('bdi')).toMatchObject({ lang: 'br', textContent: ACTION.title }),
  )
  expect(root.querySelector('[role=status] bdi')).toMatchObject({ lang: 'br', textContent: ACTION.title })
  app.stop()
})

it('Nobody else is told, nothing is kept on their device, and no request says who is', async () => {
  const stranger = await show()
  expect(stranger.notice()).toBeNull()
  expect(localStorage.getItem('unisson:bien-manger')).toBeNull()
  stranger.app.stop()
  voted(proposalId(1))
  const other = await show()
  expect(other.notice()).toBeNull()
  other.app.stop()
  voted(proposalId(70))
  const { notice } = await show()
  await until(() => expect(notice()).toBeTruthy())
  for (const { body } of api.received) expect(JSON.stringify(body)).not.toMatch(/bien-manger|potager/)
})

it('In the consultation itself a reader is reminded that they voted on what is listed', async () => {
  const outcome = {
    consensus: [],
    actions: [{ title: 'Rouvrir', state: 'done' as const, progress: 1, proposals: [proposalId(2)] }],
  }
  const place = surroundings()
  api.answer('/v1/embed', () => HttpResponse.json(payload({ phase: 'action', outcome })))
  openDevice(place.option('consultation') ?? '').update((record) => {
    record.votes[proposalId(2)] = { vote: 'agree', qualifications: [] }
  })
  mountAt(place)
  const root = place.element.shadowRoot as ShadowRoot
  await until(() =>
    expect(root.querySelector('.stage')?.textContent).toContain('Vous avez voté sur ce sujet.'),
  )
})
