import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Newsroom, openNewsroom, publishResults } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const get = (url: string, headers: Record<string, string> = {}) => newsroom.api.app.inject({ url, headers })
/** With usual spaces: which of them stands before a percent sign is the language's. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
const view = async (query = '') => {
  const response = await get(`/v1/consultations/territoires/view?${query}`)
  expect(response.statusCode, response.body).toBe(200)
  return JSON.parse(plain(response.body))
}

describe('a part of the results', () => {
  it('tells no vote before the results, but when they come', async () => {
    const [first = ''] = newsroom.proposals
    const reader = await newsroom.viewer()
    await reader.vote(first, { vote: 'agree' })
    for (const query of ['', 'view=groups', 'view=action', `view=proposal&proposal=${first}`])
      expect(await view(query)).toMatchObject({
        phase: 'open',
        rows: [],
        title: expect.stringContaining('ouverte jusqu’au'),
        note: 'Les résultats seront publiés après le vote.',
      })
    await newsroom.api.file.run('UPDATE consultations SET results_at = 4102444800000')
    await newsroom.api.refresh()
    expect((await view('lang=en')).note).toBe('Results are expected on January 1, 2100.')
  })

  it('gives shares, and all numbers as a sentence', async () => {
    await publishResults(newsroom)
    const { rows, note } = await view()
    expect(rows).toEqual([
      {
        text: 'Il faut planter des arbres',
        figure: '75 %',
        caption: expect.stringMatching(/^75 % d’accord\s· entre .+\s· 12 votes$/),
        parts: [
          { kind: 'agree', share: 0.75 },
          { kind: 'neutral', share: 0 },
          { kind: 'disagree', share: 0.25 },
        ],
        marks: [],
      },
    ])
    expect(note).toContain('12 votes')
  })

  it('shows one proposal, and says of groups and actions that there are none', async () => {
    const id = await publishResults(newsroom)
    expect((await view(`view=proposal&proposal=${id}`)).rows).toHaveLength(1)
    expect(await view('view=groups')).toMatchObject({ rows: [], note: expect.any(String) })
    expect(await view('view=action')).toMatchObject({
      rows: [],
      note: 'Les votes sont clos. Des actions vont suivre.',
    })
    const unknown = await get('/v1/consultations/territoires/view?view=proposal&proposal=AAAAAAAAAAAA')
    expectProblem(unknown, 'unknown-proposal')
  })

  it('gives a proposal in the language of its reader, and what was written', async () => {
    const id = await publishResults(newsroom)
    const { api, consultation } = newsroom
    await api.file.run(`UPDATE consultations SET other_languages = '["de"]' WHERE id = ?`, consultation.id)
    await api.file.run(
      `INSERT INTO translations (consultation_id, text_id, language, text, source, skeleton, changed_at)
       VALUES (?, ?, 'de', 'Man sollte Bäume pflanzen', 'Il faut planter des arbres', '', 1)`,
      consultation.id,
      id,
    )
    await api.refresh()
    expect((await view('lang=de')).rows[0]).toMatchObject({
      text: 'Man sollte Bäume pflanzen',
      original: 'Il faut planter des arbres',
    })
    expect((await view('lang=it')).rows[0].text).toBe('Il faut planter des arbres')
  })

  it('speaks the language that is asked for, from right to left where it runs so', async () => {
    await publishResults(newsroom)
    expect(await view('lang=ar-TN')).toMatchObject({ language: 'ar', direction: 'rtl' })
    expect(await view('lang=nb-NO')).toMatchObject({ language: 'nb', direction: 'ltr' })
    expectProblem(await get('/v1/consultations/territoires/view?lang=%3Cb%3E'), 'invalid-request')
    expectProblem(await get('/v1/consultations/none/view'), 'unknown-consultation')
  })
})

describe('the picture of a consultation', () => {
  const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

  it('is a PNG of the size that networks ask for, and the same bytes for those who have it', async () => {
    const picture = await get('/c/territoires/picture.png')
    expect(picture.headers['content-type']).toBe('image/png')
    expect(picture.headers['cache-control']).toContain('public, max-age=300')
    expect(picture.rawPayload.subarray(0, 4)).toEqual(PNG)
    expect([picture.rawPayload.readUInt32BE(16), picture.rawPayload.readUInt32BE(20)]).toEqual([1200, 630])
    const again = await get('/c/territoires/picture.png', {
      'if-none-match': String(picture.headers['etag']),
    })
    expect(again.statusCode).toBe(304)
  })

  it('is an SVG that runs nothing, and says in words what it shows', async () => {
    const id = await publishResults(newsroom)
    const { body, headers } = await get(`/c/territoires/picture.svg?view=proposal&proposal=${id}`)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(plain(body)).toMatch(
      /^<svg [^>]*role="img"[^>]*><title>.*Il faut planter des arbres \(75 % d’accord/,
    )
    expect(body).not.toContain('<text')
  })

  it('is refused for a proposal of nobody', async () => {
    expectProblem(await get('/c/territoires/picture.png?proposal=AAAAAAAAAAAA'), 'unknown-proposal')
  })

  const property = (body: string, name: string) =>
    new RegExp(`<meta property="og:${name}" content="([^"]*)"`).exec(body)?.[1]?.replaceAll('&amp;', '&')

  it('is named by the page, with its words; that of a proposal by the link to the proposal', async () => {
    const { publicUrl } = newsroom.api.services
    const { body } = await get('/c/territoires')
    expect(property(body, 'image')).toMatch(/\/c\/territoires\/picture\.png\?v=\w{8}$/)
    expect(plain(String(property(body, 'image:alt')))).toContain(newsroom.consultation.question)
    expect(body).toContain('<meta name="twitter:card" content="summary_large_image"/>')
    const [first = ''] = newsroom.proposals
    const ofProposal = (await get(`/c/territoires?proposal=${first}`)).body
    expect(property(ofProposal, 'url')).toBe(`${publicUrl}/c/territoires?proposal=${first}`)
    expect(property(ofProposal, 'description')).toBe('Il faut planter des arbres')
    const address = String(property(ofProposal, 'image')).replace(publicUrl, '')
    expect(address).toContain(`proposal=${first}`)
    expect((await get(address)).rawPayload.subarray(0, 4)).toEqual(PNG)
    const results = await publishResults(newsroom)
    const published = (await get(`/c/territoires?proposal=${results}`)).body
    expect(plain(String(property(published, 'image:alt')))).toContain('75 %')
  })
})
