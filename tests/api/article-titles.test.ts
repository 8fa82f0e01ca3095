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
