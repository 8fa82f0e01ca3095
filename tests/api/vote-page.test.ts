import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EmbedPayload } from '../../api/src/wire/index.ts'
import { FormReader, type FormReaderOptions, PAGE_ORIGIN } from '../support/form-reader.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

interface StoredVote {
  proposal: string
  vote: string | null
  nuances: number
  rule: string | null
}

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const page = (more = '') => `/c/territoires/vote?publisher=${newsroom.publisher.publicKey}${more}`
const reader = (options?: FormReaderOptions) => new FormReader(newsroom.api, options)

async function opened(options?: FormReaderOptions): Promise<FormReader> {
  const one = reader(options)
  await one.open(page())
  return one
}

async function stored(): Promise<StoredVote[]> {
  const rows = await newsroom.api.file.all<{ proposal: string; cohort: string | null; nuances: number }>(
    'SELECT proposal_id AS proposal, cohort_id AS cohort, qualifications AS nuances, vote FROM votes',
  )
  return rows.map(({ cohort, ...row }) => ({ ...row, rule: cohort?.split('.')[1] ?? null })) as never
}
const tallies = (id: string) => newsroom.api.services.store.votes.tallies([id]).then(([one]) => one)
const count = async (table: string) =>
  Number((await newsroom.api.file.all<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))[0]?.count)

describe('A reader without scripts', () => {
  it('votes, says why, goes on, and is thanked: each vote is counted once', async () => {
    const one = await opened()
    const [first = '', second = '', third = ''] = one.field('queue')?.split(',') ?? []
    await one.press('D’accord')
    expect(one.text).toContain('Votre vote')
    await one.press('Suivante', { qualifications: ['likeIt', 'doable'] })
    await one.press('Pas d’accord')
    await one.press('Suivante')
    await one.press('Neutre')
    await one.press('Terminer')
    expect(one.text).toContain('Vous avez voté sur 3 propositions')
    expect(await tallies(first)).toMatchObject({ agree: 1, qualifications: { likeIt: 1, doable: 1 } })
    expect(await tallies(second)).toMatchObject({ disagree: 1 })
    expect(await tallies(third)).toMatchObject({ neutral: 1 })
    expect((await stored()).map(({ rule }) => rule)).toEqual([null, null, null])
  })

  it('is nobody before the first vote: opening the page writes nothing and sets no cookie', async () => {
    const one = await opened()
    expect(one.status).toBe(200)
    expect(one.field('session')).toBe('')
    await newsroom.api.services.recorder.flush()
    expect([await count('votes'), await count('engagement_hours')]).toEqual([0, 0])
  })

  it('who goes back and votes otherwise, or ticks another box, is taken at the last word', async () => {
    const one = await opened()
    const before = one.page
    const [first = ''] = one.field('queue')?.split(',') ?? []
    await one.press('D’accord')
    const session = one.field('session') ?? ''
    one.show(before.replace('name="session" value=""', `name="session" value="${session}"`))
    await one.press('Pas d’accord')
    const voted = one.page
    await one.press('Suivante', { qualifications: 'noWay' })
    one.show(voted)
    await one.press('Suivante', { qualifications: 'impossible' })
    expect(await tallies(first)).toMatchObject({
      agree: 0,
      disagree: 1,
      qualifications: { noWay: 0, impossible: 1 },
    })
  })

  it('takes a vote back, passes over a proposal, and sends a form twice without counting twice', async () => {
    const one = await opened()
    const [first = '', second = ''] = one.field('queue')?.split(',') ?? []
    await one.press('D’accord')
    await one.press('Annuler')
    expect(await tallies(first)).toMatchObject({ agree: 0 })
    await one.press('Passer')
    const before = one.page
    await one.press('D’accord')
    one.show(before)
    await one.press('D’accord')
    expect(await tallies(second)).toMatchObject({ agree: 1 })
  })

  it('proposes, is told what is wrong with a text, which is kept, and goes on voting', async () => {
    const one = await opened()
    await one.press('Proposer une idée')
    await one.press('Envoyer', { text: 'non', age: '7' })
    expect(one.text).toContain('Âge')
    await one.press('Envoyer', { text: '?' })
    expect(one.status).toBe(200)
    expect(await count('proposals')).toBe(3)
    await one.press('Envoyer', { text: 'des bus du soir entre les villages', name: 'Ada', age: '41' })
    expect(one.text).toContain('Merci')
    await one.press('Continuer')
    expect(one.buttons).toContain('D’accord')
    expect(await count('proposals')).toBe(4)
  })

  it('is told that a proposal was withdrawn meanwhile, and shown the next one', async () => {
    const one = await opened()
    const [first = ''] = one.field('queue')?.split(',') ?? []
    await newsroom.api.file.run("UPDATE proposals SET status = 'refused' WHERE id = ?", first)
    newsroom.api.services.proposals.drop([first])
    await one.press('D’accord')
    expect(one.text).toContain('n’est plus soumise au vote')
    expect(one.buttons).toContain('D’accord')
  })

  it('is led to the consultation once votes are closed', async () => {
    const one = await opened()
    newsroom.api.runtime.set('2026-05-02T00:00:00Z')
    await newsroom.api.refresh()
    await one.press('D’accord')
    const { publicKey } = newsroom.publisher
    expect(one.status).toBe(303)
    expect(one.location).toMatch(new RegExp(`^../territoires\\?publisher=${publicKey}&proposal=`))
  })

  it('is told in words, not in JSON, what is wrong with a form; a program gets the problem, with its field', async () => {
    const one = await opened()
    await one.send(new URLSearchParams({ reader: 'x' }))
    expect(one.status).toBe(400)
    expect(one.text).not.toContain('{')
    const program = reader({ headers: { accept: 'application/json' } })
    await program.send(new URLSearchParams({ reader: 'x' }))
    expect(program.text).toContain('/reader')
  })
})

