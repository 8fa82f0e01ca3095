import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EmbedPayload } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { SECOND } from '../support/runtime.ts'

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const ask = async (): Promise<EmbedPayload['draw']> => {
  const url = `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`
  const response = await newsroom.api.app.inject({ url, headers: { 'accept-encoding': 'identity' } })
  return (response.json() as EmbedPayload).draw
}
const idsOf = async (): Promise<string[]> => (await ask()).proposals.map(({ id }) => id)
const addMany = (count: number) =>
  newsroom.api.addProposals(
    newsroom.consultation,
    Array.from({ length: count }, (_, index) => `Il faut mesure${index}`),
  )
/** The next request waits for a new draw. */
const renew = () => newsroom.api.runtime.pass(31 * SECOND)

it('two proposals that say the same do not meet in a draw', async () => {
  const twins = await newsroom.api.addProposals(newsroom.consultation, [
    'Il faut mettre en place un revenu universel.',
    'Il faut créer un revenu universel',
  ])
  await addMany(40)
  for (let draw = 0; draw < 20; draw++) {
    const ids = await idsOf()
    expect(twins.filter((id) => ids.includes(id)).length).toBeLessThan(2)
    renew()
  }
})

it('a draw brings one proposal of an author, and tells nobody who it was', async () => {
  const added = await addMany(40)
  for (const id of added.slice(0, 20)) {
    await newsroom.api.file.run(
      "UPDATE proposals SET author = x'000102030405060708090a0b0c0d0e0f' WHERE id = ?",
      id,
    )
  }
  const { proposals } = await ask()
  expect(proposals.filter(({ id }) => added.slice(0, 20).includes(id)).length).toBe(1)
  expect(JSON.stringify(proposals).toLowerCase()).not.toContain('000102')
  expect(proposals.every((proposal) => proposal.author === undefined)).toBe(true)
})

it('a proposal without a vote comes before those that have some', async () => {
  await addMany(60)
  await newsroom.api.file.run('UPDATE tallies SET agree = 400, neutral = 20')
  const [fresh] = await newsroom.api.addProposals(newsroom.consultation, ['Il faut du nouveau'])
  for (let draw = 0; draw < 5; draw++) {
    expect(await idsOf()).toContain(fresh)
    renew()
  }
})

it('the settings of the consultation decide what is known well enough', async () => {
  await newsroom.api.file.run(
    'UPDATE consultations SET settings = ?',
    '{"sequence":{"newShare":0,"testedFrom":1,"testedUntil":500}}',
  )
  await newsroom.api.refresh()
  await addMany(60)
  await newsroom.api.file.run('UPDATE tallies SET agree = 500')
  const tested = await newsroom.api.addProposals(
    newsroom.consultation,
    ['gare', 'train', 'école'].map((word) => `Il faut ${word}`),
  )
  for (const id of tested)
    await newsroom.api.file.run('UPDATE tallies SET agree = 499 WHERE proposal_id = ?', id)
  expect(await idsOf()).toEqual(expect.arrayContaining(tested))
})

it('a new draw has the tallies of its moment, and only what is accepted then', async () => {
  const [kept = '', refused = ''] = newsroom.proposals
  await ask()
  await newsroom.api.file.run('UPDATE tallies SET agree = 3, neutral = 2 WHERE proposal_id = ?', kept)
  renew()
  const { proposals } = await ask()
  expect(proposals).toHaveLength(3)
  expect(proposals.find(({ id }) => id === kept)?.tallies).toEqual({ agree: 3, disagree: 0, neutral: 2 })
  await newsroom.api.file.run("UPDATE proposals SET status = 'refused' WHERE id = ?", refused)
  const [added] = await addMany(1)
  renew()
  expect((await idsOf()).toSorted()).toEqual([kept, newsroom.proposals[2], added].toSorted())
})

it('a changed text is shown within a minute or so', async () => {
  const [proposal] = newsroom.proposals
  await ask()
  await newsroom.api.file.run("UPDATE proposals SET text = 'Il faut mieux' WHERE id = ?", proposal)
  newsroom.api.runtime.pass(61 * SECOND)
  expect((await ask()).proposals.map(({ text }) => text)).toContain('Il faut mieux')
})

it('the old draw is served while the next one is made, but for half a minute at most', async () => {
  await addMany(60)
  const first = await idsOf()
  newsroom.api.runtime.pass(6 * SECOND)
  expect(await idsOf()).toEqual(first)
  await vi.waitUntil(async () => `${await idsOf()}` !== `${first}`)
  const second = await idsOf()
  renew()
  expect(await idsOf()).not.toEqual(second)
})

it('a rush of readers brings on the next draw, but not more than one a second', async () => {
  await addMany(60)
  const first = await idsOf()
  const reading = vi.spyOn(newsroom.api.services.store.proposals, 'recounted')
  for (let reader = 0; reader < 30; reader++) await ask()
  expect(reading).not.toHaveBeenCalled()
  newsroom.api.runtime.pass(1 * SECOND)
  expect(await idsOf()).toEqual(first)
  await vi.waitUntil(async () => `${await idsOf()}` !== `${first}`)
  expect(reading).toHaveBeenCalledTimes(1)
})

it('a failure is not met by readers while the draw before may be served', async () => {
  await addMany(60)
  const first = await idsOf()
  vi.spyOn(newsroom.api.services.store.proposals, 'recounted').mockRejectedValue(new Error('busy'))
  newsroom.api.runtime.pass(6 * SECOND)
  for (let reader = 0; reader < 5; reader++) expect(await idsOf()).toEqual(first)
  vi.restoreAllMocks()
  await vi.waitUntil(async () => `${await idsOf()}` !== `${first}`)
})
