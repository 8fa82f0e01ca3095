import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { ModeratedProposal, NeighboursAnswer, QueueAnswer } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
let consultation: ConsultationRecord
let max: TestAdministrator
let french: string
let german: string
const SLUG = 'landschaften'
const BASE = `consultations/${SLUG}`

beforeEach(async () => {
  newsroom = await openNewsroom()
  const { api } = newsroom
  max = await TestAdministrator.join(api, 'moderator', 'Max')
  consultation = await api.addConsultation({ slug: SLUG, otherLanguages: ['de'] })
  const ids = await api.addProposals(consultation, [
    'Il faut rouvrir les petites gares fermées',
    'Man sollte geschlossene kleine Bahnhöfe wieder öffnen',
  ])
  ;[french = '', german = ''] = ids
  await api.file.run(`UPDATE proposals SET language = 'de' WHERE id = '${german}'`)
})
afterEach(() => newsroom.api.close())

const translate = (id: string, language: string, text: string) =>
  max.do('PUT', `${BASE}/translations/${id}/${language}`, { text })
const takeBack = (id: string, language: string) => max.do('DELETE', `${BASE}/translations/${id}/${language}`)
const neighboursOf = async (id: string): Promise<string[]> =>
  (await max.do<NeighboursAnswer>('GET', `${BASE}/proposals/${id}/neighbours`)).neighbours.map(
    ({ proposal }) => proposal.id,
  )
const correct = async (id: string, from: string, to: string) => {
  const { text, revision } = await max.do<ModeratedProposal>('GET', `${BASE}/proposals/${id}`)
  await max.do('PATCH', `${BASE}/proposals/${id}`, { text: text.replace(from, to), revision })
}

describe('Proposals that say the same in two languages', () => {
  it('are shown as similar once one is translated, from both sides, and no longer when that is taken back', async () => {
    expect([await neighboursOf(french), await neighboursOf(german)]).toEqual([[], []])
    await translate(german, 'fr', 'Il faut rouvrir les petites gares fermées au trafic')
    expect([await neighboursOf(french), await neighboursOf(german)]).toEqual([[german], [french]])
    await takeBack(german, 'fr')
    expect([await neighboursOf(french), await neighboursOf(german)]).toEqual([[], []])
  })

  it('are found where the translation was there before anybody looked', async () => {
    await translate(french, 'de', 'Man sollte kleine geschlossene Bahnhöfe öffnen')
    expect(await neighboursOf(german)).toEqual([french])
  })

  it('are found where the proposal came after the first look', async () => {
    expect(await neighboursOf(french)).toEqual([])
    const [late = ''] = await newsroom.api.addProposals(consultation, [
      'Man sollte stillgelegte Stationen auf dem Land in Betrieb nehmen',
    ])
    await newsroom.api.file.run(`UPDATE proposals SET language = 'de' WHERE id = '${late}'`)
    await translate(late, 'fr', 'Il faut rouvrir les petites gares fermées')
    expect(await neighboursOf(french)).toEqual([late])
  })

  it('are not told by a translation that is out of date', async () => {
    await translate(german, 'fr', 'Il faut rouvrir les petites gares fermées')
    expect(await neighboursOf(french)).toEqual([german])
    await correct(german, 'Bahnhöfe', 'Bahnhofe')
    expect([await neighboursOf(french), await neighboursOf(german)]).toEqual([[], []])
  })
})

describe('The correction of a proposal in another language', () => {
  it('asks for the beginning that its author read, and not for that of the consultation’s own language', async () => {
    await correct(german, 'Man sollte', 'Man sollte bald')
    await translate('consultation.proposalPrefix', 'de', 'Man sollte')
    await correct(german, 'bald', 'sehr bald')
    const { revision } = await max.do<ModeratedProposal>('GET', `${BASE}/proposals/${german}`)
    const wanted = { text: 'Wir wollen kleine Bahnhöfe', revision }
    const problem = expectProblem(await max.ask('PATCH', `${BASE}/proposals/${german}`, wanted))
    expect(problem.errors).toMatchObject([{ code: 'prefix-missing', values: { prefix: 'Man sollte' } }])
  })
})

describe('Themes', () => {
  const SUBJECTS = ['gare train quai wagon billet', 'forêt arbre sentier racine clairière'].map((words) =>
    words.split(' '),
  )

  it('put a translated proposal with its kind', async () => {
    const { api } = newsroom
    const texts = Array.from({ length: 320 }, (_, index) => {
      const words = SUBJECTS[index % 2] ?? []
      return `Il faut ${words[index % 5]} ${words[(index * 3 + 1) % 5]} avec le projet numéro ${index}`
    })
    await api.addProposals(consultation, texts)
    const [translated = '', untranslated = ''] = await api.addProposals(consultation, [
      'Man sollte Bäume und Waldwege pflegen',
      'Man sollte den Wald mit seinen Bäumen schützen',
    ])
    await api.file.run(
      `UPDATE proposals SET language = 'de' WHERE id IN ('${translated}', '${untranslated}')`,
    )
    await translate(translated, 'fr', 'Il faut soigner arbre et sentier de forêt, racine et clairière')
    const { themes, store } = api.services
    await themes.refresh(consultation.id, 'find')
    const names = new Map((await store.themes.all(consultation.id)).map(({ id, name }) => [id, name]))
    const places = await store.themes.placements(consultation.id)
    const themeOf = (id: string) =>
      names.get(places.find(({ proposalId }) => proposalId === id)?.themeId ?? '') ?? null
    expect(themeOf(translated)).toMatch(/for[eê]t|arbre|sentier|racine|clairière/i)
    expect(themeOf(untranslated)).toBeNull()
  })
})

describe('A search', () => {
  const search = async (words: string) => {
    const query = new URLSearchParams({ search: words })
    const { proposals, counts } = await max.do<QueueAnswer>('GET', `${BASE}/proposals?${query}`)
    return { ids: proposals.map(({ id }) => id), accepted: counts.accepted }
  }

  it('of the team finds a proposal by its translation, as long as that is up to date', async () => {
    expect(await search('Haltepunkte')).toEqual({ ids: [], accepted: 0 })
    await translate(french, 'de', 'Man sollte kleine Haltepunkte öffnen')
    expect(await search('HALTEPUNKTE offnen')).toEqual({ ids: [french], accepted: 1 })
    expect(await search('gares')).toEqual({ ids: [french], accepted: 1 })
    await correct(french, 'gares', 'gare')
    expect(await search('Haltepunkte')).toEqual({ ids: [], accepted: 0 })
  })

  it('of a reader finds a proposal in the language in which the page is read, and in its own', async () => {
    await translate('consultation.question', 'de', 'Wie leben wir besser auf dem Land?')
    await translate(french, 'de', 'Man sollte kleine Haltepunkte öffnen')
    const { api } = newsroom
    await api.file.run('UPDATE consultations SET results_at = closes_at')
    await api.refresh()
    api.runtime.set('2026-09-01T12:00:00Z')
    const finds = async (words: string, lang: string) => {
      const { body } = await api.app.inject(`/c/${SLUG}?${new URLSearchParams({ q: words, lang })}`)
      const list = body.slice(body.indexOf('role="search"'))
      return (
        list.includes(`id="${french}"`) ||
        list.includes('Haltepunkte öffnen') ||
        list.includes('petites gares')
      )
    }
    expect(await finds('haltepunkte', 'de')).toBe(true)
    expect(await finds('petites gares', 'de')).toBe(true)
    expect(await finds('haltepunkte', 'fr')).toBe(false)
    expect(await finds('petites gares', 'fr')).toBe(true)
  })
})
