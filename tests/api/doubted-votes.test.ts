import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sessionTokens } from '../../api/src/domain/readers/session-token.ts'
import type { EmbedPayload } from '../../api/src/wire/index.ts'
import { SESSION_SECRET } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { BROWSER, documentOf, type TestReader } from '../support/reader.ts'
import { HOUR } from '../support/runtime.ts'

/** `MEASURED_TOKENS=100000` tries so many forged tokens. */
const TOKENS = Number(process.env['MEASURED_TOKENS'] ?? 300)
const OTHER_BROWSER = BROWSER.replaceAll('140', '128')
const DAY = 24 * HOUR

let newsroom: Newsroom
let proposal: string
let other: string
beforeEach(async () => {
  newsroom = await openNewsroom()
  const [first = '', second = ''] = newsroom.proposals
  proposal = first
  other = second
})
afterEach(() => newsroom.api.close())

/** The rule of each vote that is stored, in the order of their names; null: it is simply counted. */
async function rules(): Promise<(string | null)[]> {
  const rows = await newsroom.api.file.all<{ cohort: string | null }>('SELECT cohort_id AS cohort FROM votes')
  return rows.map(({ cohort }) => cohort?.split('.')[1] ?? null).sort()
}
const counted = async () => (await newsroom.api.services.store.votes.tallies([proposal]))[0]?.agree
const agree = (reader: TestReader, more: object = {}) => reader.vote(proposal, { vote: 'agree', ...more })

/** The same token at another place, in the hands of the same reader or of another. */
function elsewhere(
  reader: TestReader,
  place: { address?: string; userAgent?: string; origin?: string | undefined },
): TestReader {
  const there = newsroom.reader({ address: '203.0.113.9', ...place })
  there.session = reader.session
  return there
}

describe('A vote without anything against it', () => {
  it('is counted, and stores no cohort', async () => {
    await agree(await newsroom.viewer())
    expect(await rules()).toEqual([null])
    expect(await counted()).toBe(1)
  })

  it('is counted with each draw that the API serves, the fair one and every page of all proposals', async () => {
    const reader = await newsroom.viewer()
    for (const number of [0, 1]) {
      const url = `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}&draw=${number}`
      const { draw } = documentOf<EmbedPayload>(await newsroom.api.app.inject(url))
      expect(draw.proposals).toHaveLength(3)
      for (const { id } of draw.proposals) await reader.vote(id, { vote: 'agree', served: draw.proof })
    }
    expect(await rules()).toEqual([null, null, null])
  })

  it('is counted from another network, or after the browser was brought up to date, with the token it has', async () => {
    for (const place of [{ userAgent: BROWSER }, { address: '198.51.100.7', userAgent: OTHER_BROWSER }]) {
      const reader = await newsroom.viewer({ address: '198.51.100.7' })
      await agree(elsewhere(reader, place))
    }
    expect(await rules()).toEqual([null, null])
  })

  it('is counted when its write begins the session', async () => {
    const reader = newsroom.reader()
    const visit = {
      publisher: newsroom.publisher.publicKey,
      consultation: 'territoires',
      event: 'view' as const,
    }
    await agree(reader, { session: undefined, visit })
    expect(await rules()).toEqual([null])
  })

  it('is counted when it has waited on a device for nearly seven days', async () => {
    const reader = newsroom.reader()
    const served = reader.served(proposal)
    newsroom.api.runtime.pass(7 * DAY - HOUR)
    await reader.report('view')
    await agree(reader, { served })
    expect(await rules()).toEqual([null])
  })
})

describe('A vote without an origin', () => {
  it.each([undefined, 'null'])('(%s) is kept apart, and answered as any other', async (origin) => {
    const reader = await newsroom.viewer({ origin })
    expect(await agree(reader)).toMatchObject({ vote: 'agree', tallies: { agree: 1 } })
    expect(await rules()).toEqual(['no-origin'])
    expect(await counted()).toBe(0)
  })
})

describe('A vote with a token from elsewhere', () => {
  it('is kept apart where both network and browser are others', async () => {
    const reader = await newsroom.viewer()
    await agree(elsewhere(reader, { userAgent: OTHER_BROWSER }))
    expect(await rules()).toEqual(['moved-token'])
    expect(await counted()).toBe(0)
  })

  it('is counted once the page has said so, if one of the two is still the same', async () => {
    const reader = await newsroom.viewer()
    const moved = elsewhere(reader, {})
    await moved.report('finish')
    const updated = elsewhere(moved, { userAgent: OTHER_BROWSER })
    await updated.report('finish')
    await agree(updated)
    expect(await rules()).toEqual([null])
  })

  it('stays apart if the token was renewed from there alone', async () => {
    const reader = await newsroom.viewer()
    const thief = elsewhere(reader, { userAgent: OTHER_BROWSER })
    await thief.report('finish')
    await agree(thief)
    expect(await rules()).toEqual(['moved-token'])
  })
})

