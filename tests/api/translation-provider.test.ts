import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { translateMissing } from '../../api/src/administration/machine-translations.ts'
import { putTranslation } from '../../api/src/administration/translations.ts'
import { readProvider } from '../../api/src/config.ts'
import { type ProviderSettings, providerOf } from '../../api/src/jobs/translation-provider.ts'
import { openApi, type TestApi } from '../support/api.ts'

const KEY = 'key-of-the-team'

interface Asked {
  path: string
  authorization: string | undefined
  body: Record<string, unknown>
}

/** A server of this machine that speaks both protocols, and says what it was asked. */
class Provider {
  readonly asked: Asked[] = []
  status = 200
  answer: ((texts: string[]) => unknown) | undefined
  #server: Server | undefined

  async listen(): Promise<string> {
    this.#server = createServer(async (request, response) => {
      const body = (await json(request)) as Record<string, unknown>
      const path = request.url ?? ''
      this.asked.push({ path, authorization: request.headers.authorization, body })
      const texts = (body['text'] ?? body['q']) as string[]
      const target = String(body['target_lang'] ?? body['target']).toLowerCase()
      const said = texts.map((text) => `${target}: ${text}`)
      const usual =
        path === '/v2/translate' ? { translations: said.map((text) => ({ text })) } : { translatedText: said }
      response.writeHead(this.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(this.answer ? this.answer(said) : usual))
    })
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server?.close()
  }
}

let provider: Provider
let url: string
beforeEach(async () => {
  provider = new Provider()
  url = await provider.listen()
})
afterEach(() => provider.close())

const settings = (protocol: ProviderSettings['protocol'], key: string | null = KEY): ProviderSettings => ({
  protocol,
  url,
  key,
})

describe('A provider of translations', () => {
  it('is asked as DeepL is, with the key in the header', async () => {
    const said = await providerOf(settings('deepl')).translate(['Bonjour', 'Merci'], 'fr-CA', 'en')
    expect(said).toEqual(['en-gb: Bonjour', 'en-gb: Merci'])
    expect(provider.asked).toEqual([
      {
        path: '/v2/translate',
        authorization: `DeepL-Auth-Key ${KEY}`,
        body: { text: ['Bonjour', 'Merci'], source_lang: 'FR', target_lang: 'EN-GB' },
      },
    ])
  })

  it('is asked as LibreTranslate is, with the key in the body or with none', async () => {
    const ask = (key: string | null) =>
      providerOf(settings('libretranslate', key)).translate(['Bonjour'], 'fr', 'de')
    expect(await ask(KEY)).toEqual(['de: Bonjour'])
    await ask(null)
    const body = { q: ['Bonjour'], source: 'fr', target: 'de', format: 'text' }
    expect(provider.asked.map((one) => one.body)).toEqual([{ ...body, api_key: KEY }, body])
  })

  it.each([
    [403, 'DeepL answered 403: the key is missing or wrong'],
    [456, 'DeepL answered 456: the quota of the key is used up'],
    [500, 'DeepL answered 500'],
  ])('that answers %s is told of in plain words, without the key', async (status, words) => {
    provider.status = status
    await expect(providerOf(settings('deepl')).translate(['Bonjour'], 'fr', 'de')).rejects.toThrow(words)
  })

  it('that gives too few translations gives none', async () => {
    provider.answer = () => ({ translations: [] })
    await expect(providerOf(settings('deepl')).translate(['Bonjour'], 'fr', 'de')).rejects.toThrow(
      'one translation for each text',
    )
  })

  it('that is not there is told of', async () => {
    provider.close()
    const gone = providerOf({ ...settings('libretranslate'), url: 'http://127.0.0.1:9' })
    await expect(gone.translate(['Bonjour'], 'fr', 'de')).rejects.toThrow('LibreTranslate cannot be reached')
  })

  it.each([
    [{}, undefined],
    [
      { TRANSLATION_PROVIDER: 'deepl', TRANSLATION_KEY: KEY },
      { protocol: 'deepl', url: 'https://api.deepl.com', key: KEY },
    ],
    [
      { TRANSLATION_PROVIDER: 'deepl', TRANSLATION_KEY: `${KEY}:fx` },
      { protocol: 'deepl', url: 'https://api-free.deepl.com', key: `${KEY}:fx` },
    ],
    [
      { TRANSLATION_PROVIDER: 'libretranslate', TRANSLATION_URL: 'http://localhost:5000/' },
      { protocol: 'libretranslate', url: 'http://localhost:5000', key: null },
    ],
  ])('is set up by the environment: %o', (variables, expected) => {
    expect(readProvider(variables)).toEqual(expected)
  })

  it.each([
    [{ TRANSLATION_PROVIDER: 'babelfish' }],
    [{ TRANSLATION_PROVIDER: 'libretranslate' }],
    [{ TRANSLATION_PROVIDER: 'deepl' }],
  ])('that is set up in part is refused: %o', (variables) => {
    expect(() => readProvider(variables)).toThrow('The configuration is not valid')
  })
})

describe('What is missing', () => {
  let api: TestApi
  beforeEach(async () => {
    api = await openApi()
  })
  afterEach(() => api.close())

  it('is translated by the provider, which gets texts alone; what the team wrote stays', async () => {
    const consultation = await api.addConsultation({ otherLanguages: ['de'] })
    const ids = await api.addProposals(consultation, ['Il faut planter des arbres', 'Il faut des gares'])
    const own = { id: ids[0] ?? '', language: 'de', text: 'Man sollte Bäume pflanzen' }
    await putTranslation(api.context, consultation, own)
    const done = await translateMissing(api.context, consultation, providerOf(settings('deepl')))
    // The question, the prefix, and one of two proposals.
    expect(done).toEqual({ done: 3, total: 3 })
    const all = await api.context.store.translations.all(consultation.id)
    expect(all.map(({ textId, text, provider: by }) => [textId, text, by])).toEqual(
      expect.arrayContaining([
        [ids[0], 'Man sollte Bäume pflanzen', null],
        [ids[1], 'de: Il faut des gares', 'DeepL'],
        ['consultation.proposalPrefix', 'de: Il faut', 'DeepL'],
      ]),
    )
    expect(await translateMissing(api.context, consultation, providerOf(settings('deepl')))).toEqual({
      done: 0,
      total: 0,
    })
    const sent = provider.asked.flatMap(({ body }) => Object.keys(body))
    expect(new Set(sent)).toEqual(new Set(['text', 'source_lang', 'target_lang']))
    const audited = await api.file.one<number>(
      "SELECT count(*) FROM audit_entries WHERE act = 'translation.put'",
    )
    expect(audited).toBe(4)
  })
})
