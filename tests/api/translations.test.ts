import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageCode } from '../../api/src/cache/embed-payload.ts'
import type {
  AuditAnswer,
  EmbedCode,
  EmbedPayload,
  ModeratedProposal,
  TranslatedText,
  TranslationsAnswer,
} from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
let ada: TestAdministrator
let first: string
const SLUG = 'landschaften'
const BASE = `consultations/${SLUG}`

beforeAll(async () => {
  newsroom = await openNewsroom()
  ada = await TestAdministrator.join(newsroom.api)
  const consultation = await newsroom.api.addConsultation({
    slug: SLUG,
    otherLanguages: ['de', 'it'],
    moderation: 'after',
  })
  const ids = await newsroom.api.addProposals(consultation, ['Il faut rouvrir les petites gares'])
  first = ids[0] ?? ''
})
afterAll(() => newsroom.api.close())

const put = (text: string, language: string, words: string) =>
  ada.do<TranslatedText>('PUT', `${BASE}/translations/${text}/${language}`, { text: words })

const payload = async (lang?: string): Promise<EmbedPayload> => {
  const address = `/v1/embed/${SLUG}?publisher=${newsroom.publisher.publicKey}${lang ? `&lang=${lang}` : ''}`
  return (await newsroom.api.app.inject(address)).json()
}
const shown = async (lang?: string) => (await payload(lang)).draw.proposals.find(({ id }) => id === first)

