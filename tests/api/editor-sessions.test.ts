import type { LightMyRequestResponse } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { revokeApiKey } from '../../api/src/administration/api-keys.ts'
import { createShareLink, revokeShareLink } from '../../api/src/administration/share-links.ts'
import type { SessionOfEditor } from '../../api/src/wire/index.ts'
import { openApi } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { HOUR } from '../support/runtime.ts'

let newsroom: Newsroom
let key: string

beforeEach(async () => {
  newsroom = await openNewsroom()
  key = await newsroom.api.addKey(newsroom.publisher)
})
afterEach(() => newsroom.api.close())

const LINK_LASTS = 2 * HOUR
const SESSION = '/v1/publisher/session'
const SUMMARY = '/v1/publisher/stats/summary'

const signIn = (token: string): Promise<LightMyRequestResponse> =>
  newsroom.api.app.inject({ method: 'POST', url: SESSION, payload: { key: token } })

/** A browser that keeps its cookies and knows the token of its page. */
async function browserOf(token: string) {
  const response = await signIn(token)
  const cookies = Object.fromEntries(response.cookies.map(({ name, value }) => [name, value]))
  const { csrfToken, ...session } = response.json<SessionOfEditor>()
  const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, csrf = csrfToken) =>
    newsroom.api.app.inject({
      method,
      url,
      cookies,
      headers: { 'csrf-token': csrf },
      ...(payload ? { payload } : {}),
    })
  return { session, cookies: response.cookies, ask }
}

async function newLink(): Promise<{ id: string; token: string }> {
  const { context, runtime } = newsroom.api
  const expiresAt = runtime.now() + LINK_LASTS
  return createShareLink(context, { publisher: newsroom.publisher, label: 'Colleague', expiresAt })
}

const statusOf = async (answer: Promise<LightMyRequestResponse>): Promise<number> => (await answer).statusCode

describe('An editor’s session', () => {
  it('is opened by a key, and reads the figures of its publisher', async () => {
    const editor = await browserOf(key)
    expect(editor.session).toMatchObject({
      publisher: { name: 'Le Journal', timeZone: 'Europe/Paris' },
      access: 'full',
    })
    expect(await statusOf(editor.ask('GET', SUMMARY))).toBe(200)
    expect(await statusOf(editor.ask('GET', SESSION))).toBe(200)
  })

  it('is told of the consultations that began, and of none that the team still prepares', async () => {
    await newsroom.api.addConsultation({
      slug: 'secret',
      question: 'À venir ?',
      opensAt: newsroom.api.runtime.now() + HOUR,
      closesAt: newsroom.api.runtime.now() + 2 * HOUR,
    })
    const told = async () => (await browserOf(key)).session.consultations.map(({ slug }) => slug)
    expect(await told()).toEqual(['territoires'])
    newsroom.api.runtime.pass(HOUR)
    expect(await told()).toEqual(['secret', 'territoires'])
  })

  it('lies in a cookie that no script reads and no other site sends along', async () => {
    const { cookies } = await browserOf(key)
    const session = cookies.find(({ name }) => name === '__Host-unisson-editor')
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', secure: true, path: '/' })
    expect(session?.value).not.toContain(key)
  })

  it('asks for the page’s own token wherever something is sent', async () => {
    const editor = await browserOf(key)
    const query = (csrf?: string) => editor.ask('POST', '/v1/publisher/stats/query', {}, csrf)
    expect(await statusOf(query())).toBe(200)
    expect(await statusOf(query(''))).toBe(403)
    expect(await statusOf(editor.ask('DELETE', SESSION, undefined, 'wrong'))).toBe(403)
  })

  it('ends at the next request when its key is revoked', async () => {
    const editor = await browserOf(key)
    const [record] = await newsroom.api.services.store.apiKeys.all()
    await revokeApiKey(newsroom.api.context, record?.id ?? '')
    expect(expectProblem(await editor.ask('GET', SUMMARY)).type).toBe('/problems/not-signed-in')
    expect(expectProblem(await signIn(key)).type).toBe('/problems/invalid-key')
  })

  it('ends at the next request when its share link is revoked, or over', async () => {
    const link = await newLink()
    const [one, other] = [await browserOf(link.token), await browserOf((await newLink()).token)]
    await revokeShareLink(newsroom.api.context, null, link.id)
    expect(await statusOf(one.ask('GET', SUMMARY))).toBe(401)
    expect(await statusOf(other.ask('GET', SUMMARY))).toBe(200)
    newsroom.api.runtime.pass(LINK_LASTS)
    expect(await statusOf(other.ask('GET', SUMMARY))).toBe(401)
  })

  it('ends after twelve hours, and for good by signing out', async () => {
    const [one, other] = [await browserOf(key), await browserOf(key)]
    expect(await statusOf(one.ask('DELETE', SESSION))).toBe(204)
    expect(await statusOf(one.ask('GET', SUMMARY))).toBe(401)
    newsroom.api.runtime.pass(12 * HOUR - 1)
    expect(await statusOf(other.ask('GET', SUMMARY))).toBe(200)
    newsroom.api.runtime.pass(1)
    expect(await statusOf(other.ask('GET', SUMMARY))).toBe(401)
  })

  it('opened by a share link makes no links, sees none, and cannot revoke any', async () => {
    const link = await newLink()
    const guest = await browserOf(link.token)
    expect(guest.session.access).toBe('read')
    const links = '/v1/publisher/share-links'
    const expiresAt = new Date(newsroom.api.runtime.now() + LINK_LASTS).toISOString()
    expect(await statusOf(guest.ask('GET', links))).toBe(403)
    expect(await statusOf(guest.ask('POST', links, { label: 'more', expiresAt }))).toBe(403)
    expect(await statusOf(guest.ask('DELETE', `${links}/${link.id}`))).toBe(403)
  })

  it('is refused to guesses, which must wait after ten', async () => {
    for (let tries = 0; tries < 10; tries += 1)
      expect(expectProblem(await signIn(`share_${tries}`)).type).toBe('/problems/invalid-key')
    expect(expectProblem(await signIn(key)).type).toBe('/problems/too-many-requests')
  })

  it('is refused after ten guesses also where many more queries may be sent', async () => {
    const api = await openApi({ queriesPerMinute: 100 })
    const guess = (tries: number) =>
      api.app.inject({ method: 'POST', url: SESSION, payload: { key: `share_${tries}` } })
    for (let tries = 0; tries < 10; tries += 1) expectProblem(await guess(tries), 'invalid-key')
    expectProblem(await guess(10), 'too-many-requests')
    await api.close()
  })

  it('never opens the console, nor a session of the console the figures', async () => {
    const editor = await browserOf(key)
    expect(await statusOf(editor.ask('GET', '/v1/admin/consultations'))).toBe(401)
  })
})
