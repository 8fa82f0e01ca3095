import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApiKey } from '../../api/src/administration/api-keys.ts'
import { refreshReaderKeys } from '../../api/src/administration/reader-keys.ts'
import { KeyFetchError } from '../../api/src/jobs/fetch-key-set.ts'
import type { PublisherRecord } from '../../api/src/store/publishers.ts'
import type { ReaderKeysAnswer } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { MINUTE } from '../support/runtime.ts'
import { TestAdministrator } from '../support/team.ts'
import { vouchingKey } from '../support/vouching.ts'

const first = await vouchingKey('2026-01')
const second = await vouchingKey('2026-02', 'EdDSA')
const URL_OF_KEYS = 'https://www.journal.example/jwks.json'

let api: TestApi
let publisher: PublisherRecord
let ada: TestAdministrator
/** What the publisher's address answers, and how often it was asked. */
let address: { answer(): string; asked: number }

const setOf = (...keys: object[]) => JSON.stringify({ keys })
const fetchKeySet = async () => {
  address.asked++
  return address.answer()
}

beforeEach(async () => {
  address = { answer: () => setOf(first.publicJwk), asked: 0 }
  api = await openApi({ fetchKeySet })
  publisher = await api.addPublisher()
  ada = await TestAdministrator.join(api)
})
afterEach(() => api.close())

const path = () => `publishers/${publisher.id}/reader-keys`
const put = (body: object) => ada.ask('PUT', path(), body)
const kids = ({ readerKeys }: ReaderKeysAnswer) => readerKeys?.keys.map(({ kid }) => kid) ?? null

describe('the keys of a news site', () => {
  it('are none until somebody gives them', async () => {
    expect(await ada.do('GET', path())).toEqual({
      audience: 'https://unisson.example',
      readerKeys: null,
      votes: [],
      tokens: {},
    })
    expect(api.services.directory.publisherById(publisher.id)?.readerKeys).toBeNull()
  })

  it('are pasted, kept without anything private, and in use at once', async () => {
    const answer = await ada.do<ReaderKeysAnswer>('PUT', path(), {
      keySet: setOf(first.publicJwk, second.publicJwk),
    })
    expect(answer.readerKeys?.keys).toEqual([
      { kid: '2026-01', algorithm: 'ES256' },
      { kid: '2026-02', algorithm: 'EdDSA' },
    ])
    expect(answer.readerKeys).toMatchObject({ keySetUrl: null, fetchedAt: null, failure: null })
    expect(api.services.directory.publisherById(publisher.id)?.readerKeys).toHaveLength(2)
    expect(address.asked).toBe(0)
  })

  it('are fetched at once from the address that is entered', async () => {
    const answer = await ada.do<ReaderKeysAnswer>('PUT', path(), { keySetUrl: URL_OF_KEYS })
    expect(answer.readerKeys).toMatchObject({ keySetUrl: URL_OF_KEYS, failure: null })
    expect(kids(answer)).toEqual(['2026-01'])
    expect(address.asked).toBe(1)
  })

  it.each<[string, string, () => object]>([
    ['private-key', '/keySet', () => ({ keySet: { keys: [first.privateJwk] } })],
    ['private-key', '/keySet', () => ({ keySet: '-----BEGIN EC PRIVATE KEY-----' })],
    ['not-a-key-set', '/keySet', () => ({ keySet: 'my key' })],
    ['unusable-key', '/keySet', () => ({ keySet: { keys: [{ ...first.publicJwk, y: first.publicJwk.x }] } })],
    ['key-without-id', '/keySet', () => ({ keySet: { keys: [{ ...first.publicJwk, kid: '' }] } })],
    ['not-a-public-address', '/keySetUrl', () => ({ keySetUrl: 'http://www.journal.example/jwks.json' })],
    ['not-a-public-address', '/keySetUrl', () => ({ keySetUrl: 'https://127.0.0.1/jwks.json' })],
    ['invalid', '/keySetUrl', () => ({})],
    ['invalid', '/keySetUrl', () => ({ keySetUrl: URL_OF_KEYS, keySet: setOf(first.publicJwk) })],
  ])('are refused as %s at %s', async (code, pointer, body) => {
    const response = await put(body())
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([{ code, pointer }])
    expect(JSON.stringify(response.json())).not.toContain(first.privateJwk.d)
    expect(kids(await ada.do('GET', path()))).toBeNull()
    expect(address.asked).toBe(0)
  })

  it('are refused with the word for what the address did', async () => {
    address.answer = () => {
      throw new KeyFetchError('key-set-redirects', 'leads to another address')
    }
    expect((await put({ keySetUrl: URL_OF_KEYS })).json().errors).toEqual([
      { code: 'key-set-redirects', detail: 'leads to another address', pointer: '/keySetUrl' },
    ])
    address.answer = () => '<html>'
    expect((await put({ keySetUrl: URL_OF_KEYS })).json().errors).toMatchObject([{ code: 'not-a-key-set' }])
    address.answer = () => setOf(first.privateJwk)
    expect((await put({ keySetUrl: URL_OF_KEYS })).json().errors).toMatchObject([{ code: 'private-key' }])
  })

  it('are taken out, and each act is in the log', async () => {
    await ada.do('PUT', path(), { keySet: setOf(first.publicJwk) })
    await ada.do('PUT', path(), { keySetUrl: URL_OF_KEYS })
    expect(kids(await ada.do('DELETE', path()))).toBeNull()
    await ada.do('DELETE', path())
    expect(api.services.directory.publisherById(publisher.id)?.readerKeys).toBeNull()
    const acts = (await ada.audit()).filter(({ act }) => act === 'publisher.reader-keys')
    expect(acts.map(({ actor, before, after }) => ({ actor, before, after }))).toEqual([
      {
        actor: 'Ada',
        before: { keySetUrl: URL_OF_KEYS, keySet: ['2026-01'] },
        after: { keySetUrl: null, keySet: [] },
      },
      { actor: 'Ada', before: { keySetUrl: null }, after: { keySetUrl: URL_OF_KEYS } },
      { actor: 'Ada', before: { keySet: [] }, after: { keySet: ['2026-01'] } },
    ])
  })

  it('are not for moderators', async () => {
    const grace = await TestAdministrator.join(api, 'moderator', 'Grace')
    for (const [method, body] of [['GET'], ['PUT', { keySetUrl: URL_OF_KEYS }], ['DELETE']] as const)
      expect((await grace.ask(method, path(), body)).statusCode).toBe(403)
  })

  it('are set by the site itself with its full API key, and with no other', async () => {
    const ask = (key: string, method: 'GET' | 'PUT' | 'DELETE', payload?: object) =>
      api.app.inject({
        method,
        url: '/v1/publisher/reader-keys',
        headers: { authorization: `Bearer ${key}` },
        ...(payload ? { payload } : {}),
      })
    const full = await api.addKey(publisher)
    const { key: reading } = await createApiKey(api.context, { publisher, label: 'figures', scope: 'read' })
    const set = await ask(full, 'PUT', { keySet: { keys: [first.publicJwk] } })
    expect(kids(set.json())).toEqual(['2026-01'])
    for (const method of ['GET', 'PUT', 'DELETE'] as const)
      expect(
        (await ask(reading, method, method === 'PUT' ? { keySetUrl: URL_OF_KEYS } : undefined)).statusCode,
      ).toBe(403)
    expect(kids((await ask(full, 'GET')).json())).toEqual(['2026-01'])
    expect(kids((await ask(full, 'DELETE')).json())).toBeNull()
    expect((await ada.audit()).map(({ act }) => act)).toContain('publisher.reader-keys')
  })
})

