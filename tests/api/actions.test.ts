import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addReading, changeAction, createAction } from '../../api/src/administration/actions.ts'
import { decideProposals } from '../../api/src/administration/decide-proposals.ts'
import type { ActionRecord } from '../../api/src/store/actions.ts'
import type { NewAction } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

const AFTER = '2026-05-02T12:00:00Z'
const INDICATOR = { name: 'Gares rouvertes', unit: 'gares', baseline: 0, target: 12 }

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
  newsroom.api.runtime.set(AFTER)
  await newsroom.api.file.run('UPDATE consultations SET results_at = closes_at')
  await newsroom.api.refresh()
})
afterEach(() => newsroom.api.close())

const means = () => [newsroom.api.context, newsroom.consultation] as const
const create = (more: Partial<NewAction> = {}): Promise<ActionRecord> =>
  createAction(...means(), {
    title: 'Rouvrir douze gares',
    description: 'Deux gares par an',
    carrier: 'La région',
    proposals: newsroom.proposals.slice(0, 2),
    indicator: INDICATOR,
    ...more,
  })
const asWritten = ({ title, description, carrier, state, indicator, proposals }: ActionRecord) => ({
  title,
  description,
  carrier,
  state,
  indicator,
  proposals: proposals.map(({ id }) => id),
})
const read = async () =>
  (await newsroom.api.app.inject('/v1/consultations/territoires/actions')).json().actions