describe('A reader without scripts who wants to be forgotten', () => {
  /** Has voted twice, taken a third vote back, and proposed something. */
  async function known(): Promise<FormReader> {
    const one = await opened()
    await one.press('D’accord')
    await one.press('Suivante', { qualifications: 'likeIt' })
    await one.press('Neutre')
    await one.press('Annuler')
    await one.press('Passer')
    await one.press('Pas d’accord')
    await one.press('Terminer')
    await one.press('Proposer une idée')
    await one.press('Envoyer', { text: 'des bus du soir entre les villages' })
    return one
  }
  const authors = () =>
    newsroom.api.file
      .all('SELECT author FROM proposals WHERE author IS NOT NULL')
      .then(({ length }) => length)
  const counted = async () => {
    const ids = await newsroom.api.services.store.votes.proposalsOf(newsroom.consultation.id)
    const all = await newsroom.api.services.store.votes.tallies(ids)
    return all.reduce((sum, { agree, disagree, neutral }) => sum + agree + disagree + neutral, 0)
  }

  it('is asked once more, then has no vote left, and no proposal bears their name', async () => {
    const other = await opened()
    await other.press('D’accord')
    const one = await known()
    expect([(await stored()).length, await authors()]).toEqual([4, 1])
    expect(await counted()).toBe(3)
    await one.press('Effacer mes votes')
    expect(one.buttons).toEqual(['Oui, tout effacer', 'Retour'])
    expect((await stored()).length).toBe(4)
    await one.press('Oui, tout effacer')
    expect(one.status).toBe(200)
    expect(one.text).toContain('Vos votes sont effacés.')
    expect(one.buttons).not.toContain('Effacer mes votes')
    expect(await stored()).toMatchObject([{ vote: 'agree', rule: null }])
    expect(await authors()).toBe(0)
    expect(await counted()).toBe(1)
  })

  it('may think better of it, and goes on behind what was voted on', async () => {
    const one = await opened()
    expect(one.buttons).not.toContain('Effacer mes votes')
    const [, second = ''] = one.field('queue')?.split(',') ?? []
    await one.press('D’accord')
    await one.press('Effacer mes votes')
    await one.press('Retour')
    expect(one.field('proposal')).toBe(second)
    expect(await stored()).toHaveLength(1)
  })

  it('may vote on as another reader, of the same page view', async () => {
    const one = await opened()
    await one.press('D’accord')
    const [reader, session] = [one.field('reader'), one.field('session')]
    await one.press('Effacer mes votes')
    await one.press('Oui, tout effacer')
    await one.press('Continuer')
    expect([one.field('session'), one.field('reader') === reader]).toEqual([session, false])
    await one.press('Pas d’accord')
    expect(await stored()).toMatchObject([{ vote: 'disagree', rule: null }])
  })

  it('is forgotten on a page that was left open until votes were closed', async () => {
    const one = await opened()
    await one.press('D’accord')
    newsroom.api.runtime.set('2026-05-02T00:00:00Z')
    await newsroom.api.refresh()
    await one.press('Effacer mes votes')
    await one.press('Oui, tout effacer')
    expect(one.text).toContain('Vos votes sont effacés.')
    expect(one.buttons).toEqual([])
    expect(await stored()).toEqual([])
  })

  it('is not forgotten by a form of another site', async () => {
    const one = await opened()
    await one.press('D’accord')
    await one.press('Effacer mes votes')
    const foreign = reader({ headers: { origin: 'https://elsewhere.example' } })
    foreign.show(one.page)
    await foreign.press('Oui, tout effacer')
    expect(foreign.status).toBe(403)
    expect(await stored()).toHaveLength(1)
  })
})

