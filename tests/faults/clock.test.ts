import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstReaderDay } from '../../api/src/domain/readers/retention.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { HOUR } from '../support/runtime.ts'

const DAY = 24 * HOUR

let newsroom: Newsroom
let proposal: string

beforeEach(async () => {
  newsroom = await openNewsroom()
  ;[proposal = ''] = newsroom.proposals
})
afterEach(async () => {
  expect(await newsroom.api.file.tallies()).toEqual(await newsroom.api.file.recount())
  await newsroom.api.close()
})

const retention = async () => {
  await newsroom.api.services.recorder.flush()
  await newsroom.api.services.salts.dropBefore(firstReaderDay(newsroom.api.runtime.now()))
}

describe('A clock that jumps', () => {
  it.each([
    ['an hour back', -HOUR],
    ['an hour on', HOUR],
    ['a day back', -DAY],
    ['forty days back, and forth again', -40 * DAY],
  ])('%s refuses no vote whose session is young, and keeps the order of votes', async (_what, jump) => {
    newsroom.api.runtime.set('2026-04-05T12:00:00Z')
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree', revision: 5 })
    newsroom.api.runtime.pass(jump)
    await newsroom.api.refresh()
    if (jump === -40 * DAY) {
      // By that clock the consultation has not opened yet.
      expectProblem(await reader.tryVote(proposal, { vote: 'neutral', revision: 6 }), 'votes-closed')
      newsroom.api.runtime.pass(-jump)
    }
    expect((await reader.vote(proposal, { vote: 'neutral', revision: 4 })).vote).toBe('agree')
    expect((await reader.vote(proposal, { vote: 'disagree', revision: 6 })).vote).toBe('disagree')
    expect(await newsroom.api.file.votes()).toMatchObject([{ revision: 6, vote: 'disagree' }])
  })

  it('a day on asks for a new session, as a day that passed would, and takes the vote with it', async () => {
    const reader = await newsroom.viewer()
    newsroom.api.runtime.pass(DAY)
    expectProblem(await reader.tryVote(proposal, { vote: 'agree', revision: 1 }), 'invalid-session')
    reader.leave()
    await reader.report('view')
    expect((await reader.vote(proposal, { vote: 'agree', revision: 1 })).tallies.agree).toBe(1)
  })

  it('forty days on and back, with the retention job at work, loses counts of readers at most, no vote', async () => {
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree', revision: 1 })
    newsroom.api.runtime.pass(40 * DAY)
    await retention()
    newsroom.api.runtime.pass(-40 * DAY)
    await retention()
    expect((await reader.vote(proposal, { vote: 'disagree', revision: 2 })).tallies).toMatchObject({
      agree: 0,
      disagree: 1,
    })
    const other = await newsroom.viewer()
    expect((await other.vote(proposal, { vote: 'agree' })).tallies.agree).toBe(1)
  })

  it('over a change to summer time counts a reader on the day of the publisher, once', async () => {
    newsroom.api.runtime.set('2026-03-29T00:30:00Z')
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree' })
    // 02:00 to 03:00 does not exist in Paris that night.
    newsroom.api.runtime.set('2026-03-29T01:30:00Z')
    await reader.report('view')
    await reader.vote(newsroom.proposals[1] ?? '', { vote: 'agree' })
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.engagement('2026-03-29')).toMatchObject({ readersEngaged: 1, votes: 2 })
  })
})
