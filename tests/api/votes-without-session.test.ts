import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noCounters } from '../../api/src/domain/engagement/engagement.ts'
import type { PageView, ProposalAnswer, VoteAnswer } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf, type TestReaderOptions } from '../support/reader.ts'

// Some blockers stop POST /v1/sessions and nothing else: a write can begin the session itself.

const TODAY = '2026-03-10'
const ARTICLE = { url: `${ORIGIN}/une`, title: 'À la une' }

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const visitOf = (changes: Partial<PageView> = {}): PageView => ({
  publisher: newsroom.publisher.publicKey,
  consultation: newsroom.consultation.slug,
  event: 'view',
  article: ARTICLE,
  ...changes,
})

function voteWith(right: object, options: Partial<TestReaderOptions> = {}, revision = 1) {
  const reader = newsroom.reader(options)
  const [proposal = ''] = newsroom.proposals
  return reader.post('/v1/votes', { reader: reader.id, proposal, vote: 'agree', revision, ...right })
}

const counted = async (...scope: [consultationId?: string | null, articleUrl?: string]) => {
  await newsroom.api.services.recorder.flush()
  return await newsroom.api.file.engagement(TODAY, ...scope)
}
const countedByOne = {
  ...noCounters(),
  loads: 1,
  views: 1,
  votes: 1,
  readersLoaded: 1,
  readersViewed: 1,
  readersEngaged: 1,
  networksViewed: 1,
  networksEngaged: 1,
}

describe('a vote that says where it was cast', () => {
  it('is counted as if a session had been asked for, on its article', async () => {
    const answer = documentOf<VoteAnswer>(await voteWith({ visit: visitOf() }))
    expect(answer).toMatchObject({ vote: 'agree', tallies: { agree: 1 } })
    expect(await counted()).toEqual(countedByOne)
    expect(await counted(null, ARTICLE.url)).toEqual(countedByOne)
  })

  it('brings the token for the next one, which counts no second view', async () => {
    const { session } = documentOf<VoteAnswer>(await voteWith({ visit: visitOf() }))
    const again = documentOf<VoteAnswer>(await voteWith({ session }, {}, 2))
    expect(again).not.toHaveProperty('session')
    expect(await counted()).toMatchObject({ loads: 1, views: 1 })
  })

  it('uses its token where that is good, and begins a session where it is not', async () => {
    const { session } = documentOf<VoteAnswer>(await voteWith({ visit: visitOf() }))
    expect(documentOf(await voteWith({ session, visit: visitOf() }, {}, 2))).not.toHaveProperty('session')
    const stale = { session: 'a-token-of-another-time', visit: visitOf() }
    expect(documentOf(await voteWith(stale, {}, 3))).toHaveProperty('session')
    expectProblem(await voteWith({ session: stale.session }, {}, 4), 'invalid-session')
  })

  it('of an earlier page counts as a load of this one, and no view', async () => {
    documentOf(await voteWith({ visit: visitOf({ event: 'load' }) }))
    expect(await counted()).toMatchObject({ loads: 1, views: 0, votes: 1 })
  })

  it('is left out of the figures as a session would be', async () => {
    documentOf(await voteWith({ visit: visitOf({ leaveOut: 'newsroom' }) }))
    expect(await counted()).toEqual(noCounters())
  })

  it('without an origin counts as a vote and no engagement', async () => {
    expect(
      documentOf<VoteAnswer>(await voteWith({ visit: visitOf() }, { origin: 'null' })).tallies.agree,
    ).toBe(1)
    expect(await counted()).toEqual(noCounters())
  })

  it('counts nothing when the vote is refused', async () => {
    expectProblem(await voteWith({ visit: visitOf(), proposal: 'notThere0000' }), 'unknown-proposal')
    expect(await counted()).toEqual(noCounters())
  })

  it('says which of the two is missing when it has neither token nor visit', async () => {
    const response = await voteWith({})
    expectProblem(response, 'invalid-request')
    expect(response.json().errors).toEqual([expect.objectContaining({ pointer: '/session' })])
  })

  it.each<[string, object, object]>([
    ['foreign-origin', {}, { origin: 'https://elsewhere.example' }],
    ['unknown-publisher', { publisher: 'pub_nobody' }, {}],
    ['unknown-consultation', { consultation: 'nothing' }, {}],
    ['foreign-origin', { consultation: 'nothing' }, { origin: 'https://elsewhere.example' }],
  ])('is refused with %s as a session would be', async (code, changes, options) => {
    expectProblem(await voteWith({ visit: visitOf(changes) }, options), code as never)
    expect(await newsroom.api.file.votes()).toEqual([])
    expect(await counted()).toEqual(noCounters())
  })
})

it('A proposal and a wish to be forgotten begin a session in the same way', async () => {
  const reader = newsroom.reader()
  const [proposal = ''] = newsroom.proposals
  const proposed = documentOf<ProposalAnswer>(
    await reader.post('/v1/proposals', {
      reader: reader.id,
      submission: 'submission00000000001',
      text: 'Il faut ouvrir des crèches',
      visit: visitOf(),
    }),
  )
  expect(proposed).toMatchObject({ status: 'pending', session: expect.any(String) })
  expect(await counted()).toMatchObject({ loads: 1, views: 1, readersProposed: 1 })
  const forgotten = await reader.post('/v1/forget', {
    reader: reader.id,
    proposals: [proposal],
    visit: visitOf({ event: 'load' }),
  })
  expect(documentOf(forgotten)).toMatchObject({ session: expect.any(String) })
})
