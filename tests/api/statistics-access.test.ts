import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApiKey, revokeApiKey } from '../../api/src/administration/api-keys.ts'
import type { AuditAnswer, CreatedShareLink, ShareLink } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'
import { HOUR } from '../support/runtime.ts'
import { Editor } from '../support/statistics.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
let editor: Editor
beforeEach(async () => {
  newsroom = await openNewsroom()
  editor = await Editor.withKey(newsroom)
})
afterEach(() => newsroom.api.close())

const tryRead = (authorization?: string) =>
  newsroom.api.app.inject({
    url: '/v1/publisher/stats/summary',
    headers: authorization === undefined ? {} : { authorization },
  })
const NEXT_WEEK = '2026-03-17T12:00:00Z'

async function share(label = 'Fondation'): Promise<CreatedShareLink> {
  const response = await editor.post('share-links', { label, expiresAt: NEXT_WEEK })
  expect(response.statusCode).toBe(201)
  return response.json()
}

describe('the key', () => {
  it('is needed, whole and live', async () => {
    const { key } = editor
    const wrong = [
      undefined,
      '',
      'Bearer',
      `Basic ${key}`,
      key,
      `Bearer ${key}x`,
      `Bearer ${key.slice(0, -1)}`,
    ]
    for (const authorization of wrong) expectProblem(await tryRead(authorization), 'invalid-key')
    expectProblem(await tryRead(`Bearer ${newsroom.publisher.publicKey}`), 'invalid-key')
    expectProblem(await tryRead(`Bearer ${key} `.repeat(100)), 'invalid-key')
    expect((await tryRead(`bearer ${key}`)).statusCode).toBe(200)
  })

  it('is refused from the moment it is revoked, while another goes on', async () => {
    const second = await newsroom.api.addKey(newsroom.publisher)
    const [first] = await newsroom.api.services.store.apiKeys.all()
    await revokeApiKey(newsroom.api.context, first?.id ?? '')
    expectProblem(await tryRead(`Bearer ${editor.key}`), 'invalid-key')
    expect((await tryRead(`Bearer ${second}`)).statusCode).toBe(200)
  })

  it('ends when it was said to', async () => {
    const expiresAt = newsroom.api.runtime.now() + HOUR
    const { key } = await createApiKey(newsroom.api.context, {
      publisher: newsroom.publisher,
      label: '',
      expiresAt,
    })
    expect((await tryRead(`Bearer ${key}`)).statusCode).toBe(200)
    newsroom.api.runtime.pass(HOUR)
    expectProblem(await tryRead(`Bearer ${key}`), 'invalid-key')
  })

  it('that is for reading only opens the figures, and makes no links', async () => {
    const { key } = await createApiKey(newsroom.api.context, {
      publisher: newsroom.publisher,
      label: 'table',
      scope: 'read',
    })
    expect((await tryRead(`Bearer ${key}`)).statusCode).toBe(200)
    editor.key = key
    expectProblem(await editor.post('share-links', { label: '', expiresAt: NEXT_WEEK }), 'key-needed')
  })

  it('is nowhere on disk, and the day of its last use is', async () => {
    await tryRead(`Bearer ${editor.key}`)
    const [row] = await newsroom.api.file.all<Record<string, unknown>>('SELECT * FROM api_keys')
    expect(row).toMatchObject({ last_used_on: '2026-03-10', prefix: editor.key.slice(0, 12) })
    expect(JSON.stringify(row)).not.toContain(editor.key.slice(12, 40))
  })

  it('opens nothing to pages: its answers are for the asker alone', async () => {
    const response = await tryRead(`Bearer ${editor.key}`)
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
    expect(response.headers['cache-control']).toBe('private, max-age=30')
    expect(response.headers['x-content-type-options']).toBe('nosniff')
  })
})

describe('the limit of queries', () => {
  it('answers a problem with the time to wait, to that address alone, and tells how much is left', async () => {
    const limited = await openNewsroom({ queriesPerMinute: 2 })
    const headers = { authorization: `Bearer ${await limited.api.addKey(limited.publisher)}` }
    const ask = (remoteAddress: string) =>
      limited.api.app.inject({ url: '/v1/publisher/stats/summary', headers, remoteAddress })
    const first = await ask('198.51.100.1')
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' })
    await ask('198.51.100.1')
    const refused = await ask('198.51.100.1')
    expectProblem(refused, 'too-many-requests')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
    expect((await ask('198.51.100.2')).statusCode).toBe(200)
    await limited.api.close()
  })

  it('holds for guesses as well', async () => {
    const limited = await openNewsroom({ queriesPerMinute: 1 })
    const guess = () =>
      limited.api.app.inject({
        url: '/v1/publisher/stats/summary',
        headers: { authorization: 'Bearer key_guessed' },
      })
    expectProblem(await guess(), 'invalid-key')
    expectProblem(await guess(), 'too-many-requests')
    await limited.api.close()
  })
})

