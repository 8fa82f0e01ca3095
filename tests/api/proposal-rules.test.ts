import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideProposals } from '../../api/src/administration/decide-proposals.ts'
import type { EmbedPayload } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf, type TestReader } from '../support/reader.ts'
import { MINUTE } from '../support/runtime.ts'

interface Row {
  text: string
  status: string
  authorName: string | null
  authorAge: number | null
  author: Buffer | null
}

let newsroom: Newsroom
let reader: TestReader

const stored = async (id: string): Promise<Row | undefined> =>
  (
    await newsroom.api.file.all<Row>(
      `SELECT text, status, author_name AS "authorName", author_age AS "authorAge", author
     FROM proposals WHERE id = ?`,
      id,
    )
  )[0]
const howMany = async () => await newsroom.api.file.one<number>('SELECT count(*) FROM proposals')

async function shown(consultation = 'territoires'): Promise<string[]> {
  const url = `/v1/embed/${consultation}?publisher=${newsroom.publisher.publicKey}`
  const { draw } = documentOf<EmbedPayload>(await newsroom.api.app.inject(url))
  return draw.proposals.map(({ text }) => text)
}

beforeEach(async () => {
  newsroom = await openNewsroom()
  reader = await newsroom.viewer()
})

afterEach(() => newsroom.api.close())

describe('A proposal', () => {
  it('is on disk when it is answered, waits for the team, and is shown to nobody', async () => {
    const answer = await reader.propose('Il faut ouvrir les écoles', { author: { name: 'Ana', age: 34 } })
    expect(answer).toMatchObject({ status: 'pending', text: 'Il faut ouvrir les écoles' })
    expect(await stored(answer.proposal)).toMatchObject({
      text: 'Il faut ouvrir les écoles',
      status: 'pending',
      authorName: 'Ana',
      authorAge: 34,
    })
    expect((await stored(answer.proposal))?.author?.length).toBe(16)
    expect(await shown()).not.toContain('Il faut ouvrir les écoles')
    expectProblem(await reader.tryVote(answer.proposal, { vote: 'agree' }), 'proposal-not-accepted')
  })

  it('is shown and voted on once the team has accepted it', async () => {
    const { proposal, text } = await reader.propose('Il faut ouvrir les écoles')
    await decideProposals(newsroom.api.context, { proposals: [{ id: proposal }], status: 'accepted' })
    newsroom.api.runtime.pass(MINUTE)
    expect(await shown()).toContain(text)
    expect((await reader.vote(proposal, { vote: 'agree' })).tallies.agree).toBe(1)
  })

  it('is shown at once where the team reads afterwards', async () => {
    await newsroom.api.addConsultation({ slug: 'free', moderation: 'after' })
    const person = await newsroom.viewer({ consultation: 'free' })
    const { proposal, status, text } = await person.propose('Il faut ouvrir les écoles')
    expect(status).toBe('accepted')
    expect(await shown('free')).toEqual([text])
    expect((await person.vote(proposal, { vote: 'agree' })).tallies.agree).toBe(1)
  })

  it('may be of a reader who says neither name nor age', async () => {
    const { proposal } = await reader.propose('Il faut ouvrir les écoles')
    expect(await stored(proposal)).toMatchObject({ authorName: null, authorAge: null })
  })

  it.each([
    ['IL FAUT ouvrir les écoles', 'Il faut ouvrir les écoles'],
    ['  Il  faut\u00a0ouvrir\tles écoles ', 'Il faut ouvrir les écoles'],
    ['Il faut ouvrir les e\u0301coles', 'Il faut ouvrir les écoles'],
    ['Il faut\u200b ouvrir \u202eles écoles\u0000', 'Il faut ouvrir les écoles'],
    ['Il faut <b>ouvrir</b> les écoles & les gares', 'Il faut <b>ouvrir</b> les écoles & les gares'],
    [`Il faut '); DROP TABLE votes; --`, `Il faut '); DROP TABLE votes; --`],
  ])('sent as %j is stored as %j', async (sent, kept) => {
    const { proposal, text } = await reader.propose(sent)
    expect(text).toBe(kept)
    expect((await stored(proposal))?.text).toBe(kept)
  })

  it('may have as many characters as the rules say, as a reader counts them', async () => {
    const longest = `Il faut ${'👩‍🚀'.repeat(131)}é`
    expect((await reader.propose(longest)).text).toBe(longest)
    const response = await reader.tryPropose(`${longest}!`)
    expect(expectProblem(response, 'invalid-proposal').errors?.[0]?.pointer).toBe('/text')
  })

  it.each([
    ['Nous devons ouvrir les écoles', 'prefix'],
    ['Ilfaut ouvrir les écoles', 'prefix'],
    ['Il fautouvrir les écoles', 'prefix'],
    ['Il faut', 'rest'],
    ['Il faut   ', 'rest'],
    ['Il faut oui', 'rest'],
    ['Il faut 12345', 'letters'],
    [`Il faut ${'a'.repeat(133)}`, 'length'],
  ])('%j breaks a rule (%s), and is not stored', async (text) => {
    const before = await howMany()
    expectProblem(await reader.tryPropose(text), 'invalid-proposal')
    expect(await howMany()).toBe(before)
  })

  it('is pushed back by a name that cannot be written', async () => {
    const tower = `Z${'\u0301'.repeat(20)}`
    for (const name of ['\ud800', tower])
      expectProblem(await reader.tryPropose('Il faut lire plus', { author: { name } }), 'invalid-request')
    const invisible = await reader.propose('Il faut lire plus', { author: { name: '\u200b' } })
    expect((await stored(invisible.proposal))?.authorName).toBeNull()
  })
})

