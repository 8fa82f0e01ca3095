import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

let newsroom: Newsroom
let proposal: string

beforeEach(async () => {
  newsroom = await openNewsroom()
  proposal = newsroom.proposals[0] ?? ''
})

afterEach(async () => {
  const { api } = newsroom
  expect((await verifyTallies(api.services.store)).differences).toEqual([])
  expect(await api.file.tallies()).toEqual(await api.file.recount())
  await api.close()
})

describe('Two hundred votes at once', () => {
  it('of two hundred readers are each counted once, and answered with the tallies on disk', async () => {
    const people = await Promise.all(Array.from({ length: 200 }, () => newsroom.viewer()))
    const answers = await Promise.all(people.map((person) => person.vote(proposal, { vote: 'agree' })))
    expect(Math.max(...answers.map(({ tallies }) => tallies.agree))).toBe(200)
    expect(await newsroom.api.file.votes()).toHaveLength(200)
    expect((await newsroom.api.file.tallies()).get(proposal)?.agree).toBe(200)
  })

  it('of one reader end in the newest of them, in whatever order they came', async () => {
    const reader = await newsroom.viewer()
    const revisions = Array.from({ length: 200 }, (_, index) => ((index * 77) % 200) + 1)
    const act = (revision: number) =>
      reader.vote(proposal, { vote: revision === 200 ? 'neutral' : 'agree', revision })
    await Promise.all(revisions.map(act))
    expect(await newsroom.api.file.votes()).toEqual([
      { proposal, vote: 'neutral', qualifications: 0, revision: 200 },
    ])
  })

  it('may be withdrawn and forgotten meanwhile, and the tallies stay those of the votes', async () => {
    const people = await Promise.all(Array.from({ length: 50 }, () => newsroom.viewer()))
    await Promise.all(
      people.flatMap((person) => [
        person.vote(proposal, { vote: 'agree', qualifications: ['likeIt'], revision: 1 }),
        person.vote(proposal, { vote: 'disagree', qualifications: ['noWay'], revision: 3 }),
        person.vote(proposal, { vote: null, revision: 2 }),
        person.forget(newsroom.proposals),
      ]),
    )
    await Promise.all(people.map((person) => person.forget(newsroom.proposals)))
    expect(await newsroom.api.file.tallies()).toEqual(new Map())
  })
})