describe('A translation by the team', () => {
  it('is what readers of its language get, with the original beside it and the same proof', async () => {
    await put('consultation.question', 'de', 'Wie leben wir besser auf dem Land?')
    await put('consultation.proposalPrefix', 'de', 'Man sollte')
    const answer = await put(first, 'de', '  Man sollte kleine Bahnhöfe wieder öffnen ')
    expect(answer.translations).toMatchObject([
      { language: 'de', text: 'Man sollte kleine Bahnhöfe wieder öffnen', origin: 'team', isOutdated: false },
    ])
    await newsroom.api.refresh()
    const [german, french] = [await payload('de-AT'), await payload()]
    const view = await newsroom.api.app.inject(`/v1/consultations/${SLUG}/view?lang=de-AT`)
    expect(view.json()).toMatchObject({ language: 'de', question: 'Wie leben wir besser auf dem Land?' })
    expect(german.consultation).toMatchObject({
      language: 'de',
      languages: ['fr', 'de', 'it'],
      question: 'Wie leben wir besser auf dem Land?',
      proposalPrefix: 'Man sollte',
    })
    expect(await shown('de')).toMatchObject({
      text: 'Man sollte kleine Bahnhöfe wieder öffnen',
      language: 'de',
      translation: {
        originalLanguage: 'fr',
        originalText: 'Il faut rouvrir les petites gares',
        origin: 'team',
      },
    })
    expect(await shown()).not.toHaveProperty('translation')
    expect(german.draw.proof).toBe(french.draw.proof)
  })

  it('leads on to the page in its language, by link and by printed code', async () => {
    const [german, french] = [await payload('de-AT'), await payload('fr')]
    expect(french.consultation.url).not.toContain('?')
    expect(german.consultation.url).toBe(`${french.consultation.url}?lang=de`)
    expect(german.code).toBe(pageCode(german.consultation.url))
    expect(french.code).toBe(pageCode(french.consultation.url))
    // In none of its languages its own is spoken.
    expect((await payload('el')).consultation.url).toBe(french.consultation.url)
  })

  it('is in the integrity report, in the language of the address or of the browser', async () => {
    const address = `/c/${SLUG}/integrity`
    const asked = await newsroom.api.app.inject(`${address}?lang=de`)
    const accepted = await newsroom.api.app.inject({ url: address, headers: { 'accept-language': 'de-AT' } })
    for (const { body, headers } of [asked, accepted]) {
      expect(body).toMatch(/^<!doctype html><html lang="de">/)
      expect(body).toContain('Integritätsbericht')
      expect(body).toContain('Wie leben wir besser auf dem Land?')
      expect(body).toContain('href="?lang=fr"')
      expect(headers['vary']).toContain('accept-language')
    }
    const page = await newsroom.api.app.inject(`/c/${SLUG}?lang=de`)
    expect(page.body).toContain(`href="${SLUG}/integrity?lang=de"`)
    expect((await newsroom.api.app.inject(`${address}?lang=it`)).body).toContain('Rapport d’intégrité')
  })

  it('counts the votes of all readers on the one proposal', async () => {
    const { proof = '' } = (await payload('de')).draw
    const reader = await newsroom.viewer({ consultation: SLUG })
    await reader.vote(first, { vote: 'agree', served: proof })
    expect(
      await newsroom.api.file.one<number>(`SELECT agree FROM tallies WHERE proposal_id = '${first}'`),
    ).toBe(1)
  })

  it('stands in the audit log with what it was before', async () => {
    await put(first, 'it', 'Riaprire le piccole stazioni')
    await put(first, 'it', 'Bisogna riaprire le piccole stazioni')
    const { entries } = await ada.do<AuditAnswer>('GET', `audit?consultation=${SLUG}&subject=${first}`)
    expect(entries[0]).toMatchObject({
      act: 'translation.put',
      before: { language: 'it', text: 'Riaprire le piccole stazioni' },
      after: { language: 'it', text: 'Bisogna riaprire le piccole stazioni' },
    })
  })

  it('is out of date, and not shown, once the original says something else', async () => {
    const { text, revision } = await ada.do<ModeratedProposal>('GET', `${BASE}/proposals/${first}`)
    const corrected = { text: text.replace('gares', 'gare'), revision }
    await ada.do('PATCH', `${BASE}/proposals/${first}`, corrected)
    expect(await shown('de')).toMatchObject({ text: corrected.text, language: 'fr' })
    const list = await ada.do<TranslationsAnswer>('GET', `${BASE}/translations?language=de`)
    expect(list.texts.map(({ id }) => id)).toContain(first)
    await put(first, 'de', 'Man sollte den kleinen Bahnhof wieder öffnen')
    expect(await shown('de')).toHaveProperty('translation')
  })

  it('can be taken back', async () => {
    await ada.do('DELETE', `${BASE}/translations/${first}/it`)
    expect(await shown('it')).not.toHaveProperty('translation')
    expectProblem(await ada.ask('DELETE', `${BASE}/translations/${first}/it`), 'unknown-translation')
  })

  it('is listed with what is missing in each language', async () => {
    const list = await ada.do<TranslationsAnswer>('GET', `${BASE}/translations?language=it`)
    expect(list.texts.map(({ id }) => id)).toEqual([
      'consultation.question',
      'consultation.proposalPrefix',
      first,
    ])
    expect(list.languages).toEqual([
      { language: 'fr', done: 0, missing: 0 },
      { language: 'de', done: 3, missing: 0 },
      { language: 'it', done: 0, missing: 3 },
    ])
  })

  it.each([
    ['a language that the consultation does not have', 'consultation.question/es', 'Cómo', '/language'],
    ['the language of the original', 'consultation.question/fr', 'Comment', '/language'],
    ['nothing but spaces', 'consultation.question/de', '  ', '/text'],
    ['a text that is too long', 'consultation.proposalPrefix/de', 'a'.repeat(61), '/text'],
  ])('is refused for %s', async (_words, path, text, pointer) => {
    const problem = expectProblem(await ada.ask('PUT', `${BASE}/translations/${path}`, { text }))
    expect(problem.errors).toMatchObject([{ pointer }])
  })

  it('is refused for a text that is none of the consultation', async () => {
    const { proposals } = newsroom
    for (const id of [proposals[0], 'segment.aaaaaaaaaaaa'])
      expectProblem(await ada.ask('PUT', `${BASE}/translations/${id}/de`, { text: 'Wo?' }), 'unknown-text')
  })
})

