import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const url = `${ORIGIN}/une`
const report = (title?: string, address?: string) =>
  newsroom
    .reader(address === undefined ? {} : { address })
    .report('view', title === undefined ? { url } : { url, title })
const title = async () =>
  await newsroom.api.file.one<string | null>('SELECT title FROM articles WHERE url = ?', url)

describe('The title of an article, as its pages report it', () => {
  it('is the first until two readers in a row report the same other one', async () => {
    await report('Un autre article')
    await report('Le vrai titre')
    expect(await title()).toBe('Un autre article')
    await report('Le vrai titre')
    expect(await title()).toBe('Le vrai titre')
  })

  it('is not replaced by one reader alone, however often', async () => {
    await report('Le vrai titre')
    for (let time = 0; time < 5; time++) await report('Faux', '203.0.113.7')
    expect(await title()).toBe('Le vrai titre')
  })

  it('is not replaced while other readers go on reporting it', async () => {
    await report('Le vrai titre')
    for (let time = 0; time < 5; time++) {
      await report('Faux')
      await report('Le  vrai titre ')
    }
    expect(await title()).toBe('Le vrai titre')
  })

  it('is not replaced by reports that say different things, or nothing', async () => {
    await report('Le vrai titre')
    for (const other of ['A', 'B', 'A', undefined, 'C', 'B']) await report(other)
    expect(await title()).toBe('Le vrai titre')
  })

  it('cannot be held by one network that repeats it after each reader', async () => {
    await report('Faux', '203.0.113.7')
    for (let reader = 0; reader < 2; reader++) {
      await report('Le vrai titre')
      for (const host of [8, 9, 10]) await report('Faux', `203.0.113.${host}`)
    }
    expect(await title()).toBe('Le vrai titre')
  })

  it('is confirmed once two networks have reported it, or editors have given it', async () => {
    const isConfirmed = async () => {
      const key = await newsroom.api.addKey(newsroom.publisher)
      const { body } = await newsroom.api.app.inject({
        url: '/v1/publisher/articles',
        headers: { authorization: `Bearer ${key}` },
      })
      return JSON.parse(body).articles[0].isTitleConfirmed
    }
    await report('Une affirmation', '203.0.113.7')
    await report('Une affirmation', '203.0.113.200')
    expect(await isConfirmed()).toBe(false)
    await report('Le vrai titre', '198.51.100.1')
    await report('Une affirmation', '192.0.2.1')
    expect(await isConfirmed()).toBe(true)
    await report('Une autre', '198.51.100.2')
    await report('Une autre', '192.0.2.2')
    expect([await title(), await isConfirmed()]).toEqual(['Une autre', true])
  })

  it('may be said later, and then with a section and a day of its own', async () => {
    await report()
    await report('Le vrai titre')
    expect(await title()).toBe('Le vrai titre')
    for (let time = 0; time < 2; time++)
      await newsroom.reader().report('view', { url, title: 'Le vrai titre', section: 'Climat' })
    for (let time = 0; time < 2; time++)
      await newsroom.reader().report('view', { url, title: 'Le vrai titre', section: 'Santé' })
    expect(await newsroom.api.file.one('SELECT section FROM articles WHERE url = ?', url)).toBe('Santé')
  })
})
