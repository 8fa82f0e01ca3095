import { HttpResponse } from 'msw'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { embedPayload } from '../../api/src/wire/consultations.ts'
import { proposalRequest } from '../../api/src/wire/proposals.ts'
import { article, sessionRequest } from '../../api/src/wire/sessions.ts'
import { forgetRequest, voteRequest } from '../../api/src/wire/votes.ts'
import * as later from '../../widget/src/app-later.ts'
import { Controller } from '../../widget/src/core/controller.ts'
import { openDevice } from '../../widget/src/core/device.ts'
import { describeArticle } from '../../widget/src/host/page-view.ts'
import { serialise } from '../../widget/src/host/platform.ts'
import { fakeApi, memoryStorage, payload, problem, proposalId, surroundings, until } from './support.ts'

const api = fakeApi()
beforeAll(() => api.server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => api.server.close())

const open = async () => {
  const storage = memoryStorage()
  const device = openDevice('territoires', storage)
  const place = surroundings()
  const controller = new Controller(
    place,
    device,
    async () => later,
    () => {},
  )
  await controller.start()
  return { controller, device, storage, element: place.element }
}

describe('what the widget sends', () => {
  beforeEach(() => {
    api.received.length = 0
  })
  afterEach(() => {
    for (const path of ['/v1/votes', '/v1/proposals', '/v1/embed']) api.answer(path, undefined)
    document.head.replaceChildren()
  })

  it('is answered by payloads that the contract allows', () => {
    expect(embedPayload.parse(payload())).toBeTruthy()
  })

  it('sends sessions and votes that the API takes', async () => {
    const { controller } = await open()
    controller.act({ type: 'vote', vote: 'agree' })
    controller.act({ type: 'qualify', qualification: 'likeIt' })
    await until(() => expect(api.sentTo('/v1/votes').at(-1)?.['qualifications']).toEqual(['likeIt']))
    for (const body of api.sentTo('/v1/votes')) voteRequest.parse(body)
    expect(api.sentTo('/v1/sessions').map((body) => sessionRequest.parse(body).event)).toEqual(['view'])
  })

  it('sends the token of a subscriber with the session, though it was set late, and with nothing else', async () => {
    const { controller, element, storage } = await open()
    const vote = async (name: 'vote' | 'next') =>
      controller.act(name === 'vote' ? { type: 'vote', vote: 'agree' } : { type: 'next' })
    await vote('vote')
    await until(() => expect(api.sentTo('/v1/votes')).toHaveLength(1))
    element.setAttribute('reader-token', 'header.claims.signature')
    await vote('next')
    await vote('vote')
    await until(() => expect(api.sentTo('/v1/votes')).toHaveLength(2))
    const told = api.sentTo('/v1/sessions').map((body) => sessionRequest.parse(body).readerToken)
    expect(told).toEqual([undefined, 'header.claims.signature'])
    expect(JSON.stringify(api.sentTo('/v1/votes'))).not.toContain('header.claims')
    expect([...storage.items.values()].join()).not.toContain('header.claims')
  })

  it('withdraws a vote with null and a higher revision', async () => {
    const { controller } = await open()
    controller.act({ type: 'vote', vote: 'agree' })
    controller.act({ type: 'undo' })
    await until(() => expect(api.sentTo('/v1/votes').at(-1)).toMatchObject({ vote: null, revision: 2 }))
    voteRequest.parse(api.sentTo('/v1/votes').at(-1))
  })

  it('reports a finished sequence after its votes have arrived', async () => {
    const { controller } = await open()
    for (let place = 0; place < 3; place++) {
      controller.act({ type: 'vote', vote: 'neutral' })
      controller.act({ type: 'next' })
    }
    await until(() => expect(api.received.at(-1)?.body['event']).toBe('finish'))
    expect(api.sentTo('/v1/votes')).toHaveLength(3)
    expect(sessionRequest.parse(api.received.at(-1)?.body).session).toBeTruthy()
  })

  it('sends a proposal as a whole sentence, with nothing of the author that was not given', async () => {
    const { controller } = await open()
    controller.act({ type: 'propose' })
    controller.send((courier) => courier.submit({ text: '  planter   des arbres ', name: '', age: '' }))
    await until(() => expect(controller.state.screen).toBe('proposed'))
    const body = proposalRequest.parse(api.sentTo('/v1/proposals')[0])
    expect(body.text).toBe('Il faut planter des arbres')
    expect(body.author ?? {}).toEqual({})
    expect(controller.state.submission).toBe('pending')
  })

  it('sends a proposal in the reader’s language, as it is written, where the question is not translated', async () => {
    const { consultation, ...others } = payload()
    const untranslated = { ...consultation, proposalPrefix: '', proposalLanguage: 'de' }
    api.answer('/v1/embed', () => HttpResponse.json({ consultation: untranslated, ...others }))
    const { controller } = await open()
    api.received.length = 0
    controller.act({ type: 'propose' })
    controller.send((courier) => courier.submit({ text: 'Man sollte Bäume pflanzen', name: '', age: '' }))
    await until(() => expect(controller.state.screen).toBe('proposed'))
    const { text, language } = proposalRequest.parse(api.sentTo('/v1/proposals')[0])
    expect([text, language]).toEqual(['Man sollte Bäume pflanzen', 'de'])
  })

  it('keeps a proposal when the network is away, and says so', async () => {
    api.answer('/v1/proposals', () => Response.error())
    const { controller, device } = await open()
    controller.act({ type: 'propose' })
    controller.send((courier) => courier.submit({ text: 'planter des arbres', name: 'Léa', age: '32' }))
    await until(() => expect(controller.state.submission).toBe('waiting'))
    expect(device.read()?.outbox).toMatchObject([{ author: { name: 'Léa', age: 32 } }])
    controller.stop()
  })

  it('tells the reader of an idea that somebody had already', async () => {
    api.answer('/v1/proposals', () => problem(409, 'duplicate-proposal', { proposal: proposalId(2) }))
    const { controller } = await open()
    controller.act({ type: 'propose' })
    controller.send((courier) => courier.submit({ text: 'essayer l’idée 2', name: '', age: '' }))
    await until(() => expect(controller.state.form.problem).toBe('duplicate'))
    expect(controller.state.form.duplicateOf).toBe(proposalId(2))
    expect(controller.state.screen).toBe('propose')
  })

  it('sends nothing of a draft that breaks the rules', async () => {
    const { controller } = await open()
    controller.act({ type: 'propose' })
    await controller.send((courier) => courier.submit({ text: 'x', name: '', age: '' }))
    expect(controller.state.form.problem).toBe('empty')
    await controller.send((courier) => courier.submit({ text: 'x'.repeat(140), name: '', age: '' }))
    expect(controller.state.form.problem).toBe('long')
    await controller.send((courier) => courier.submit({ text: 'planter', name: '', age: '7' }))
    expect(controller.state.form.problem).toBe('age')
    expect(api.sentTo('/v1/proposals')).toEqual([])
  })

  it('erases the record at once and asks the API to forget the votes', async () => {
    const { controller, storage } = await open()
    controller.act({ type: 'vote', vote: 'agree' })
    await until(() => expect(api.sentTo('/v1/votes')).toHaveLength(1))
    await controller.forget()
    expect(forgetRequest.parse(api.sentTo('/v1/forget')[0]).proposals).toHaveLength(1)
    expect(controller.state.votes).toEqual({})
    expect(storage.items.size).toBe(0)
  })

  it('is not corrupted by a page that gives arrays a toJSON', () => {
    const prototype = Array.prototype as { toJSON?: () => string }
    prototype.toJSON = () => 'corrupted'
    try {
      expect(serialise({ qualifications: ['likeIt'], none: undefined, text: 'a "b"' })).toBe(
        '{"qualifications":["likeIt"],"text":"a \\"b\\""}',
      )
    } finally {
      delete prototype.toJSON
    }
  })
})

