import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { revokeAdministrator } from '../../api/src/administration/administrators.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { HOUR } from '../support/runtime.ts'
import { type Method, TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
let admin: TestAdministrator
let moderator: TestAdministrator

beforeEach(async () => {
  newsroom = await openNewsroom()
  await newsroom.api.app.ready()
  admin = await TestAdministrator.join(newsroom.api)
  moderator = await TestAdministrator.join(newsroom.api, 'moderator', 'Max')
})
afterEach(() => newsroom.api.close())

interface Route {
  method: Method
  url: string
}

/** Every route of the team, as the contract lists them. */
function teamRoutes(): Route[] {
  const { paths = {} } = newsroom.api.app.swagger() as { paths?: Record<string, Record<string, unknown>> }
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/admin/'))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase() as Method,
        url: path.replace('{consultation}', 'territoires').replace(/\{\w+\}/g, 'aaaaaaaaaaaa'),
      })),
    )
}

const MODERATORS = [
  'GET /v1/admin/session',
  'DELETE /v1/admin/session',
  'GET /v1/admin/consultations',
  'GET /v1/admin/consultations/territoires',
  'GET /v1/admin/consultations/territoires/proposals',
  'GET /v1/admin/consultations/territoires/proposals/aaaaaaaaaaaa',
  'GET /v1/admin/consultations/territoires/proposals/aaaaaaaaaaaa/neighbours',
  'POST /v1/admin/consultations/territoires/decisions',
  'PATCH /v1/admin/consultations/territoires/proposals/aaaaaaaaaaaa',
  'GET /v1/admin/consultations/territoires/themes',
  'GET /v1/admin/consultations/territoires/translations',
  'GET /v1/admin/consultations/territoires/translations.csv',
  'GET /v1/admin/consultations/territoires/translations.xlsx',
  'POST /v1/admin/consultations/territoires/translations/import',
  'POST /v1/admin/consultations/territoires/translations/import/preview',
  'GET /v1/admin/consultations/territoires/machine-translations',
  'POST /v1/admin/consultations/territoires/machine-translations',
  'PUT /v1/admin/consultations/territoires/translations/aaaaaaaaaaaa/aaaaaaaaaaaa',
  'DELETE /v1/admin/consultations/territoires/translations/aaaaaaaaaaaa/aaaaaaaaaaaa',
  'PUT /v1/admin/consultations/territoires/proposals/aaaaaaaaaaaa/language',
  'POST /v1/admin/consultations/territoires/theme-placements',
]
const SIGN_IN = 'POST /v1/admin/session'
const nameOf = ({ method, url }: Route): string => `${method} ${url}`

/** What each route answers to a request with this authorization, as `route: code of the problem, or "in"`. */
async function answers(authorization: string | undefined): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const route of teamRoutes()) {
    const response = await newsroom.api.app.inject({
      ...route,
      headers: authorization === undefined ? {} : { authorization },
    })
    expect(response.statusCode, nameOf(route)).toBeLessThan(500)
    const code = response.statusCode >= 400 ? expectProblem(response).type.replace('/problems/', '') : 'in'
    found[nameOf(route)] = ['not-signed-in', 'not-allowed'].includes(code) ? code : 'in'
  }
  return found
}

const all = (answer: string, except: Record<string, string> = {}) =>
  Object.fromEntries(teamRoutes().map((route) => [nameOf(route), except[nameOf(route)] ?? answer]))

describe('The routes of the team', () => {
  it('are closed without a key, and with a wrong one, or that of a publisher', async () => {
    const expected = all('not-signed-in', { [SIGN_IN]: 'in' })
    expect(Object.keys(expected).length).toBeGreaterThan(25)
    const publisherKey = await newsroom.api.addKey(newsroom.publisher)
    for (const authorization of [undefined, `Bearer ${admin.key}x`, `Bearer ${publisherKey}`, 'Basic YTpi'])
      expect(await answers(authorization)).toEqual(expected)
  })

  it('are open to an admin, all of them', async () => {
    expect(await answers(`Bearer ${admin.key}`)).toEqual(all('in'))
  })

  it('are open to a moderator where proposals are worked on, and nowhere else', async () => {
    const open = Object.fromEntries([...MODERATORS, SIGN_IN].map((name) => [name, 'in']))
    expect(await answers(`Bearer ${moderator.key}`)).toEqual(all('not-allowed', open))
  })

  it('are closed to a key from the moment it is revoked', async () => {
    await revokeAdministrator(newsroom.api.context, moderator.id)
    expect(await answers(`Bearer ${moderator.key}`)).toEqual(all('not-signed-in', { [SIGN_IN]: 'in' }))
  })

  it('take no form and no plain text, which other sites could make a browser send', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a',
    ]) {
      const response = await newsroom.api.app.inject({
        method: 'POST',
        url: '/v1/admin/session',
        headers: { 'content-type': type },
        payload: `{"key":"${admin.key}"}`,
      })
      expectProblem(response, 'unsupported-media-type')
    }
  })
})