describe('keys at an address', () => {
  const refresh = async () => {
    await refreshReaderKeys(api.services, fetchKeySet)
    await api.refresh()
  }
  const stored = async () => (await api.services.store.readerKeys.all())[0]

  beforeEach(async () => {
    await ada.do('PUT', path(), { keySetUrl: URL_OF_KEYS })
    address.asked = 0
  })

  it('are asked for again every ten minutes, and new ones come into use, as the log says', async () => {
    await refresh()
    expect(address.asked).toBe(0)
    api.runtime.pass(10 * MINUTE)
    address.answer = () => setOf(first.publicJwk, second.publicJwk)
    await refresh()
    await refresh()
    expect(address.asked).toBe(1)
    expect(api.services.directory.publisherById(publisher.id)?.readerKeys).toHaveLength(2)
    expect((await ada.audit())[0]).toMatchObject({
      act: 'publisher.reader-keys',
      actor: 'server',
      before: { keySet: ['2026-01'] },
      after: { keySet: ['2026-01', '2026-02'] },
    })
  })

  it('stay in use while the address fails, which is asked less and less often, once an hour in the end', async () => {
    address.answer = () => {
      throw new KeyFetchError('key-set-too-slow', 'did not answer')
    }
    const waits: number[] = []
    for (let failures = 1; failures <= 8; failures++) {
      api.runtime.pass(((await stored())?.dueAt ?? 0) - api.runtime.now())
      await refresh()
      waits.push((((await stored())?.dueAt ?? 0) - api.runtime.now()) / MINUTE)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    expect(address.asked).toBe(8)
    expect(api.services.directory.publisherById(publisher.id)?.readerKeys).toHaveLength(1)
    const answer = await ada.do<ReaderKeysAnswer>('GET', path())
    expect(answer.readerKeys).toMatchObject({ failure: 'key-set-too-slow' })
    api.runtime.pass(60 * MINUTE)
    address.answer = () => setOf(second.publicJwk)
    await refresh()
    expect((await ada.do<ReaderKeysAnswer>('GET', path())).readerKeys).toMatchObject({ failure: null })
    expect(await stored()).toMatchObject({ failures: 0, keys: [{ kid: '2026-02' }] })
  })

  it('that show a private key, or none, do not take the place of good ones', async () => {
    for (const [answer, failure] of [
      [setOf(first.privateJwk), 'private-key'],
      [setOf(), 'no-keys'],
      ['<html>', 'not-a-key-set'],
    ] as const) {
      api.runtime.pass(60 * MINUTE)
      address.answer = () => answer
      await refresh()
      expect(await stored()).toMatchObject({ failure, keys: [{ kid: '2026-01' }] })
    }
  })

  it('are asked for sooner when a token names a key that is not among them, once a minute at most', async () => {
    const { store, runtime } = api.services
    const wanted = () => store.readerKeys.want(publisher.id, runtime.now(), runtime.now() - MINUTE)
    await wanted()
    await refresh()
    expect(address.asked).toBe(0)
    api.runtime.pass(2 * MINUTE)
    await wanted()
    await refresh()
    await wanted()
    await refresh()
    expect(address.asked).toBe(1)
  })

  it('are no longer asked for once others were pasted', async () => {
    await ada.do('PUT', path(), { keySet: setOf(second.publicJwk) })
    api.runtime.pass(60 * MINUTE)
    await refresh()
    expect(address.asked).toBe(0)
    expect(await stored()).toMatchObject({ url: null, keys: [{ kid: '2026-02' }] })
  })
})
