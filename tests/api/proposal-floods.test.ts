import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModeratedProposal } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import type { TestReader } from '../support/reader.ts'
import { HOUR } from '../support/runtime.ts'
import { TestAdministrator } from '../support/team.ts'

const A_DAY = 20
const AN_HOUR = 60

let newsroom: Newsroom
let team: TestAdministrator
let texts = 0
beforeEach(async () => {
  newsroom = await openNewsroom()
  team = await TestAdministrator.join(newsroom.api, 'moderator')
})
afterEach(() => newsroom.api.close())

const text = () => `Il faut essayer l’idée numéro ${++texts}`
const propose = (reader: TestReader) => reader.tryPropose(text())
const decide = (body: object) => team.ask('POST', 'consultations/territoires/decisions', body)
const queue = async (query = ''): Promise<ModeratedProposal[]> =>
  (await team.queue(`?status=pending&limit=200${query}`)).proposals

describe('The proposals of one reader', () => {
  it('are taken up to so many a day; then a problem says so, and when to come back', async () => {
    const reader = await newsroom.viewer()
    for (let sent = 0; sent < A_DAY; sent++) expect((await propose(reader)).statusCode).toBe(200)
    const refused = await propose(reader)
    expect(expectProblem(refused, 'too-many-proposals').detail).toContain('20')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await propose(await newsroom.viewer())).statusCode).toBe(200)
    newsroom.api.runtime.pass(25 * HOUR)
    await reader.report('view')
    reader.leave()
    await reader.report('view')
    expect((await propose(reader)).statusCode).toBe(200)
  })

  it('are no more when all are sent at once', async () => {
    const reader = await newsroom.viewer()
    const answers = await Promise.all(Array.from({ length: 3 * A_DAY }, () => propose(reader)))
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(A_DAY)
    expect(await queue()).toHaveLength(A_DAY)
  })

  it('are known to belong together, by the first of them, and by nothing else of their author', async () => {
    const [one, other] = [await newsroom.viewer(), await newsroom.viewer()]
    const { proposal: first } = await one.propose(text())
    newsroom.api.runtime.pass(1000)
    await other.propose(text())
    await one.propose(text())
    const [seed] = await newsroom.api.addProposals(newsroom.consultation, [text()], 'pending')
    const all = await queue()
    expect(all.filter(({ authorGroup }) => authorGroup === first)).toHaveLength(2)
    expect(all.find(({ id }) => id === seed)?.authorGroup).toBeNull()
    expect(new Set(all.map(({ authorGroup }) => authorGroup)).size).toBe(3)
    expect(await queue(`&authorGroup=${first}`)).toHaveLength(2)
    const [{ author } = { author: '' }] = await newsroom.api.file.all<{ author: string }>(
      'SELECT hex(author) AS author FROM proposals WHERE id = ?',
      first,
    )
    expect(JSON.stringify(all).toUpperCase()).not.toContain(author)
  })

  it('are refused together, those that are pending, in one act', async () => {
    const [one, other] = [await newsroom.viewer(), await newsroom.viewer()]
    const { proposal: first } = await one.propose(text())
    const { proposal: accepted } = await one.propose(text())
    await one.propose(text())
    await other.propose(text())
    const { revision = 0 } = (await queue()).find(({ id }) => id === accepted) ?? {}
    await decide({ proposals: [{ id: accepted, revision }], status: 'accepted' })
    const answer = await decide({ authorGroup: first, status: 'refused', reason: 'Envoi en masse' })
    expect(answer.json().proposals).toHaveLength(2)
    expect(await queue()).toHaveLength(1)
    expect(await queue(`&authorGroup=${first}`)).toHaveLength(0)
    const of = (status: string) => team.queue(`?status=${status}&authorGroup=${first}`)
    expect((await of('accepted')).proposals.map(({ id }) => id)).toEqual([accepted])
  })
})

describe('Very many proposals from one network', () => {
  const readers = (count: number, network: string) =>
    Promise.all(
      Array.from({ length: count }, (_, at) => newsroom.viewer({ address: `${network}.${at % 250}` })),
    )

  it('are taken all the same, and marked from then on, so that they can be refused together', async () => {
    const [crowd, home] = [await readers(AN_HOUR + 12, '198.51.100'), await readers(1, '203.0.113')]
    for (const reader of [...crowd, ...home]) expect((await propose(reader)).statusCode).toBe(200)
    const marked = (await queue()).filter(({ surge }) => surge !== null)
    expect(marked).toHaveLength(12)
    const [surge, ...others] = new Set(marked.map((one) => one.surge))
    expect(others).toEqual([])
    expect(await queue(`&surge=${surge}`)).toHaveLength(12)
    const answer = await decide({ surge, status: 'refused', reason: 'Envoi en masse' })
    expect(answer.json().proposals).toHaveLength(12)
    expect(await queue()).toHaveLength(AN_HOUR + 1)
  })

  it('are not marked when they come over hours', async () => {
    for (const _ of [1, 2]) {
      for (const reader of await readers(AN_HOUR - 10, '198.51.100')) await propose(reader)
      newsroom.api.runtime.pass(HOUR + 1000)
    }
    expect((await queue()).filter(({ surge }) => surge !== null)).toEqual([])
  })
})

it('A decision says what it is on, and by one way alone', async () => {
  const { proposal } = await (await newsroom.viewer()).propose(text())
  const refusal = { status: 'refused', reason: 'Envoi en masse' }
  const missing = expectProblem(await decide(refusal), 'invalid-request')
  expect(missing.errors).toMatchObject([{ pointer: '/proposals', detail: 'is missing' }])
  const both = { ...refusal, proposals: [{ id: proposal, revision: 1 }], authorGroup: proposal }
  expect(expectProblem(await decide(both), 'invalid-request').errors).toMatchObject([
    { pointer: '/authorGroup' },
  ])
  expect((await decide({ ...refusal, surge: 'AAAAAAAAAAAA' })).json()).toEqual({ proposals: [] })
})