describe('A browser', () => {
  const signIn = (key = admin.key) =>
    newsroom.api.app.inject({ method: 'POST', url: '/v1/admin/session', payload: { key } })
  interface Signed {
    cookies: Record<string, string>
    token: string
  }
  async function signedIn(): Promise<Signed> {
    const response = await signIn()
    const cookies = Object.fromEntries(response.cookies.map(({ name, value }) => [name, value]))
    return { cookies, token: response.json().csrfToken }
  }
  const create = ({ cookies }: Signed, headers = {}) =>
    newsroom.api.app.inject({
      method: 'POST',
      url: '/v1/admin/administrators',
      payload: { name: 'Eve', role: 'admin' },
      cookies,
      headers,
    })

  it('exchanges a key for a cookie that no script reads and no other site sends', async () => {
    const response = await signIn()
    expect(response.json()).toMatchObject({ administrator: { name: 'Ada', role: 'admin' } })
    expect(response.body).not.toContain(admin.key)
    for (const cookie of response.cookies)
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', secure: true })
    expect(response.cookies.map(({ name }) => name)).toEqual(['__Host-unisson', '__Host-unisson-csrf'])
  })

  it('reads with the cookie alone', async () => {
    const { cookies } = await signedIn()
    const response = await newsroom.api.app.inject({ url: '/v1/admin/session', cookies })
    expect(response.json()).toMatchObject({ administrator: { name: 'Ada' } })
  })

  it('changes nothing without the token that only its own page knows', async () => {
    const signed = await signedIn()
    expectProblem(await create(signed), 'csrf-token')
    expectProblem(await create(signed, { 'csrf-token': 'guessed' }), 'csrf-token')
    const other = await signedIn()
    expectProblem(await create(signed, { 'csrf-token': other.token }), 'csrf-token')
    expect(await newsroom.api.file.all("SELECT name FROM administrators WHERE name = 'Eve'")).toEqual([])
    expect((await create(signed, { 'csrf-token': signed.token })).statusCode).toBe(201)
  })

  it('is signed out for good, here and with a stolen copy of the cookie', async () => {
    const { cookies, token } = await signedIn()
    const response = await newsroom.api.app.inject({
      method: 'DELETE',
      url: '/v1/admin/session',
      cookies,
      headers: { 'csrf-token': token },
    })
    expect(response.statusCode).toBe(204)
    expectProblem(await newsroom.api.app.inject({ url: '/v1/admin/session', cookies }), 'not-signed-in')
  })

  it('is signed out of the session before when it signs in again', async () => {
    const { cookies: before } = await signedIn()
    const again = { method: 'POST', url: '/v1/admin/session', payload: { key: admin.key } } as const
    const response = await newsroom.api.app.inject({ ...again, cookies: before })
    expect(response.statusCode).toBe(200)
    const url = '/v1/admin/session'
    expectProblem(await newsroom.api.app.inject({ url, cookies: before }), 'not-signed-in')
    const after = Object.fromEntries(response.cookies.map(({ name, value }) => [name, value]))
    expect((await newsroom.api.app.inject({ url, cookies: after })).statusCode).toBe(200)
  })

  it('can sign out everywhere, and signs out nobody else', async () => {
    const [here, there] = [await signedIn(), await signedIn()]
    const other = await signIn(moderator.key)
    const url = '/v1/admin/session'
    await newsroom.api.app.inject({
      method: 'DELETE',
      url: `${url}?everywhere=true`,
      cookies: here.cookies,
      headers: { 'csrf-token': here.token },
    })
    for (const { cookies } of [here, there])
      expectProblem(await newsroom.api.app.inject({ url, cookies }), 'not-signed-in')
    const cookies = Object.fromEntries(other.cookies.map(({ name, value }) => [name, value]))
    expect((await newsroom.api.app.inject({ url, cookies })).statusCode).toBe(200)
  })

  it('is signed out after twelve hours, whatever it does', async () => {
    const { cookies } = await signedIn()
    newsroom.api.runtime.pass(11 * HOUR)
    expect((await newsroom.api.app.inject({ url: '/v1/admin/session', cookies })).statusCode).toBe(200)
    newsroom.api.runtime.pass(HOUR)
    expectProblem(await newsroom.api.app.inject({ url: '/v1/admin/session', cookies }), 'not-signed-in')
  })

  it('is signed out with its key', async () => {
    const { cookies } = await signedIn()
    await revokeAdministrator(newsroom.api.context, admin.id)
    expectProblem(await newsroom.api.app.inject({ url: '/v1/admin/session', cookies }), 'not-signed-in')
  })

  it('cannot guess keys for long, and learns nothing of why they are wrong', async () => {
    for (let guess = 0; guess < 10; guess++) expectProblem(await signIn(`adm_guess${guess}`), 'invalid-key')
    expect(expectProblem(await signIn(), 'too-many-requests').status).toBe(429)
  })

  it('signs in as often as it likes: a whole newsroom may share one address', async () => {
    for (let times = 0; times < 12; times++) expect((await signIn()).statusCode).toBe(200)
  })

  it('leaves no usable secret on the disk', async () => {
    const { cookies } = await signedIn()
    const written = JSON.stringify(await newsroom.api.file.all('SELECT * FROM administrator_sessions'))
    expect(written).not.toContain(cookies['__Host-unisson'])
    expect(await newsroom.api.file.all('SELECT prefix FROM administrators')).toContainEqual({
      prefix: admin.key.slice(0, 12),
    })
  })
})

describe('The people of the console', () => {
  it('are let in with a key that is shown once', async () => {
    const { key, administrator } = await admin.do<{ key: string; administrator: { id: string } }>(
      'POST',
      'administrators',
      { name: 'Grace', role: 'moderator' },
    )
    expect(key).toMatch(/^adm_[\w-]{43}$/)
    const listed = await admin.do<{ administrators: unknown[] }>('GET', 'administrators')
    expect(listed.administrators).toContainEqual(
      expect.objectContaining({ id: administrator.id, name: 'Grace' }),
    )
    expect(JSON.stringify(listed)).not.toContain(key)
  })

  it('keep one admin at least', async () => {
    expectProblem(await admin.ask('DELETE', `administrators/${admin.id}`), 'last-admin')
    const second = await TestAdministrator.join(newsroom.api, 'admin', 'Alan')
    expect((await second.ask('DELETE', `administrators/${admin.id}`)).statusCode).toBe(200)
    expectProblem(await admin.ask('GET', 'consultations'), 'not-signed-in')
  })
})
