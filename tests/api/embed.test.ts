import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { LightMyRequestResponse } from 'fastify'
import { encode } from 'uqr'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ORIGINS_HEADER } from '../../api/src/wire/constants.ts'
import type { EmbedPayload } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { proposalsOf140Letters } from '../support/realistic-proposals.ts'
import { HOUR, SECOND } from '../support/runtime.ts'

const BUDGET = 2500

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const ask = (query = '', headers: Record<string, string> = {}, slug = 'territoires') =>
  newsroom.api.app.inject({
    url: `/v1/embed/${slug}?publisher=${newsroom.publisher.publicKey}${query}`,
    headers: { 'accept-encoding': 'identity', ...headers },
  })
const payloadOf = (response: LightMyRequestResponse) => {
  expect(response.statusCode).toBe(200)
  return response.json() as EmbedPayload
}
const idsOf = (response: LightMyRequestResponse) => payloadOf(response).draw.proposals.map(({ id }) => id)

describe('the embed payload', () => {
  it('ends with the proposal that the page asks for, marked; a proof of the draw says nothing of it', async () => {
    // More than one draw holds: the least voted on come first.
    const more = Array.from({ length: 40 }, (_, index) => `Il faut ouvrir le café numéro ${index}`)
    await newsroom.api.addProposals(newsroom.consultation, more)
    newsroom.api.services.draws.drop(newsroom.consultation.id)
    const { draw } = payloadOf(await ask())
    const all = await newsroom.api.services.draws.accepted(newsroom.consultation)
    const outside = all.find(({ id }) => !draw.proposals.some((one) => one.id === id))?.id ?? ''
    const inside = draw.proposals[0]?.id ?? ''
    for (const asked of [outside, inside]) {
      const { proposals, proof = '' } = payloadOf(await ask(`&proposal=${asked}`)).draw
      expect(proposals.at(-1)).toMatchObject({ id: asked, first: true })
      expect(proposals.filter(({ first }) => first)).toHaveLength(1)
      expect(new Set(proposals.map(({ id }) => id)).size).toBe(proposals.length)
      const served = newsroom.api.services.servedProofs.read(proof, newsroom.consultation.id, asked)
      expect(served === null).toBe(asked === outside)
    }
    for (const asked of ['null', 'undefined', 'AAAAAAAAAAAA', ''])
      expect(payloadOf(await ask(`&proposal=${asked}`)).draw.proposals.some(({ first }) => first)).toBe(false)
  })

  it('holds all that the widget needs', async () => {
    const [proposal = ''] = newsroom.proposals
    await (await newsroom.viewer()).vote(proposal, { vote: 'agree' })
    await newsroom.api.file.run(
      "UPDATE proposals SET author_name = 'Zoé', author_age = 34 WHERE id = ?",
      proposal,
    )
    const { consultation, draw } = payloadOf(await ask())
    expect(consultation).toMatchObject({
      slug: 'territoires',
      phase: 'open',
      opensAt: '2026-03-01T07:00:00.000Z',
      proposalsCloseAt: null,
      proposalPrefix: 'Il faut',
      proposalMaxLength: 140,
      sequenceSize: 12,
      url: 'https://unisson.example/c/territoires',
    })
    expect(draw).toMatchObject({ number: 0, last: true })
    expect(draw.proposals).toHaveLength(3)
    expect(draw.proposals.find(({ id }) => id === proposal)).toEqual({
      id: proposal,
      text: 'Il faut planter des arbres',
      author: { name: 'Zoé', age: 34 },
      tallies: { agree: 1, disagree: 0, neutral: 0 },
    })
  })

  it('names the founding partners, and nobody where there are none', async () => {
    expect(payloadOf(await ask())).not.toHaveProperty('askedBy')
    const { file, consultation } = { file: newsroom.api.file, consultation: newsroom.consultation }
    for (const [index, role] of ['founding', 'media', 'founding'].entries()) {
      await file.run(
        'INSERT INTO partners (id, consultation_id, name, role, url, logo_id, position) VALUES (?, ?, ?, ?, NULL, NULL, ?)',
        `partner${index}`,
        consultation.id,
        `Partner ${index}`,
        role,
        index,
      )
    }
    newsroom.api.runtime.pass(HOUR)
    expect(payloadOf(await ask()).askedBy).toEqual(['Partner 0', 'Partner 2'])
  })

  it('brings the code that leads to the public page, a bit for each square', async () => {
    const { code = '', consultation } = payloadOf(await ask())
    const bytes = Buffer.from(code, 'base64')
    const { data, size } = encode(consultation.url, { ecc: 'L', border: 0 })
    expect(Math.floor(Math.sqrt(bytes.length * 8))).toBe(size)
    const squares = Array.from({ length: size * size }, (_, square) =>
      Boolean(((bytes[square >> 3] ?? 0) >> (square & 7)) & 1),
    )
    expect(squares).toEqual(data.flat())
  })

  it('is the same bytes for all readers, also for all who ask first and at once', async () => {
    await newsroom.api.addProposals(newsroom.consultation, proposalsOf140Letters)
    const readers = [{ origin: ORIGIN }, { origin: 'null' }, { 'user-agent': 'x' }, { cookie: 'a=b' }, {}]
    const first = await Promise.all(readers.map((headers) => ask('', headers as Record<string, string>)))
    newsroom.api.runtime.pass(4.9 * SECOND)
    const later = await ask('&lang=en')
    expect(new Set([...first, later].map(({ body }) => body)).size).toBe(1)
  })

  it.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ])('is compressed for who takes "%s", with %s, and says the same', async (accepted, name, decompress) => {
    const plain = await ask()
    const response = await ask('', { 'accept-encoding': accepted })
    expect(response.headers['content-encoding']).toBe(name)
    expect(decompress(response.rawPayload).toString()).toBe(plain.body)
  })

  it.each(['identity', '', 'deflate', 'zstd', 'br;q=0'])('is plain for who takes "%s"', async (accepted) => {
    const response = await ask('', { 'accept-encoding': accepted })
    expect(response.headers['content-encoding']).toBeUndefined()
    expect(payloadOf(response).draw.number).toBe(0)
  })

  it('may be kept by caches for a few seconds, whatever the page', async () => {
    for (const headers of [{}, { origin: ORIGIN }, { origin: 'https://elsewhere.example' }]) {
      const response = await ask('', headers)
      expect(response.headers).toMatchObject({
        'cache-control': 'public, max-age=5, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400',
        vary: 'accept-encoding',
        'access-control-allow-origin': '*',
        'content-type': 'application/json; charset=utf-8',
        'x-content-type-options': 'nosniff',
      })
      expect(response.headers['set-cookie']).toBeUndefined()
      expect(response.headers['access-control-allow-credentials']).toBeUndefined()
    }
  })

  it('tells from where the publisher’s widgets may vote, to any page, with a refusal too', async () => {
    const origins = [ORIGIN, 'https://unisson.example'].sort()
    const originsIn = async (headers: Record<string, string> = {}, slug?: string) =>
      String((await ask('', headers, slug)).headers[ORIGINS_HEADER])
        .split(' ')
        .sort()
    expect(await originsIn()).toEqual(origins)
    expect(await originsIn({ origin: 'https://elsewhere.example' })).toEqual(origins)
    expect(await originsIn({}, 'nothing')).toEqual(origins)
    await newsroom.api.file.run('UPDATE publishers SET enabled = 0')
    await newsroom.api.refresh()
    expect(await originsIn()).toEqual(origins)
  })

  it('weighs little, with a whole draw of long proposals', async () => {
    const consultation = await newsroom.api.addConsultation({ slug: 'longue' })
    await newsroom.api.addProposals(consultation, proposalsOf140Letters)
    const response = await ask('', { 'accept-encoding': 'br' }, 'longue')
    const { draw } = JSON.parse(brotliDecompressSync(response.rawPayload).toString()) as EmbedPayload
    expect(draw.proposals).toHaveLength(18)
    expect(draw.proposals.every(({ text }) => text.length > 130)).toBe(true)
    expect(response.rawPayload.byteLength).toBeLessThanOrEqual(BUDGET)
  })

  it('tells the phase of its moment', async () => {
    expect(payloadOf(await ask()).consultation.phase).toBe('open')
    newsroom.api.runtime.set('2026-05-10T12:00:00Z')
    expect(payloadOf(await ask()).consultation.phase).toBe('analysis')
  })
})

