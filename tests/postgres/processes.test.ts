import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideProposals } from '../../api/src/administration/decide-proposals.ts'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { noCounters } from '../../api/src/domain/engagement/engagement.ts'
import { LeaderLease } from '../../api/src/jobs/leader-lease.ts'
import { StaleError } from '../../api/src/store/database.ts'
import type { EmbedPayload } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { openProxy } from '../support/postgres-proxy.ts'
import { documentOf, type TestReader } from '../support/reader.ts'

const TODAY = '2026-03-10'

let newsroom: Newsroom
let first: TestApi
let second: TestApi
const openBeside = (database = first.file.path) => openApi({ database, runtime: first.runtime })
const flush = () => Promise.all([first, second].map(({ services }) => services.recorder.flush()))

beforeEach(async () => {
  newsroom = await openNewsroom()
  first = newsroom.api
  second = await openBeside()
})
afterEach(async () => {
  await second.close()
  expect(await first.file.tallies()).toEqual(await first.file.recount())
  await first.close()
})

const viewers = (count: number) => Promise.all(Array.from({ length: count }, () => newsroom.viewer()))
const both = (reader: TestReader): [TestReader, TestReader] => [reader, reader.through(second)]
const proposal = () => newsroom.proposals[0] ?? ''

describe('Two processes', () => {
  it('count a voter once, though both take the same vote at the same moment', async () => {
    const readers = await viewers(40)
    const answers = await Promise.all(
      readers.flatMap(both).map((reader) => reader.vote(proposal(), { vote: 'agree', revision: 1 })),
    )
    expect(answers).toHaveLength(80)
    expect(await first.file.votes()).toHaveLength(40)
    expect((await first.file.tallies()).get(proposal())).toMatchObject({ agree: 40 })
    await flush()
    expect(await first.file.engagement(TODAY)).toEqual({
      ...noCounters(),
      loads: 40,
      views: 40,
      readersLoaded: 40,
      readersViewed: 40,
      readersEngaged: 40,
      votes: 40,
      networksViewed: 40,
      networksEngaged: 40,
    })
  })

  it('leave tallies that equal a recount, whatever each of them is told of the same voters', async () => {
    const readers = await viewers(12)
    const votes = ['agree', 'disagree', 'neutral', null] as const
    for (let round = 0; round < 6; round++)
      await Promise.all(
        readers.flatMap(both).map((reader, index) => {
          const chosen = newsroom.proposals[(index + round) % 3] ?? ''
          if ((index * 7 + round) % 11 === 0) return reader.forget([chosen])
          const vote = votes[(index * 5 + round) % 4] ?? null
          return reader.vote(chosen, { vote, revision: round + 1 + (index % 3) })
        }),
      )
    expect(await first.file.tallies()).toEqual(await first.file.recount())
    expect(await verifyTallies(first.services.store)).toMatchObject({ differences: [], damaged: [] })
  })

  it('count a reader of both once a day', async () => {
    const readers = await viewers(20)
    await Promise.all(
      readers.flatMap(both).map((reader) => {
        reader.leave()
        return reader.report('view')
      }),
    )
    await flush()
    const { views, readersViewed } = await first.file.engagement(TODAY)
    expect([views, readersViewed]).toEqual([60, 20])
  })

  it('each count in rows of their own, and the next takes those of one that has stopped', async () => {
    const reader = await newsroom.viewer()
    await reader.vote(proposal(), { vote: 'agree' })
    await reader.through(second).vote(newsroom.proposals[1] ?? '', { vote: 'agree' })
    const nodes = () => [first, second].map(({ services }) => services.store.node.number)
    expect(nodes().toSorted()).toEqual([0, 1])
    const before = second.services.store.node.number
    await second.close()
    second = await openBeside()
    await reader.through(second).vote(newsroom.proposals[2] ?? '', { vote: 'agree' })
    expect(second.services.store.node.number).toBe(before)
  })

  it('goes on in other rows when another process has taken its own', async () => {
    const reader = await newsroom.viewer()
    await reader.vote(proposal(), { vote: 'agree' })
    await first.file.run("UPDATE nodes SET holder = 'somebody else'")
    const { tallies } = await reader.vote(proposal(), { vote: 'disagree' })
    expect([tallies.agree, tallies.disagree]).toEqual([0, 1])
    expect(first.services.store.node.number).toBe(1)
  })

  it('are told to come back when the others are quicker with the same rows, again and again', async () => {
    const refuse = async () => {
      throw new StaleError('somebody was quicker')
    }
    const slow = await openApi({
      database: first.file.path,
      runtime: first.runtime,
      wrapStore: (store) => ({ ...store, database: { ...store.database, write: refuse } }),
    })
    const reader = (await newsroom.viewer()).through(slow)
    const answer = await reader.tryVote(proposal(), { vote: 'agree' })
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5'])
    await slow.close()
  })

  it('have one salt for a day, whichever draws it first', async () => {
    const salts = [first, second].map(({ services }) => services.salts.saltOf(newsroom.publisher.id, TODAY))
    const [one, other] = await Promise.all(salts)
    expect(one).toEqual(other)
  })

  it('give a scope the same name', async () => {
    const scope = {
      publisherId: newsroom.publisher.id,
      consultationId: null,
      kind: 'site',
      value: '',
    } as const
    const ids = await Promise.all(
      [first, second].map(({ services }) => services.store.scopes.findOrCreate(scope)),
    )
    expect(ids[0]).toBe(ids[1])
  })

  it('show what the team did through the other one, as soon as they look', async () => {
    const url = `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`
    const shown = async () =>
      documentOf<EmbedPayload>(await second.app.inject(url)).draw.proposals.map(({ id }) => id)
    await second.services.follow()
    expect(await shown()).toContain(proposal())
    await decideProposals(first.context, { proposals: [{ id: proposal() }], status: 'refused', reason: 'x' })
    await second.services.follow()
    expect(await shown()).not.toContain(proposal())
  })

  it('do not take each other for crashes', async () => {
    const { services } = first
    const now = first.runtime.now()
    for (const api of [first, second]) await api.services.store.runs.start(api.services.runId, now)
    const crashes = () => services.store.runs.countUnclean(services.runId, now - 1000, now + 1000)
    expect(await crashes()).toBe(0)
    await first.file.run('UPDATE runs SET alive_until = 0')
    expect(await crashes()).toBe(1)
  })
})