describe('The same idea again', () => {
  it.each(['Il faut planter des arbres', 'il faut PLANTER des arbres !', 'Il faut planter, des àrbres…'])(
    'is met with the proposal that is there: %s',
    async (text) => {
      const { proposal } = expectProblem(await reader.tryPropose(text), 'duplicate-proposal')
      expect(proposal).toBe(newsroom.proposals[0])
    },
  )

  it.each(['pending', 'refused', 'postponed'] as const)('names no proposal that is %s', async (status) => {
    await newsroom.api.addProposals(newsroom.consultation, ['Il faut ouvrir les écoles'], status)
    const problem = expectProblem(await reader.tryPropose('Il faut ouvrir les écoles'), 'duplicate-proposal')
    expect(problem).not.toHaveProperty('proposal')
  })

  it('is another matter in another consultation', async () => {
    await newsroom.api.addConsultation({ slug: 'another' })
    const person = await newsroom.viewer({ consultation: 'another' })
    expect((await person.propose('Il faut planter des arbres')).status).toBe('pending')
  })

  it('is stored once when twenty readers have it at the same moment', async () => {
    const before = (await howMany()) ?? 0
    const people = await Promise.all(Array.from({ length: 20 }, () => newsroom.viewer()))
    const answers = await Promise.all(people.map((one) => one.tryPropose('Il faut ouvrir les écoles')))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array(19).fill(409)])
    expect(await howMany()).toBe(before + 1)
    await newsroom.api.services.recorder.flush()
    expect((await newsroom.api.file.engagement('2026-03-10')).proposals).toBe(1)
  })
})

describe('The same submission again', () => {
  it('is answered as the first time, and is stored and counted once', async () => {
    const before = (await howMany()) ?? 0
    const submission = 'x'.repeat(21)
    const first = await reader.propose('Il faut ouvrir les écoles', { submission })
    expect(await reader.propose('Il faut ouvrir les écoles', { submission })).toEqual(first)
    expect(await reader.propose('Il faut autre chose', { submission })).toEqual(first)
    expect(await howMany()).toBe(before + 1)
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.engagement('2026-03-10')).toMatchObject({
      proposals: 1,
      readersProposed: 1,
    })
  })

  it('may arrive ten times at once', async () => {
    const submission = 'y'.repeat(21)
    const sent = () => reader.propose('Il faut ouvrir les écoles', { submission })
    const answers = await Promise.all(Array.from({ length: 10 }, sent))
    expect(new Set(answers.map(({ proposal }) => proposal)).size).toBe(1)
  })
})