describe('draws', () => {
  const addMany = (count: number) =>
    newsroom.api.addProposals(
      newsroom.consultation,
      Array.from({ length: count }, (_, index) => `Il faut la mesure numéro ${index}`),
    )

  it('by number show every accepted proposal once, then say that none is left', async () => {
    await addMany(50)
    await newsroom.api.addProposals(newsroom.consultation, ['Il faut attendre'], 'pending')
    const met: string[] = []
    for (let number = 1; ; number++) {
      const { draw } = payloadOf(await ask(`&draw=${number}`))
      expect(draw.number).toBe(number)
      met.push(...draw.proposals.map(({ id }) => id))
      if (draw.last) break
      expect(draw.proposals).toHaveLength(18)
    }
    const accepted = await newsroom.api.file.all<{ id: string }>(
      "SELECT id FROM proposals WHERE status = 'accepted'",
    )
    expect(met.toSorted()).toEqual(accepted.map(({ id }) => id).toSorted())
    expectProblem(await ask('&draw=4'), 'not-found')
  })

  it('are another choice after a few seconds; meanwhile the old one is served', async () => {
    await addMany(50)
    const before = idsOf(await ask())
    newsroom.api.runtime.pass(6 * SECOND)
    expect(idsOf(await ask())).toEqual(before)
    // What is made in the background takes as long as the machine needs.
    const after = await vi.waitUntil(
      async () => {
        const ids = idsOf(await ask())
        return ids.join() === before.join() ? undefined : ids
      },
      { timeout: 20_000 },
    )
    expect(new Set(after).size).toBe(18)
  })

  it('are made again after a while without readers', async () => {
    idsOf(await ask())
    const [added] = await addMany(1)
    newsroom.api.runtime.pass(31 * SECOND)
    expect(idsOf(await ask())).toContain(added)
  })

  it('do not outlive a clock that steps back', async () => {
    idsOf(await ask())
    const [added] = await addMany(1)
    newsroom.api.runtime.pass(-48 * HOUR)
    newsroom.api.runtime.pass(31 * SECOND)
    expect(idsOf(await ask())).toContain(added)
  })

  it('of a consultation without proposals are empty and the last', async () => {
    await newsroom.api.addConsultation({ slug: 'vide' })
    for (const query of ['', '&draw=1']) {
      expect(payloadOf(await ask(query, {}, 'vide')).draw).toMatchObject({ last: true, proposals: [] })
    }
    expectProblem(await ask('&draw=2', {}, 'vide'), 'not-found')
  })
})

describe('asking for what is not there', () => {
  it('is answered with a problem that no cache keeps', async () => {
    const { app, file, refresh } = newsroom.api
    expectProblem(await app.inject('/v1/embed/territoires?publisher=pub_nobody'), 'unknown-publisher')
    expectProblem(await ask('', {}, 'nothing'), 'unknown-consultation')
    await file.run('UPDATE publishers SET enabled = 0')
    await refresh()
    const refused = await ask('', { origin: ORIGIN })
    expectProblem(refused, 'publisher-disabled')
    expect(refused.headers['access-control-allow-origin']).toBe('*')
  })
})

describe('the public side of a consultation', () => {
  it('says how many take part', async () => {
    const [proposal = ''] = newsroom.proposals
    for (let reader = 0; reader < 3; reader++)
      await (await newsroom.viewer()).vote(proposal, { vote: 'neutral' })
    const response = await newsroom.api.app.inject('/v1/consultations/territoires')
    expect(response.json()).toMatchObject({ slug: 'territoires', participation: { proposals: 3, votes: 3 } })
    expectProblem(await newsroom.api.app.inject('/v1/consultations/nothing'), 'unknown-consultation')
  })
})
