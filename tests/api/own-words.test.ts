import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EmbedCode, EmbedPayload, OwnWords, Sentences } from '../../api/src/wire/index.ts'
import { FormReader } from '../support/form-reader.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
let ada: TestAdministrator

beforeEach(async () => {
  newsroom = await openNewsroom()
  ada = await TestAdministrator.join(newsroom.api)
})
afterEach(() => newsroom.api.close())

const CONSULTATION = 'consultations/territoires/words'
const ofPublisher = () => `publishers/${newsroom.publisher.publicKey}/words`
const set = (path: string, words: unknown) => ada.ask('PUT', path, { words })
const embedded = async (key = newsroom.publisher.publicKey): Promise<OwnWords | undefined> => {
  const { api } = newsroom
  await api.services.directory.refresh()
  const response = await api.app.inject(`/v1/embed/territoires?publisher=${key}`)
  return (response.json() as EmbedPayload).words
}

describe('sentences in words of their own', () => {
  it('come with the draw, those of the consultation before those of the publisher', async () => {
    expect(await embedded()).toBeUndefined()
    expect((await set(ofPublisher(), { fr: { next: 'Après', hint: 'Vote pour voir' } })).statusCode).toBe(200)
    expect((await set(CONSULTATION, { fr: { next: 'La suite' }, de: { next: 'Weiter' } })).statusCode).toBe(
      200,
    )
    expect(await embedded()).toEqual({
      fr: { next: 'La suite', hint: 'Vote pour voir' },
      de: { next: 'Weiter' },
    })
    const other = await newsroom.api.addPublisher({ publicKey: 'pub_other', name: 'Le Signal' })
    expect(await embedded(other.publicKey)).toEqual({ fr: { next: 'La suite' }, de: { next: 'Weiter' } })
  })

  it('are those of the page that is voted on without a script, and of the block for a newsletter', async () => {
    await set(ofPublisher(), { fr: { 'votes.agree': 'Pour', 'votes.disagree': 'Contre' } })
    await set(CONSULTATION, { fr: { 'votes.agree': 'Oui' } })
    await newsroom.api.services.directory.refresh()
    const reader = new FormReader(newsroom.api)
    await reader.open(`/c/territoires/vote?publisher=${newsroom.publisher.publicKey}`)
    expect(reader.buttons.slice(0, 3)).toEqual(['Oui', 'Contre', 'Neutre'])
    await reader.press('Oui')
    expect(reader.text).toContain('Oui')
    await reader.open('/c/territoires/vote')
    expect(reader.buttons.slice(0, 3)).toEqual(['Oui', 'Pas d’accord', 'Neutre'])
    const path = `publishers/${newsroom.publisher.publicKey}/embed-code?consultation=territoires`
    const { mail } = await ada.do<EmbedCode>('GET', path)
    expect(mail?.text).toMatch(/ {2}Oui: .* {2}Contre: .* {2}Neutre: /s)
    expect(mail?.html).toContain('>Contre</a>')
  })

  it('are said as usual again once they are taken out, and every change is in the log', async () => {
    await set(CONSULTATION, { fr: { next: 'La suite' } })
    await set(CONSULTATION, { fr: {} })
    expect(await embedded()).toBeUndefined()
    expect((await ada.ask('GET', CONSULTATION)).json()).toEqual({ words: {} })
    expect((await ada.audit()).filter(({ act }) => act === 'words.change')).toHaveLength(2)
  })

  it('are given with the usual sentence and the most characters that fit', async () => {
    const { language, sentences } = await ada.do<Sentences>('GET', 'sentences?language=de-AT')
    expect(language).toBe('de')
    const agree = sentences.find(({ name }) => name === 'votes.agree')
    expect(agree?.text).toBe('Dafür')
    expect(agree?.longest).toBeGreaterThanOrEqual('Katılmıyorum'.length - 2)
    expect(agree?.longest).toBeLessThan(20)
  })

  it('may have the words that follow a number', async () => {
    const words = { fr: { voteCount: '{count, plural, one {# voix} other {# voix}}' } }
    expect((await set(CONSULTATION, words)).statusCode).toBe(200)
  })

  it.each([
    [{ fr: { 'votes.agree': 'Entièrement et sans réserve d’accord' } }, 'words/fr/votes.agree', 'too-long'],
    [{ fr: { place: '{position} sur {count}' } }, 'words/fr/place', 'unknown-place'],
    [{ fr: { place: '{position' } }, 'words/fr/place', 'not-a-message'],
    [{ fr: { voted: '{vote, select, agree {Oui} other {Non}}' } }, 'words/fr/voted', 'not-a-message'],
    [{ fr: { nothingOfTheKind: 'Bonjour' } }, 'words/fr/nothingOfTheKind', 'unknown-field'],
  ])('are refused where they would not fit or mean nothing: %o', async (words, field, code) => {
    const response = await set(CONSULTATION, words)
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([{ pointer: `/${field}`, code }])
    expect(await embedded()).toBeUndefined()
  })

  it('are set by nobody but an admin', async () => {
    const moderator = await TestAdministrator.join(newsroom.api, 'moderator', 'Mo')
    expect((await moderator.ask('PUT', CONSULTATION, { words: {} })).statusCode).toBe(403)
  })
})