describe('A token', () => {
  it('is that of the first reader who votes with it', async () => {
    const reader = await newsroom.viewer()
    await agree(reader)
    for (const _ of [1, 2, 3]) await agree(elsewhere(reader, {}))
    await reader.vote(other, { vote: 'agree' })
    expect(await rules()).toEqual([null, null, 'shared-token', 'shared-token', 'shared-token'])
  })

  it('may be that of another once the reader has erased their votes', async () => {
    const reader = await newsroom.viewer()
    await agree(reader)
    await reader.forget([proposal])
    await agree(elsewhere(reader, {}))
    expect(await rules()).toEqual([null])
  })

  it('is not taken by a vote that is doubted anyway', async () => {
    const reader = await newsroom.viewer()
    await agree(elsewhere(reader, { userAgent: OTHER_BROWSER }))
    await agree(reader)
    expect(await rules()).toEqual(['moved-token', null])
  })

  it('that is forged in whatever way has no vote counted', async () => {
    const claims = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
    const reader = await newsroom.viewer()
    const token = reader.session ?? ''
    const [payload = '', signature = ''] = token.split('.')
    const second = (await newsroom.viewer()).session ?? ''
    const third = sessionTokens(`${SESSION_SECRET}x`)
    const letters = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=.')
    const changedClaim = fc
      .record({ key: fc.constantFrom(...Object.keys(claims(token))), value: fc.jsonValue({ maxDepth: 1 }) })
      .map(({ key, value }) => {
        const text = JSON.stringify({ ...claims(token), [key]: value })
        return `${Buffer.from(text).toString('base64url')}.${signature}`
      })
    const edited = fc
      .tuple(fc.nat(token.length - 1), fc.nat(6), fc.string({ unit: letters, maxLength: 6 }))
      .map(([at, cut, added]) => token.slice(0, at) + added + token.slice(at + cut))
    const mixed = fc.constantFrom(
      `${payload}.${second.split('.')[1]}`,
      `${second.split('.')[0]}.${signature}`,
      third.issue(newsroom.api.services.tokens.read(token, 0) ?? ({} as never)),
      payload,
    )
    let tried = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof(changedClaim, edited, mixed), async (forged) => {
        fc.pre(forged !== token && forged !== second)
        const voter = newsroom.reader()
        voter.session = forged
        const { statusCode } = await voter.tryVote(proposal, { vote: 'agree' })
        tried += 1
        expect([400, 401]).toContain(statusCode)
      }),
      { numRuns: TOKENS },
    )
    expect(tried).toBeGreaterThan(TOKENS / 2)
    expect(await rules()).toEqual([])
  }, 1_200_000)

  it('of another consultation or publisher votes on nothing here, nor one that has ended', async () => {
    const elsewhereToo = await newsroom.api.addConsultation({ slug: 'ailleurs' })
    const foreign = newsroom.reader({ consultation: elsewhereToo.slug })
    await foreign.report('view')
    expect((await foreign.tryVote(proposal, { vote: 'agree' })).statusCode).toBe(409)
    const gazette = await newsroom.api.addPublisher({
      name: 'La Gazette',
      origins: ['https://gazette.example'],
    })
    const guest = newsroom.reader({ publisher: gazette.publicKey, origin: 'https://gazette.example' })
    await guest.report('view')
    expect((await elsewhere(guest, {}).tryVote(proposal, { vote: 'agree' })).statusCode).toBe(403)
    const reader = await newsroom.viewer()
    newsroom.api.runtime.pass(12 * HOUR)
    expect((await reader.tryVote(proposal, { vote: 'agree' })).statusCode).toBe(401)
    expect(await rules()).toEqual([])
  })
})

describe('A vote on a proposal that no draw is shown to have served', () => {
  it.each([
    ['without a proof', () => undefined],
    ['with a proof of nothing', () => 'A'.repeat(70)],
    ['with a proof of another proposal', (reader: TestReader) => reader.served(other)],
  ])('is kept apart %s', async (_name, proofOf) => {
    const reader = await newsroom.viewer()
    expect(await agree(reader, { served: proofOf(reader) })).toMatchObject({ tallies: { agree: 1 } })
    expect(await rules()).toEqual(['not-served'])
    expect(await counted()).toBe(0)
  })

  it('is kept apart with a proof of another consultation', async () => {
    await newsroom.api.addConsultation({ slug: 'ailleurs' })
    const served = newsroom.reader({ consultation: 'ailleurs' }).served(proposal)
    await agree(await newsroom.viewer(), { served })
    expect(await rules()).toEqual(['not-served'])
  })

  it('is kept apart with a proof that is older than seven days', async () => {
    const reader = newsroom.reader()
    const served = reader.served(proposal)
    newsroom.api.runtime.pass(7 * DAY + HOUR)
    await reader.report('view')
    await agree(reader, { served })
    expect(await rules()).toEqual(['not-served'])
  })

  it('stays apart, whatever the next one brings; and one that is counted stays so', async () => {
    const [late, early] = [await newsroom.viewer(), await newsroom.viewer()]
    await agree(late, { served: undefined })
    await agree(late)
    await agree(early)
    await agree(early, { served: undefined, qualifications: ['likeIt'] })
    expect(await rules()).toEqual(['not-served', null])
    expect(await counted()).toBe(1)
  })
})

it('A school behind one address votes while somebody there sends all they can: nobody is refused', async () => {
  const address = '198.51.100.1'
  const attacker = await newsroom.viewer({ address })
  const pupils = Array.from({ length: 200 }, () => newsroom.reader({ address }))
  const statuses = await Promise.all(
    pupils.flatMap((pupil) => [
      pupil.report('view').then(async () => (await pupil.tryVote(proposal, { vote: 'agree' })).statusCode),
      ...[1, 2, 3].map(
        async () => (await elsewhere(attacker, { address }).tryVote(other, { vote: 'agree' })).statusCode,
      ),
    ]),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await counted()).toBe(pupils.length)
  const [{ agree: forged } = { agree: 0 }] = await newsroom.api.services.store.votes.tallies([other])
  expect(forged).toBe(1)
})