describe('Pages of our own', () => {
  const page = async (path: string, headers = {}) =>
    newsroom.api.app.inject({ url: `/c/${SLUG}${path}`, headers: { 'accept-language': 'fr', ...headers } })

  it('follow the browser and the address, and show the original of a translation without a script', async () => {
    const german = await page('', { 'accept-language': 'de-AT,de;q=0.9,fr;q=0.5' })
    expect(german.headers['vary']).toBe('accept-encoding, accept-language')
    expect(german.body).toContain('<html lang="de"')
    expect(german.body).toContain('Wie leben wir besser auf dem Land?')
    expect(german.body).toContain('<bdi lang="de">Man sollte den kleinen Bahnhof wieder öffnen</bdi>')
    expect(german.body).toContain('Übersetzt – Original anzeigen')
    expect(german.body).toContain('<p lang="fr" dir="auto">Il faut rouvrir les petites gare</p>')
    expect((await page('?lang=de')).body).toContain('Wie leben wir besser auf dem Land?')
    expect((await page('')).body).toContain('<html lang="fr"')
  })

  it('offer a language once the question is translated into it, and no longer when that is taken back', async () => {
    const offered = async (path: string) =>
      [...(await page(path)).body.matchAll(/hreflang="(..)"/g)].map(([, language]) => language)
    for (const path of ['', '/vote', '/integrity'])
      expect([path, await offered(path)]).toEqual([path, ['de']])
    await put('consultation.question', 'it', 'Come vivere meglio in campagna?')
    for (const path of ['', '/vote', '/integrity'])
      expect([path, await offered(path)]).toEqual([path, ['de', 'it']])
    await ada.do('DELETE', `${BASE}/translations/consultation.question/it`)
    for (const path of ['', '/vote', '/integrity'])
      expect([path, await offered(path)]).toEqual([path, ['de']])
  })

  it('are voted on and answered with proposals in the language of the reader', async () => {
    const address = `/vote?lang=de&publisher=${newsroom.publisher.publicKey}&proposal=${first}`
    const { body } = await page(address)
    expect(body).toContain('Man sollte den kleinen Bahnhof wieder öffnen')
    expect(body).toContain('name="lang" value="de"')
    expect(body).toContain('hreflang="fr"')
  })
})

describe('What is pasted', () => {
  const key = () => newsroom.publisher.publicKey
  const get = (url: string) => newsroom.api.app.inject({ url })

  it('is in the language that is asked for: element, script, frame, link, and the block for a newsletter', async () => {
    const path = `publishers/${key()}/embed-code?consultation=${SLUG}&proposals=${first}`
    const [own, german] = await Promise.all([
      ada.do<EmbedCode>('GET', path),
      ada.do<EmbedCode>('GET', `${path}&lang=de-AT`),
    ])
    expect(own.link).not.toContain('lang=')
    expect([own.mail?.html, own.mail?.text].join()).not.toContain('lang=de')
    expect(german.element).toMatch(/lang="de".*lang=de/s)
    expect(german.script).toContain('data-lang="de"')
    for (const one of [german.iframe, german.link, german.frame, german.code])
      expect(one).toContain('lang=de')
    const { html = '', text = '' } = german.mail ?? {}
    for (const words of ['Wie leben wir besser auf dem Land?', 'Man sollte den kleinen Bahnhof', 'Dafür'])
      for (const form of [html, text]) expect(form).toContain(words)
    expect(html).toContain('&amp;lang=de')
    expect(html).toContain('<p lang="de"')
    const link = /http\S+\/vote\?\S+/.exec(text)?.[0] ?? ''
    expect((await get(link.replace(/^https?:\/\/[^/]+/, ''))).body).toContain(
      'Man sollte den kleinen Bahnhof',
    )
  })

  it('in a frame, and where oEmbed puts one, speaks it too', async () => {
    const { body } = await get(`/c/${SLUG}/frame?publisher=${key()}&lang=de`)
    expect(body).toMatch(/<html lang="de">.*<unisson-consultation [^>]*lang="de".*Wie leben wir besser/s)
    const url = encodeURIComponent(`${newsroom.api.services.publicUrl}/c/${SLUG}?publisher=${key()}&lang=de`)
    const answer = (await get(`/v1/oembed?url=${url}`)).json()
    expect(answer.title).toBe('Wie leben wir besser auf dem Land?')
    expect(answer.html).toContain('lang=de')
  })

  it('as a link in a network has its picture in that language', async () => {
    const image = (body: string) => /property="og:image" content="([^"]+)"/.exec(body)?.[1] ?? ''
    expect(image((await get(`/c/${SLUG}?lang=de`)).body)).toContain('lang=de')
    expect(image((await get(`/c/${SLUG}`)).body)).not.toContain('lang=')
  })
})