describe('a share link', () => {
  it('opens the figures to its holder, and is listed with its last use', async () => {
    const { token, url, id } = await share()
    expect(url).toBe(`https://unisson.example/dashboard#share=${token}`)
    expect((await tryRead(`Bearer ${token}`)).statusCode).toBe(200)
    const { links } = documentOf<{ links: ShareLink[] }>(await editor.get('share-links'))
    expect(links).toMatchObject([{ id, label: 'Fondation', lastUsedOn: '2026-03-10', revokedAt: null }])
    expect(JSON.stringify(links)).not.toContain(token.slice(6, 20))
  })

  it('opens nothing but figures', async () => {
    const { token, id } = await share()
    const byLink = (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) =>
      newsroom.api.app.inject({
        method,
        url: `/v1/publisher/${path}`,
        headers: { authorization: `Bearer ${token}` },
        ...(payload ? { payload } : {}),
      })
    expectProblem(await byLink('GET', 'share-links'), 'key-needed')
    expectProblem(await byLink('DELETE', `share-links/${id}`), 'key-needed')
    expectProblem(await byLink('GET', 'embed-code?consultation=territoires'), 'key-needed')
    expectProblem(await byLink('POST', 'share-links', { label: '', expiresAt: NEXT_WEEK }), 'key-needed')
  })

  it('is refused at once when it is revoked, when it has ended, and when it is guessed, in the same words', async () => {
    const revoked = await share()
    await newsroom.api.app.inject({
      method: 'DELETE',
      url: `/v1/publisher/share-links/${revoked.id}`,
      headers: { authorization: `Bearer ${editor.key}` },
    })
    const ended = await share()
    const answers = [await tryRead(`Bearer ${revoked.token}`)]
    newsroom.api.runtime.set(NEXT_WEEK)
    answers.push(await tryRead(`Bearer ${ended.token}`))
    answers.push(
      await tryRead(`Bearer share_${'A'.repeat(43)}`),
      await tryRead(`Bearer key_${'A'.repeat(43)}`),
    )
    for (const answer of answers) expectProblem(answer, 'invalid-key')
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  })

  it('is the business of its publisher alone', async () => {
    const { id } = await share()
    const other = await newsroom.api.addPublisher({ name: 'Autre', origins: ['https://autre.example'] })
    const stranger = await Editor.withKey(newsroom, other)
    expect(documentOf<{ links: ShareLink[] }>(await stranger.get('share-links')).links).toEqual([])
    const response = await newsroom.api.app.inject({
      method: 'DELETE',
      url: `/v1/publisher/share-links/${id}`,
      headers: { authorization: `Bearer ${stranger.key}` },
    })
    expectProblem(response, 'unknown-share-link')
  })

  it('is made by the team as well, and every one stands in the log', async () => {
    await share()
    const ada = await TestAdministrator.join(newsroom.api)
    const path = `publishers/${newsroom.publisher.id}/share-links`
    const { id } = await ada.do<CreatedShareLink>('POST', path, { label: 'Ministère', expiresAt: NEXT_WEEK })
    await ada.do('DELETE', `${path}/${id}`)
    const { links } = await ada.do<{ links: ShareLink[] }>('GET', path)
    expect(links.map(({ label, revokedAt }) => [label, revokedAt !== null])).toEqual([
      ['Fondation', false],
      ['Ministère', true],
    ])
    const { entries } = await ada.do<AuditAnswer>('GET', 'audit')
    expect(
      entries.filter(({ act }) => act.startsWith('share-link')).map(({ act, actor }) => [act, actor]),
    ).toEqual([
      ['share-link.revoke', 'Ada'],
      ['share-link.create', 'Ada'],
      ['share-link.create', expect.stringContaining('Le Journal (key_')],
    ])
  })

  it('does not end in the past', async () => {
    const response = await editor.post('share-links', { label: '', expiresAt: '2026-03-10T11:00:00Z' })
    expect(expectProblem(response, 'invalid-request').errors?.[0]?.pointer).toBe('/expiresAt')
  })
})