describe('A form', () => {
  it('comes from the page that its browser names, where the browser sends no origin', async () => {
    const one = await opened({ headers: { referer: `${PAGE_ORIGIN}/c/territoires/vote` } })
    await one.press('D’accord')
    expect((await stored()).map(({ rule }) => rule)).toEqual([null])
  })

  it('of another site is refused; one from nowhere is kept apart', async () => {
    const foreign = await opened({ headers: { origin: 'https://elsewhere.example' } })
    await foreign.press('D’accord')
    expect(foreign.status).toBe(403)
    const nowhere = await opened({ headers: { origin: 'null' } })
    await nowhere.press('D’accord')
    expect((await stored()).map(({ rule }) => rule)).toEqual(['no-origin'])
  })
})

describe('A link of a newsletter', () => {
  it('prepares a vote that one button confirms; who only follows it has not voted', async () => {
    const texts = Array.from({ length: 30 }, (_, number) => `Il faut ${number} médecins de plus par canton`)
    const ids = await newsroom.api.addProposals(newsroom.consultation, texts)
    const url = `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`
    const { draw } = (await newsroom.api.app.inject(url)).json<EmbedPayload>()
    const proposal = ids.find((id) => draw.proposals.every((drawn) => drawn.id !== id))
    const one = reader()
    await one.open(page(`&proposal=${proposal}&vote=agree&channel=lettre`))
    expect(one.text).toContain('Confirmez votre vote')
    expect(one.buttons.filter((words) => words.includes('accord'))).toEqual(['D’accord'])
    expect(await count('votes')).toBe(0)
    await one.press('D’accord')
    await one.press('Suivante')
    await one.press('D’accord')
    // A chosen proposal was not drawn: its vote waits for the team, the others count.
    expect((await stored()).map(({ rule }) => rule).sort()).toEqual(['not-served', null])
  })

  it('to a proposal that is gone begins with another one, and prepares nothing', async () => {
    const one = reader()
    await one.open(page('&proposal=AAAAAAAAAAAA&vote=agree'))
    expect(one.text).toContain('n’est plus soumise au vote')
    expect(one.buttons).toContain('Pas d’accord')
  })
})