describe('what the device keeps', () => {
  it('is nothing before the first act', async () => {
    const { storage } = await open()
    expect(storage.items.size).toBe(0)
  })

  it('is one record, with the payload for when the API is down', async () => {
    const { controller, storage, device } = await open()
    controller.act({ type: 'vote', vote: 'agree' })
    await until(() => expect(device.read()?.payload?.payload.consultation.slug).toBe('territoires'))
    expect([...storage.items.keys()]).toEqual(['unisson:territoires'])
    api.answer('/v1/embed', () => problem(503, 'overloaded'))
    const again = new Controller(
      surroundings(),
      device,
      async () => later,
      () => {},
    )
    await again.start()
    expect(again.state.screen).toBe('vote')
    api.answer('/v1/embed', () => problem(403, 'publisher-disabled'))
    await again.start()
    expect(again.state).toMatchObject({ screen: 'failed', final: true })
    api.answer('/v1/embed', undefined)
  })
})

describe('the article', () => {
  const meta = (property: string, content: string) => {
    const element = document.createElement('meta')
    element.setAttribute('property', property)
    element.content = content
    document.head.append(element)
  }
  const read = (key: string) => document.querySelector<HTMLMetaElement>(`meta[property="${key}"]`)?.content

  it('is described as the contract allows, whatever the page says', () => {
    meta('og:title', `${'é'.repeat(299)}😀`)
    meta('article:section', ' Société ')
    meta('article:published_time', '2026-01-02T03:04:05+01:00')
    const described = article.parse(JSON.parse(serialise(describeArticle('https://journal.example/a', read))))
    expect(described).toMatchObject({ section: 'Société', publishedAt: '2026-01-02T02:04:05.000Z' })
    expect(described.title).toHaveLength(299)
  })

  it('is none where the page has no web address', () => {
    expect(describeArticle('file:///article.html', read)).toBeUndefined()
  })

  it.each(['2026-01-02', '2026-01-02T03:04:05', 'hier', '2026-99-99T99:99:99Z'])(
    'has no date when the page gives "%s"',
    (text) => {
      document.head.replaceChildren()
      meta('article:published_time', text)
      expect(describeArticle('https://journal.example/a', read)?.publishedAt).toBeUndefined()
    },
  )
})
