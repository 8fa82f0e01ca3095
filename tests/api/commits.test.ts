import fastCheck from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { voterPseudonym } from '../../api/src/domain/readers/pseudonyms.ts'
import { presenceOf } from '../../api/src/routes/shared/reader-session.ts'
import { ConstraintError } from '../../api/src/store/database.ts'
import { VOTES } from '../../api/src/wire/constants.ts'
import { FallibleStore } from '../support/fallible-store.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import type { TestReader } from '../support/reader.ts'

const TODAY = '2026-03-10'

let disk: FallibleStore
let newsroom: Newsroom
let proposal: string
let readers: TestReader[]

async function open(options: { queueCapacity?: number } = {}): Promise<void> {
  disk = new FallibleStore()
  newsroom = await openNewsroom({ wrapStore: disk.wrap, ...options })
  ;[proposal = ''] = newsroom.proposals
  readers = await Promise.all(Array.from({ length: 40 }, () => newsroom.viewer()))
  await newsroom.api.services.recorder.flush()
}
beforeEach(() => open())
afterEach(async () => {
  expect(await newsroom.api.file.tallies()).toEqual(await newsroom.api.file.recount())
  await newsroom.api.close()
})

const key = (reader: TestReader, proposalId = proposal) => ({
  proposalId,
  voter: voterPseudonym(newsroom.consultation.secret ?? new Uint8Array(), reader.id),
})
const agree = { vote: 'agree', qualifications: [], segment: null, revision: 1 } as const

describe('votes that arrive together', () => {
  it('share one commit, and each is answered with tallies that hold them all', async () => {
    // From now on nothing has to be looked up, which would be a journey for each of them.
    await readers[0]?.vote(proposal, { vote: 'disagree' })
    const before = disk.commits.length
    const answers = await Promise.all(readers.map((reader) => reader.vote(proposal, { vote: 'agree' })))
    expect(disk.commits.length - before).toBeLessThanOrEqual(2)
    expect(Math.max(...answers.map(({ tallies }) => tallies.agree))).toBe(readers.length)
    expect(await newsroom.api.file.votes()).toHaveLength(readers.length)
  })

  it('of one reader on one proposal, all at once, end in the newest', async () => {
    const [reader] = readers
    const revisions = [3, 1, 5, 2, 4]
    await Promise.all(
      revisions.map((revision) => reader?.vote(proposal, { vote: VOTES[revision % 3] ?? null, revision })),
    )
    expect(await newsroom.api.file.votes()).toMatchObject([{ revision: 5, vote: 'neutral' }])
  })

  it('leave tallies that equal a recount, whatever they are and however they come', async () => {
    const act = fastCheck.record({
      reader: fastCheck.nat(5),
      proposal: fastCheck.nat(2),
      vote: fastCheck.constantFrom(...VOTES, null),
      revision: fastCheck.integer({ min: 1, max: 9 }),
      forgets: fastCheck.constantFrom(false, false, false, true),
    })
    await fastCheck.assert(
      fastCheck.asyncProperty(fastCheck.array(act, { maxLength: 25 }), async (acts) => {
        await Promise.all(
          acts.map(({ reader, proposal: index, vote, revision, forgets }) => {
            const person = readers[reader]
            const id = newsroom.proposals[index] ?? ''
            return forgets ? person?.forget([id]) : person?.vote(id, { vote, revision })
          }),
        )
        expect(await newsroom.api.file.tallies()).toEqual(await newsroom.api.file.recount())
      }),
      { numRuns: 40 },
    )
  })

  it('and end the sequence of their reader in the same commit count as finished', async () => {
    const [reader] = readers
    if (!reader) throw new Error('No reader')
    const { directory, recorder, tokens, runtime } = newsroom.api.services
    const claims = tokens.read(reader.session ?? '', runtime.now())
    const publisher = directory.publisherById(newsroom.publisher.id)
    const presence = claims && publisher ? presenceOf(claims, publisher, runtime.now()) : null
    if (!presence) throw new Error('No presence')
    const vote = recorder.vote(key(reader), agree, presence)
    recorder.count(presence, 'finish', {})
    await vote
    await recorder.flush()
    expect(await newsroom.api.file.engagement(TODAY)).toMatchObject({ readersEngaged: 1, readersFinished: 1 })
  })

  it('are not harmed by one that breaks a constraint', async () => {
    const { recorder } = newsroom.api.services
    const [one, two, three] = readers as [TestReader, TestReader, TestReader]
    const settled = await Promise.allSettled([
      recorder.vote(key(one), agree, null),
      recorder.vote(key(two), { ...agree, revision: 0 }, null),
      recorder.vote(key(three), agree, null),
    ])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(settled[1]).toMatchObject({ reason: expect.any(ConstraintError) })
    expect(await newsroom.api.file.votes()).toHaveLength(2)
  })
})

