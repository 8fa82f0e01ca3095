import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { HOUR } from '../support/runtime.ts'

/** Of the day's five thousand. */
const OF_ONE_NETWORK = 100
const HALF = 2500

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const visit = (path: string, address: string) =>
  newsroom.reader({ address }).report('view', { url: ORIGIN + path })
const isArticle = async (path: string) =>
  (await newsroom.api.file.one('SELECT count(*) FROM articles WHERE url = ?', ORIGIN + path)) === 1
const count = () => newsroom.api.file.one<number>('SELECT count(*) FROM articles')

describe('The new articles of a day', () => {
  it('are not used up by one network that invents addresses: readers elsewhere still bring theirs', async () => {
    for (let number = 0; number < OF_ONE_NETWORK + 20; number++)
      await visit(`/invented-${number}`, `203.0.113.${1 + (number % 250)}`)
    expect(await count()).toBe(OF_ONE_NETWORK)
    await visit('/une', '203.0.113.7')
    expect(await isArticle('/une')).toBe(false)
    await visit('/une', '198.51.100.7')
    expect(await isArticle('/une')).toBe(true)
    // What is there already is everybody's.
    await visit('/une', '203.0.113.7')
    await newsroom.api.services.recorder.flush()
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(
      newsroom.api.runtime.now(),
    )
    expect(await newsroom.api.file.engagement(today, null, `${ORIGIN}/une`)).toMatchObject({
      views: 2,
      networksViewed: 2,
    })
    newsroom.api.runtime.pass(24 * HOUR + 1)
    await visit('/tomorrow', '203.0.113.7')
    expect(await isArticle('/tomorrow')).toBe(true)
  })

  it('must be met from two networks once half of them are there', async () => {
    await newsroom.api.file.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${HALF})
       INSERT INTO articles (id, publisher_id, url, created_at) SELECT 'a' || i, ?, 'https://x.example/' || i, ? FROM n`,
      newsroom.publisher.id,
      newsroom.api.runtime.now(),
    )
    await visit('/une', '203.0.113.7')
    await visit('/une', '203.0.113.8')
    expect(await isArticle('/une')).toBe(false)
    await visit('/une', '198.51.100.7')
    expect(await isArticle('/une')).toBe(true)
  })
})