describe('An action', () => {
  it('is public, with the consensus behind it', async () => {
    await create()
    expect(await read()).toMatchObject([
      {
        title: 'Rouvrir douze gares',
        carrier: 'La région',
        state: 'planned',
        indicator: INDICATOR,
        progress: null,
        proposals: [{ text: 'Il faut planter des arbres' }, { text: 'Il faut rouvrir les gares' }],
      },
    ])
  })

  it('shows how far it has come, and each reading', async () => {
    const { id } = await create()
    await addReading(...means(), id, { day: '2026-05-01', value: 3 })
    await addReading(...means(), id, { day: '2026-06-01', value: 9 })
    const [action] = await read()
    expect(action).toMatchObject({ progress: 0.75, readings: [{ value: 3 }, { value: 9 }] })
  })

  it('corrects the reading of a day, and says that it did', async () => {
    const { id } = await create()
    await addReading(...means(), id, { day: '2026-05-01', value: 3 })
    await addReading(...means(), id, { day: '2026-05-01', value: 4 })
    const [action] = await read()
    expect(action.readings).toEqual([{ day: '2026-05-01', value: 4 }])
    expect(action.changes[0]).toMatchObject({ field: 'reading 2026-05-01', before: '3', after: '4' })
  })

  it('keeps a public record of its changes, newest first', async () => {
    const action = await create()
    const { revision } = action
    await changeAction(...means(), action.id, { ...asWritten(action), state: 'started', revision })
    const [shown] = await read()
    expect(shown.changes).toMatchObject([
      { field: 'state', before: 'planned', after: 'started' },
      { field: 'created', before: null, after: 'Rouvrir douze gares' },
    ])
  })

  it('is not written over by somebody who read it before another changed it', async () => {
    const action = await create()
    const change = (title: string) =>
      changeAction(...means(), action.id, { ...asWritten(action), title, revision: action.revision })
    const titles = ['Rouvrir les gares', 'Fermer les gares']
    const settled = await Promise.allSettled(titles.map(change))
    const first = settled.findIndex(({ status }) => status === 'fulfilled')
    expect(settled[1 - first]).toMatchObject({ reason: { code: 'changed-meanwhile' } })
    const [shown] = await read()
    expect(shown).toMatchObject({ title: titles[first], revision: 2 })
    expect(shown.changes).toHaveLength(2)
  })

  it('is not published without what will be done and the proposals behind it, and the problem names both', async () => {
    await expect(create({ description: ' ', proposals: [] })).rejects.toMatchObject({
      code: 'invalid-request',
      facts: {
        errors: [
          { pointer: '/description', code: 'missing-to-publish' },
          { pointer: '/proposals', code: 'missing-to-publish' },
        ],
      },
    })
    const action = await create()
    const emptied = { ...asWritten(action), description: '', revision: action.revision }
    await expect(changeAction(...means(), action.id, emptied)).rejects.toMatchObject({
      facts: { errors: [{ pointer: '/description' }] },
    })
    expect(await read()).toMatchObject([{ description: 'Deux gares par an', revision: 1 }])
  })

  it('may be kept as a draft with a title alone, of which the public sees nothing', async () => {
    const { id, revision } = await create({ state: 'draft', description: '', proposals: [] })
    await addReading(...means(), id, { day: '2026-05-01', value: 3 })
    expect(await read()).toEqual([])
    expect((await newsroom.api.app.inject('/c/territoires')).body).not.toContain('Rouvrir douze gares')
    expect(
      (await newsroom.api.app.inject('/v1/consultations/territoires/view?view=action')).body,
    ).not.toContain('Rouvrir douze gares')
    const draft = {
      title: 'Rouvrir dix gares',
      state: 'draft',
      indicator: INDICATOR,
      revision: revision + 1,
    } as const
    expect((await changeAction(...means(), id, draft)).changes).toEqual([])
    const wanted = {
      ...draft,
      state: 'planned',
      description: 'Deux gares par an',
      proposals: newsroom.proposals.slice(0, 1),
      revision: revision + 2,
    } as const
    await changeAction(...means(), id, wanted)
    const [shown] = await read()
    expect(shown.changes).toMatchObject([{ field: 'created', before: null, after: 'Rouvrir dix gares' }])
    expect(shown.readings).toEqual([{ day: '2026-05-01', value: 3 }])
    await expect(
      changeAction(...means(), id, { ...wanted, state: 'draft', revision: revision + 3 }),
    ).rejects.toMatchObject({ facts: { errors: [{ pointer: '/state', code: 'published-already' }] } })
  })

  it.each(['refused', 'postponed'] as const)('cannot rest on a %s proposal', async (status) => {
    const [id = ''] = newsroom.proposals
    const reason = status === 'refused' ? 'Hors sujet' : undefined
    await decideProposals(newsroom.api.context, { proposals: [{ id }], status, reason })
    await expect(create()).rejects.toMatchObject({
      code: 'invalid-request',
      facts: { errors: [{ pointer: '/proposals/0' }] },
    })
    expect(await read()).toEqual([])
  })

  it('names the place of a proposal that it cannot rest on, beside one it rests on already', async () => {
    const [first = ''] = newsroom.proposals
    const action = await create({ proposals: [first] })
    const wanted = { ...asWritten(action), proposals: [first, 'nowhere00000'], revision: action.revision }
    await expect(changeAction(...means(), action.id, wanted)).rejects.toMatchObject({
      facts: { errors: [{ pointer: '/proposals/1', detail: expect.stringContaining('nowhere00000') }] },
    })
  })

  it('takes no reading without an indicator', async () => {
    const { id } = await create({ indicator: null })
    await expect(addReading(...means(), id, { day: '2026-05-01', value: 3 })).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })

  it.each([
    ['an empty title', { title: ' ' }],
    ['a target that is the baseline', { indicator: { ...INDICATOR, target: 0 } }],
    ['a proposal of nobody', { proposals: ['nothinghere0'] }],
  ])('is refused with %s', async (_name, wrong) => {
    await expect(create(wrong)).rejects.toMatchObject({ code: 'invalid-request' })
  })
})

it('Actions of a consultation that is not there are a problem', async () => {
  const response = await newsroom.api.app.inject('/v1/consultations/nothing/actions')
  expectProblem(response, 'unknown-consultation')
})

it('Actions are not for the public before the results are', async () => {
  await create()
  newsroom.api.runtime.set('2026-04-01T12:00:00Z')
  const response = await newsroom.api.app.inject('/v1/consultations/territoires/actions')
  expectProblem(response, 'results-not-published')
  expect((await newsroom.api.app.inject('/c/territoires')).body).not.toContain('Rouvrir douze gares')
})
