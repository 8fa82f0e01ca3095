import { Window } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addReading, createAction } from '../../api/src/administration/actions.ts'
import { sentencesIn } from '../../api/src/administration/own-words.ts'
import { createTheme, placeProposals } from '../../api/src/administration/themes.ts'
import { faultOf } from '../../api/src/domain/consultations/own-words.ts'
import { LANGUAGES } from '../../api/src/pages/languages.ts'
import type { EmbedCode, EmbedPayload, OwnWords, ResultsView, Sentences } from '../../api/src/wire/index.ts'
import { ownWordsBody } from '../../api/src/wire/words.ts'
import { FormReader } from '../support/form-reader.ts'
import { type Newsroom, openNewsroom, publishResults } from '../support/newsroom.ts'
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

/** With usual spaces: which of them stands before a percent sign is the language's. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

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

  it('are those of the results: the element, its frame, the picture, the page and the report', async () => {
    const { api, publisher } = newsroom
    await publishResults(newsroom)
    await set(ofPublisher(), {
      fr: { agreed: '{share} pour', voteCount: '{count, plural, one {# voix} other {# voix}}' },
    })
    await set(CONSULTATION, { fr: { consensus: 'Nos accords', agreed: '{share} de oui' } })
    await api.services.directory.refresh()
    const named = `publisher=${publisher.publicKey}`
    const read = async (url: string) => plain((await api.app.inject(url)).body)

    const view = JSON.parse(await read(`/v1/consultations/territoires/view?${named}`)) as ResultsView
    expect(view.title).toBe('Nos accords')
    expect(view.rows[0]?.caption).toMatch(/^75 % de oui\s· .*\s· 12 voix$/)
    expect(new URL(view.link.url).search).toBe(`?${named}`)
    expect(await read(`/c/territoires/frame?view=consensus&${named}`)).toContain(
      `<unisson-results consultation="territoires" publisher="${publisher.publicKey}" view="consensus"`,
    )

    expect(await read(`/c/territoires/picture.svg?${named}`)).toMatch(
      /<title>.*Nos accords.*75 % de oui.*12 voix/,
    )
    const page = await read(`/c/territoires?${named}`)
    expect(page).toMatch(/<h2[^>]*>Nos accords/)
    expect(page).toContain('75 % de oui')
    expect(page).not.toMatch(/Ce qui rassemble|75 % d’accord ·/)
    expect(page).toContain(`picture.png?${named}&amp;v=`)
    expect(page).toMatch(/property="og:image:alt" content="[^"]*Nos accords[^"]*75 % de oui[^"]*12 voix/)
    const [, report] = /href="(territoires\/integrity[^"]*)"/.exec(page) ?? []
    expect(report).toBe(`territoires/integrity?${named}`)
    const integrity = await read(`/c/${report}`)
    expect(integrity).toContain('Nos accords')
    expect(integrity).toContain(`href="../territoires?${named}"`)

    // Where no publisher is named, or one that does not exist, those of the consultation.
    for (const query of ['', '?publisher=pub_nobody']) {
      expect(await read(`/v1/consultations/territoires/view${query}`)).toMatch(
        /"Nos accords".*75 % de oui\s· .*\s· 12 votes/,
      )
      expect(await read(`/c/territoires${query}`)).toMatch(/<h2[^>]*>Nos accords/)
    }
    await set(CONSULTATION, { fr: {} })
    await set(ofPublisher(), { fr: {} })
    await api.services.directory.refresh()
    expect(await read(`/c/territoires?${named}`)).toMatch(/<h2[^>]*>Ce qui rassemble/)
  })

  it('are those of the code to paste: the link inside it and the title of its frame', async () => {
    await set(ofPublisher(), { fr: { open: 'Tout voir <ici>' } })
    await set(CONSULTATION, { fr: { 'link.results': 'Lire les voix' } })
    await newsroom.api.services.directory.refresh()
    const { publicKey } = newsroom.publisher
    const path = `publishers/${publicKey}/embed-code?consultation=territoires&view=consensus`
    const { element, iframe } = await ada.do<EmbedCode>('GET', path)
    expect(element).toContain('>Tout voir &lt;ici&gt;</a>')
    expect(element).toContain(`publisher="${publicKey}"`)
    expect(iframe).toContain('title="Lire les voix"')
    const link = `${newsroom.api.services.publicUrl}/c/territoires?publisher=${publicKey}&view=consensus`
    const { html } = (await newsroom.api.app.inject(`/v1/oembed?url=${encodeURIComponent(link)}`)).json<{
      html: string
    }>()
    expect(html).toContain('title="Lire les voix"')
  })

  it('are those of every sentence that names the three choices on the page and in the results', async () => {
    await publishResults(newsroom)
    const words = {
      'votes.agree': 'Oui',
      'votes.disagree': 'Non',
      agreed: '{share} de oui',
      theyAgree: 'disent oui\u202f:',
      'page.bar': '{agree} oui, {neutral} neutres, {disagree} non',
      'results.disagree': '{share} de non',
    }
    expect((await set(CONSULTATION, { fr: words })).statusCode).toBe(200)
    await newsroom.api.services.directory.refresh()
    const page = plain((await newsroom.api.app.inject('/c/territoires?sort=disagree')).body)
    expect(page).toContain('aria-label="75 % oui, 0 % neutres, 25 % non"')
    expect(page).toContain('25 % de non')
    expect(page.split('<h2>Comment lire')[0]).not.toMatch(/d’accord/)
    // The widget gets what it says itself.
    const { 'page.bar': _bar, 'results.disagree': _disagree, ...ofWidget } = words
    expect(await embedded()).toEqual({ fr: ofWidget })
    await set(CONSULTATION, { fr: { 'page.bar': words['page.bar'] } })
    expect(await embedded()).toBeUndefined()
  })

  it('reach every sentence of the public page, of results elsewhere, and of voting without a script', async () => {
    const { api, consultation, publisher } = newsroom
    const [first = '', ...others] = newsroom.proposals
    const MARK = '¤'
    const { sentences } = await ada.do<Sentences>('GET', 'sentences?language=fr')
    const own = sentences.map(({ name, text }) => {
      const places = [...text.matchAll(/\{(\w+)[},]/g)].map(([, place]) => `{${place}}`)
      return [name, MARK + [...new Set(places)].join(MARK)] as const
    })
    await api.services.store.database.write([
      api.services.store.ownWords.setting(consultation.id, { fr: Object.fromEntries(own) }),
    ])
    await api.services.directory.refresh()
    // What people wrote, numbers and days, and the names of files and languages.
    const isOthers = (text: string) =>
      /^Il faut|^Comment|Ligne|Gares|Deux gares|La région|^(?:Excel|CSV|JSON Lines)$/.test(text) ||
      !/\p{L}/u.test(text.replace(/\d+(?:er)? \p{L}+ \d{4}(?: à \d+:\d+)?|\p{Lu}\b/gu, ''))
    const unsaid = (html: string): string[] => {
      const { document } = new Window()
      document.write(html)
      const elements = [...document.querySelectorAll('body, body *')]
      const texts = elements.flatMap((element) => [
        ...Array.from(element.childNodes)
          .filter(({ nodeType }) => nodeType === 3)
          .map((node) => node.textContent ?? ''),
        element.getAttribute('aria-label') ?? '',
        element.getAttribute('title') ?? '',
      ])
      return texts.map((text) => text.trim()).filter((text) => !text.includes(MARK) && !isOthers(text))
    }
    const open = async (url: string) => (await api.app.inject(url)).body
    expect(unsaid(await open('/c/territoires'))).toEqual([])
    const reader = new FormReader(api)
    await reader.open(`/c/territoires/vote?publisher=${publisher.publicKey}`)
    expect(unsaid(reader.page)).toEqual([])
    await reader.press(reader.buttons[0] ?? '')
    expect(unsaid(reader.page)).toEqual([])

    const theme = await createTheme(api.context, consultation, { name: 'Lignes' })
    await placeProposals(api.context, consultation, { theme: theme.id, proposals: [first] })
    const indicator = { name: 'Gares', unit: '', baseline: 0, target: 10 }
    const plan = {
      title: 'Ligne 2',
      description: 'Deux gares par an',
      carrier: 'La région',
      proposals: [first],
      indicator,
    }
    const { id } = await createAction(api.context, consultation, plan)
    await addReading(api.context, consultation, id, { day: '2026-06-01', value: 5 })
    for (let index = 0; index < 12; index++) {
      const voter = await newsroom.viewer()
      for (const other of others) await voter.vote(other, { vote: index < 2 ? 'agree' : 'disagree' })
    }
    await publishResults(newsroom)
    for (const sort of ['rank', 'disagree'])
      expect(unsaid(await open(`/c/territoires?sort=${sort}`))).toEqual([])
    for (const view of ['consensus', 'groups', 'proposal', 'action']) {
      const { title, note, rows, link } = JSON.parse(
        await open(`/v1/consultations/territoires/view?view=${view}&publisher=${publisher.publicKey}`),
      ) as ResultsView
      const texts = [title, note, link.text, ...rows.flatMap(({ text, caption }) => [text, caption])]
      expect(texts.filter((text) => text && !text.includes(MARK) && !isOthers(text))).toEqual([])
    }
  })

  it('may be any usual sentence of any language: each has a form that is taken', async () => {
    for (const language of LANGUAGES) {
      const { sentences } = sentencesIn(language)
      for (const { name, text, longest } of sentences)
        expect([language, name, faultOf(text, text, longest)]).toEqual([language, name, undefined])
      const words = { [language]: Object.fromEntries(sentences.map(({ name, text }) => [name, text])) }
      expect(ownWordsBody.safeParse({ words }).error?.issues).toBeUndefined()
    }
  })

  it('are said as usual again once they are taken out, and every change is in the log', async () => {
    await set(CONSULTATION, { fr: { next: 'La suite' } })
    await set(CONSULTATION, { fr: {} })
    expect(await embedded()).toBeUndefined()
    expect((await ada.ask('GET', CONSULTATION)).json()).toEqual({ words: {} })
    expect((await ada.audit()).filter(({ act }) => act === 'words.change')).toHaveLength(2)
  })

  it('are given with the usual sentence and the most characters that fit', async () => {
    const { language, languages, sentences } = await ada.do<Sentences>('GET', 'sentences?language=de-AT')
    expect(language).toBe('de')
    expect(languages).toEqual(LANGUAGES)
    const agree = sentences.find(({ name }) => name === 'votes.agree')
    expect(agree?.text).toBe('Dafür')
    expect(agree?.longest).toBeGreaterThanOrEqual('Katılmıyorum'.length - 2)
    expect(agree?.longest).toBeLessThan(20)
  })

  it.each([
    ['ar', 'rtl'],
    ['el', 'ltr'],
    ['nb', 'ltr'],
  ])('can be set in a language that only readers have: %s', async (tag, direction) => {
    const usual = await ada.do<Sentences>('GET', `sentences?language=${tag}`)
    expect([usual.language, usual.direction]).toEqual([tag, direction])
    const next = usual.sentences.find(({ name }) => name === 'next')?.text ?? ''
    expect((await set(CONSULTATION, { [tag]: { next } })).statusCode).toBe(200)
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
    // Said in no language of the interface, they would never be said.
    [{ xx: { next: 'Weiter' } }, 'words/xx', 'invalid'],
    [{ 'de-AT': { next: 'Weiter' } }, 'words/de-AT', 'invalid'],
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