describe('The language of a proposal', () => {
  const propose = async (text: string, language?: string): Promise<string> => {
    const reader = await newsroom.viewer({ consultation: SLUG })
    return (await reader.propose(text, language ? { language } : {})).proposal
  }
  const languageOf = async (id: string) =>
    (await ada.do<ModeratedProposal>('GET', `${BASE}/proposals/${id}`)).language

  it('is the one that its author reads, by whose prefix it begins', async () => {
    expect(await languageOf(await propose('Man sollte Busse fahren lassen', 'de'))).toBe('de')
    expect(await languageOf(await propose('Il faut des bus le soir'))).toBe('fr')
  })

  it('is another one of the consultation where the detector is sure', async () => {
    const id = await propose('Il faut die alten Häuser in den Dörfern wieder bewohnbar machen und vermieten')
    expect(await languageOf(id)).toBe('de')
  })

  it('is that of the widget where the question is not translated into it, and no beginning of another is put before it', async () => {
    const { consultation } = await payload('it')
    expect(consultation).toMatchObject({ language: 'fr', proposalPrefix: '', proposalLanguage: 'it' })
    const id = await propose('Bisogna piantare più alberi', consultation.proposalLanguage)
    expect(await ada.do<ModeratedProposal>('GET', `${BASE}/proposals/${id}`)).toMatchObject({
      text: 'Bisogna piantare più alberi',
      language: 'it',
    })
    for (const language of ['fr', 'de', 'el'])
      expect((await payload(language)).consultation).not.toHaveProperty('proposalLanguage')
  })

  it('is found where an app from before the last deployment names another, and puts no beginning before it', async () => {
    const id = await propose('Bisogna piantare più alberi lungo tutte le strade della nostra città', 'fr')
    expect(await languageOf(id)).toBe('it')
    await expect(propose('Planter davantage d’arbres le long de toutes les rues', 'fr')).rejects.toThrow()
    await expect(propose('Brrr !', 'fr')).rejects.toThrow()
  })

  it('has its own beginning where the team translated that and not the question', async () => {
    await put('consultation.proposalPrefix', 'it', 'Bisogna')
    expect((await payload('it')).consultation).toMatchObject({ language: 'fr', proposalPrefix: 'Bisogna' })
    await ada.do('DELETE', `${BASE}/translations/consultation.proposalPrefix/it`)
  })

  it('is corrected by the team, which the log tells', async () => {
    const id = await propose('Il faut un bus pour tout le monde')
    const { revision } = await ada.do<ModeratedProposal>('GET', `${BASE}/proposals/${id}`)
    await put(id, 'it', 'Un autobus per tutti')
    const corrected = { language: 'it', revision }
    expect(await ada.do('PUT', `${BASE}/proposals/${id}/language`, corrected)).toMatchObject({
      language: 'it',
      revision: revision + 1,
    })
    const { entries } = await ada.do<AuditAnswer>('GET', `audit?consultation=${SLUG}&subject=${id}`)
    expect(entries[0]).toMatchObject({ before: { language: 'fr' }, after: { language: 'it' } })
    expectProblem(await ada.ask('PUT', `${BASE}/proposals/${id}/language`, corrected), 'changed-meanwhile')
  })
})
