import { Window } from 'happy-dom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addReading, changeAction, createAction } from '../../api/src/administration/actions.ts'
import { createTheme, placeProposals } from '../../api/src/administration/themes.ts'
import { putTranslation } from '../../api/src/administration/translations.ts'
import type { ResultsView } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

// A consultation that is written in French and held in Arabic too: each French text ends in a tick, so that it is known.
const SLUG = 'paysages'
const TICK = '✓'

let newsroom: Newsroom
let ids: string[]
beforeAll(async () => {
  newsroom = await openNewsroom()
  const { api } = newsroom
  const consultation = await api.addConsultation({
    slug: SLUG,
    otherLanguages: ['ar'],
    question: `Comment vivre ici ${TICK}`,
    segmentQuestion: `Où habitez-vous ${TICK}`,
    segments: [`En ville ${TICK}`, `À la campagne ${TICK}`],
  })
  ids = await api.addProposals(consultation, [`Il faut des gares ${TICK}`, `Il faut des arbres ${TICK}`])
  const [first = '', second = ''] = ids
  const theme = await createTheme(api.context, consultation, { name: `Transports ${TICK}` })
  await placeProposals(api.context, consultation, { theme: theme.id, proposals: [first] })
  const planned = {
    title: `Rouvrir dix gares ${TICK}`,
    description: `Dès cette année ${TICK}`,
    carrier: `La région ${TICK}`,
    proposals: [first, second],
    indicator: { name: `Gares rouvertes ${TICK}`, unit: `gares ${TICK}`, baseline: 0, target: 10 },
  }
  const action = await createAction(api.context, consultation, { ...planned, title: `Des gares ${TICK}` })
  await changeAction(api.context, consultation, action.id, { ...planned, revision: action.revision })
  await addReading(api.context, consultation, action.id, { day: '2026-02-01', value: 3 })
  const translate = (id: string, text: string) =>
    putTranslation(api.context, consultation, { id, language: 'ar', text })
  await translate('consultation.question', 'كيف نعيش هنا؟')
  await translate(first, 'يجب فتح المحطات')
  for (let index = 0; index < 12; index++) {
    const reader = await newsroom.viewer({ consultation: SLUG })
    for (const id of ids) await reader.vote(id, { vote: index < 10 ? 'agree' : 'disagree' })
  }
  await api.file.run(
    `UPDATE consultations SET closes_at = 2, opens_at = 1, results_at = 3, settings = '{"results":{"rankedFrom":10}}'`,
  )
  await api.refresh()
})
afterAll(() => newsroom.api.close())

/** Every text of the page with the language that the nearest element names. */
async function textsAt(path: string): Promise<{ text: string; language: string | null }[]> {
  const { body } = await newsroom.api.app.inject(path)
  const { document } = new Window()
  document.write(body)
  return [...document.querySelectorAll('body *')]
    .flatMap((element) => [...element.childNodes].filter(({ nodeType }) => nodeType === 3))
    .map((node) => ({
      text: node.textContent?.trim() ?? '',
      language: node.parentElement?.closest('[lang]')?.getAttribute('lang') ?? null,
    }))
    .filter(({ text }) => text !== '')
}

const textsOf = (lang: string) => textsAt(`/c/${SLUG}?lang=${lang}`)

const view = async (query: string): Promise<ResultsView> =>
  (await newsroom.api.app.inject(`/v1/consultations/${SLUG}/view?${query}`)).json()

describe('on a page in another language than that of the consultation', () => {
  it('every text that nobody translated is marked with its own, and nothing else is', async () => {
    const texts = await textsOf('ar')
    const french = texts.filter(({ text }) => text.includes(TICK))
    const said = french.map(({ text }) => text)
    for (const part of [
      'Transports',
      'Rouvrir',
      'Dès',
      'La région',
      'Gares rouvertes',
      'arbres',
      'Où',
      'En ville',
    ])
      expect(said.join('\n')).toContain(part)
    expect(said).toContain(`gares ${TICK}`)
    expect(french.filter(({ language }) => language !== 'fr')).toEqual([])
    const others = texts.filter(({ text }) => /\p{Script=Arabic}/u.test(text))
    expect(others.length).toBeGreaterThan(20)
    expect(others.filter(({ language }) => language !== 'ar')).toEqual([])
  })

  it('nothing is marked where all is in one language', async () => {
    const texts = await textsOf('fr')
    expect(texts.filter(({ language }) => language !== 'fr').map(({ text }) => text)).toEqual(['العربية'])
  })
})

describe('where the pages do not speak the language of the consultation', () => {
  it('all that is written in it is marked, in every phase', async () => {
    const { api } = newsroom
    const consultation = await api.addConsultation({
      slug: 'youyu',
      language: 'zh',
      question: `如何生活 ${TICK}`,
      introduction: `说说你的想法 ${TICK}`,
      proposalPrefix: `应该 ${TICK}`,
    })
    const proposals = await api.addProposals(consultation, [`应该种树 ${TICK}`, `应该修路 ${TICK}`])
    const written = async (path: string) => {
      const texts = (await textsAt(path)).filter(({ text }) => text.includes(TICK))
      expect(texts.filter(({ language }) => language !== 'zh')).toEqual([])
      return texts.map(({ text }) => text).join('\n')
    }
    expect(await written('/c/youyu')).toContain('种树')
    expect(await written('/c/youyu/vote')).toContain('如何')
    expect(await written(`/c/youyu/frame?publisher=${newsroom.publisher.publicKey}`)).toContain('如何')
    for (let index = 0; index < 12; index++) {
      const reader = await newsroom.viewer({ consultation: 'youyu' })
      for (const id of proposals) await reader.vote(id, { vote: index < 10 ? 'agree' : 'disagree' })
    }
    await api.file.run(
      `UPDATE consultations SET closes_at = 2, opens_at = 1, results_at = 3, settings = '{"results":{"rankedFrom":10}}'`,
    )
    await api.refresh()
    expect(await written('/c/youyu')).toContain('修路')
    expect(await written('/c/youyu/integrity')).toContain('种树')
  })
})

describe('a part of the results says in which language its texts are', () => {
  it('of proposals, translated or not', async () => {
    const { rows, language, questionLanguage } = await view('lang=ar')
    expect([language, questionLanguage]).toEqual(['ar', undefined])
    const marks = rows.map((row) => [row.language, row.original && row.originalLanguage])
    expect(marks).toContainEqual(['ar', 'fr'])
    expect(marks).toContainEqual(['fr', undefined])
  })

  it('of actions', async () => {
    const { rows } = await view('view=action&lang=ar')
    expect(rows).toMatchObject([
      { text: `Rouvrir dix gares ${TICK}`, language: 'fr', carrier: `La région ${TICK}` },
    ])
    expect((await view('view=action')).rows[0]).not.toHaveProperty('language')
  })

  it('where the sentences are in a language in which the consultation is not held', async () => {
    const { language, questionLanguage, rows } = await view('lang=pl')
    expect([language, questionLanguage]).toEqual(['pl', 'fr'])
    expect(rows.map((row) => row.language)).toEqual(['fr', 'fr'])
  })
})
