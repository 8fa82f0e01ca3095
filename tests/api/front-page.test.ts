import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const front = (language?: string) =>
  newsroom.api.app.inject({
    url: '/',
    headers: language === undefined ? {} : { 'accept-language': language },
  })

describe('the front page', () => {
  it('lists what is public, and leads each kind of visitor where they belong', async () => {
    const { body, headers, statusCode } = await front()
    expect(statusCode).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    // A mark of punctuation begins no line.
    expect(body).toContain('Comment améliorer les conditions de vie dans les territoires\u00a0?')
    for (const address of ['c/territoires', 'dashboard', 'console', 'self-test', 'docs']) {
      expect(body).toContain(`href="${address}"`)
      expect((await newsroom.api.app.inject(`/${address}`)).statusCode).toBeLessThan(400)
    }
  })

  it('says nothing of a consultation before it opens', async () => {
    const { runtime, services } = newsroom.api
    const opensAt = runtime.now() + 86_400_000
    await createConsultation(
      { store: services.store, runtime, actor: { administratorId: null, name: 'test' } },
      {
        slug: 'secret',
        question: 'Que ferons-nous demain ?',
        language: 'fr',
        opensAt,
        closesAt: opensAt + 86_400_000,
      },
    )
    await services.directory.refresh()
    expect((await front()).body).not.toContain('Que ferons-nous demain')
  })

  it.each([
    ['en-GB,en;q=0.9,fr;q=0.5', 'en'],
    ['EN-us', 'en'],
    ['fr-CA,en;q=0.2', 'fr'],
    ['de-DE,en;q=0.7', 'de'],
    ['ja', 'fr'],
    [undefined, 'fr'],
    [';;;q=,', 'fr'],
  ])('answers a browser that asks for %s in %s', async (asked, language) => {
    const { body, headers } = await front(asked)
    expect(body).toContain(`<html lang="${language}">`)
    expect(headers['vary']).toContain('accept-language')
  })

  it('runs no script and is framed by nobody', async () => {
    const { headers, body } = await front()
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(body).not.toContain('<script')
  })
})