describe('What the public was shown of few people', () => {
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    )

  it('is a split that only one of two processes can publish, and renew', async () => {
    const { results, database } = first.services.store
    const split = { proposalId: proposal(), segmentId: '', agree: 20, others: 30 }
    const later = { ...split, agree: 33 }
    await database.write([results.publishSplit(split, undefined)])
    expect(await refusal(database.write([results.publishSplit(later, undefined)]))).toBeInstanceOf(StaleError)
    await database.write([results.publishSplit(later, split)])
    expect(await refusal(database.write([results.publishSplit(split, split)]))).toBeInstanceOf(StaleError)
    expect(await first.file.one('SELECT agree FROM published_splits')).toBe(33)
  })

  it("are an article's favourites that only one of two processes can show, and renew", async () => {
    const reader = newsroom.reader()
    await reader.report('view', { url: 'https://www.journal.example/un' })
    await reader.through(second).vote(proposal(), { vote: 'agree' })
    await flush()
    const { articleVotes, database } = first.services.store
    const article = (await first.file.one<string>('SELECT id FROM articles')) ?? ''
    const [none, some, more] = [0, 11, 25].map((agree) => ({ agree, neutral: 0, disagree: 0 }))
    if (!none || !some || !more) throw new Error('Three of them')
    const show = (...[shown, before]: [typeof some, typeof some]) =>
      database.write(articleVotes.show(article, proposal(), shown, before))
    await show(some, none)
    expect(await refusal(show(more, none))).toBeInstanceOf(StaleError)
    await show(more, some)
    const { id } = newsroom.consultation
    const turn = await articleVotes.turn(id)
    await database.write(articleVotes.takeTurn(id, turn))
    expect(await refusal(database.write(articleVotes.takeTurn(id, turn)))).toBeInstanceOf(StaleError)
    expect(await articleVotes.turn(id)).toBe(turn + 1)
    const [row] = await articleVotes.ofArticle(article, newsroom.consultation.id, 1)
    expect([row?.shown, row?.counted.agree]).toEqual([more, 1])
  })
})

describe("An article's favourites in two consultations", () => {
  it('are shown of both at once, the first time as well', async () => {
    const other = await first.addConsultation({ slug: 'climat' })
    const { articleVotes, database } = first.services.store
    const ids = [newsroom.consultation.id, other.id]
    const turns = () => Promise.all(ids.map((id) => articleVotes.turn(id)))
    for (const turn of [0, 1]) await database.write(ids.flatMap((id) => articleVotes.takeTurn(id, turn)))
    expect(await turns()).toEqual([2, 2])
  })
})

describe('What only one process does', () => {
  it('is done by one, and by the other when that one has died', async () => {
    const { leases } = first.services.store
    const [one, other] = [new LeaderLease(leases, 'one'), new LeaderLease(leases, 'other')]
    const done: string[] = []
    const turn = async () => {
      await one.whenLeading(async () => done.push('one'))
      await other.whenLeading(async () => done.push('other'))
    }
    await turn()
    await turn()
    expect(done).toEqual(['one', 'one'])
    await first.file.run('UPDATE leases SET expires_at = 1')
    await other.whenLeading(async () => done.push('other'))
    await turn()
    expect(done).toEqual(['one', 'one', 'other', 'other'])
    await other.release()
    expect(await one.renew()).toBe(true)
  })
})

describe('A process whose database goes away', () => {
  it('answers 503 and says when to come back, and takes votes again by itself', async () => {
    const proxy = await openProxy(first.file.path)
    const distant = await openBeside(proxy.url)
    const reader = (await newsroom.viewer()).through(distant)
    await reader.vote(proposal(), { vote: 'agree' })
    proxy.shut()
    const refused = await reader.tryVote(proposal(), { vote: 'disagree' })
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, expect.any(String)])
    expect((await distant.app.inject('/readyz')).statusCode).toBe(503)
    proxy.open()
    await reader.vote(proposal(), { vote: 'disagree' })
    expect((await distant.app.inject('/readyz')).statusCode).toBe(200)
    await distant.close()
    await proxy.close()
  })

  it('finds out what became of a commit whose answer was lost, and counts nothing twice', async () => {
    const proxy = await openProxy(first.file.path)
    const distant = await openBeside(proxy.url)
    const reader = (await newsroom.viewer()).through(distant)
    await first.services.recorder.flush()
    reader.leave()
    await reader.report('view')
    await reader.vote(proposal(), { vote: 'agree' })
    await reader.report('view')
    proxy.loseNextCommit()
    const { tallies } = await reader.vote(newsroom.proposals[1] ?? '', { vote: 'agree' })
    expect(tallies.agree).toBe(1)
    await distant.services.recorder.flush()
    expect(await first.file.engagement(TODAY)).toMatchObject({ views: 2, readersViewed: 1, votes: 2 })
    await distant.close()
    await proxy.close()
  })
})
