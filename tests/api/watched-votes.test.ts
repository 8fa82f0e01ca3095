import { afterEach, beforeEach, expect, it } from 'vitest'
import { cohortsOf } from '../../api/src/administration/cohorts.ts'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { MINUTE } from '../support/runtime.ts'

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

/** So many readers, each from a network of their own, who vote on these proposals. */
async function crowd(count: number, proposals: readonly string[]): Promise<void> {
  const { api, consultation } = newsroom
  const draw = { consultationId: consultation.id, number: 0, proposals: newsroom.proposals }
  for (let index = 0; index < count; index++) {
    const reader = await newsroom.viewer()
    const served = api.services.servedProofs.make({ ...draw, drawnAt: api.runtime.now() })
    for (const proposal of proposals) await reader.vote(proposal, { vote: 'agree', served })
  }
}

const agreeing = async (proposal: string) =>
  (await newsroom.api.services.store.votes.tallies([proposal]))[0]?.agree ?? 0

async function look(): Promise<void> {
  newsroom.api.runtime.pass(3 * MINUTE)
  await newsroom.api.services.watch.look()
}

it('Votes on one proposal alone, far more than on the others, are set aside after they were counted', async () => {
  const [wanted = '', ...others] = newsroom.proposals
  await crowd(8, newsroom.proposals)
  await crowd(60, [wanted])
  expect(await agreeing(wanted)).toBe(68)
  await look()
  expect(await agreeing(wanted)).toBe(8)
  expect(await agreeing(others[0] ?? '')).toBe(8)
  const { api, consultation } = newsroom
  const { cohorts } = await cohortsOf(api.services.store, consultation)
  expect(cohorts).toMatchObject([{ class: 'set-aside', votes: 60 }])
  expect((await verifyTallies(api.services.store)).differences).toEqual([])
})

it('Readers who vote on what they are shown are left alone, and so are a few', async () => {
  await crowd(10, newsroom.proposals.slice(0, 1))
  await crowd(30, newsroom.proposals)
  await look()
  expect(await agreeing(newsroom.proposals[0] ?? '')).toBe(40)
})