describe('a disk that cannot be written', () => {
  it.each(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY', 'SQLITE_BUSY'])(
    '(%s) is told to the reader as a pause, never as success, and heals without a restart',
    async (fault) => {
      const [reader] = readers as [TestReader]
      disk.fault = fault
      const refused = await reader.tryVote(proposal, { vote: 'agree', revision: 1 })
      expectProblem(refused, 'unavailable')
      expect(refused.headers['retry-after']).toBe('5')
      expect(refused.body).not.toContain('SQLITE')
      expect(await newsroom.api.file.votes()).toEqual([])
      expectProblem(await reader.tryPropose('Il faut ouvrir des crèches'), 'unavailable')
      disk.fault = undefined
      expect((await reader.vote(proposal, { vote: 'agree', revision: 1 })).tallies.agree).toBe(1)
    },
  )

  it('leaves reading as it is: the embed, the figures, the health', async () => {
    const authorization = `Bearer ${await newsroom.api.addKey(newsroom.publisher)}`
    disk.fault = 'SQLITE_FULL'
    newsroom.api.services.store.apiKeys.markUsed = () => Promise.reject(new Error('the disk is full'))
    const { app } = newsroom.api
    const urls = [
      `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`,
      '/v1/consultations/territoires',
      '/v1/publisher/stats/summary',
      '/c/territoires',
      '/readyz',
    ]
    for (const url of urls)
      expect((await app.inject({ url, headers: { authorization } })).statusCode).toBe(200)
  })

  it('does not lose the views that are counted meanwhile', async () => {
    const before = (await newsroom.api.file.engagement(TODAY)).views
    disk.fault = 'SQLITE_FULL'
    for (let number = 0; number < 5; number++) await newsroom.viewer()
    await newsroom.api.services.recorder.flush()
    expect((await newsroom.api.file.engagement(TODAY)).views).toBe(before)
    disk.fault = undefined
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.engagement(TODAY)).toMatchObject({
      views: before + 5,
      readersViewed: before + 5,
    })
    expect(newsroom.api.failures.every(({ lost }) => lost === 0)).toBe(true)
  })

  it('counts a reader whose vote failed and came again once', async () => {
    const [reader] = readers as [TestReader]
    disk.fault = 'SQLITE_FULL'
    for (let time = 0; time < 3; time++) await reader.tryVote(proposal, { vote: 'agree', revision: 1 })
    disk.fault = undefined
    await reader.vote(proposal, { vote: 'agree', revision: 1 })
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.engagement(TODAY)).toMatchObject({ readersEngaged: 1, votes: 1 })
  })
})

describe('more than can be written', () => {
  it('is refused with the time to come back; what was taken is on disk', async () => {
    await newsroom.api.close()
    await open({ queueCapacity: 10 })
    let release = () => {}
    disk.gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const flying = readers.map((reader) => reader.tryVote(proposal, { vote: 'agree' }))
    const refused = await Promise.race(flying)
    const problem = expectProblem(refused, 'overloaded')
    expect(refused.headers['retry-after']).toBe('2')
    expect(problem.detail).toBeUndefined()
    release()
    const responses = await Promise.all(flying)
    const taken = responses.filter(({ statusCode }) => statusCode === 200).length
    expect(taken).toBeGreaterThanOrEqual(10)
    expect(responses.filter(({ statusCode }) => statusCode === 503).length).toBe(readers.length - taken)
    expect(await newsroom.api.file.votes()).toHaveLength(taken)
    disk.gate = undefined
    const [late] = readers as [TestReader]
    expect((await late.tryVote(proposal, { vote: 'disagree' })).statusCode).toBe(200)
  })
})
