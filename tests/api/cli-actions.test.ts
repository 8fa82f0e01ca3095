import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Action } from '../../api/src/wire/index.ts'
import { CommandLine } from '../support/command-line.ts'

let shell: CommandLine
let proposal: string
beforeEach(async () => {
  shell = await CommandLine.open()
  proposal = await shell.openWithProposal()
})
afterEach(() => shell.close())

const TITLE = ['action', 'create', 'territoires', '--title', 'Rouvrir douze gares']
const create = (...more: string[]): Promise<Action> =>
  shell.json(...TITLE, '--description', 'Deux gares par an', '--proposal', proposal, ...more)
const MEASURED = ['--indicator', 'Gares rouvertes', '--unit', 'gares', '--target', '12']

describe('action', () => {
  it('goes from its announcement through readings to its end', async () => {
    const { id } = await create('--carrier', 'La région', ...MEASURED)
    await shell.run(['action', 'state', 'territoires', id, '--to', 'started'])
    await shell.run(['action', 'reading', 'territoires', id, '2026-05-01', '3'])
    const { out } = await shell.run(['action', 'list', 'territoires'])
    expect(out).toMatch(new RegExp(`^${id} +started +25 % +Rouvrir douze gares$`, 'm'))
    const { actions } = (await shell.json('action', 'list', 'territoires')) as { actions: Action[] }
    expect(actions[0]?.changes.map(({ field }) => field)).toEqual(['reading 2026-05-01', 'state', 'created'])
  })

  it.each([
    ['an indicator without a target', ['--indicator', 'Gares'], 'target'],
    ['a proposal of nobody', ['--proposal', 'nothinghere0'], 'proposals/0'],
  ])('is not created with %s', async (_name, more, field) => {
    const { code, err } = await shell.run([...TITLE, '--draft', ...more])
    expect(code).toBe(1)
    expect(err).toContain(field)
  })

  it('with a title alone is kept as a draft, and announced with what it lacks', async () => {
    const refused = await shell.run(TITLE)
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/description: is missing.*proposals: is missing/s)
    const { id } = (await shell.json(...TITLE, '--draft')) as Action
    const announce = ['action', 'state', 'territoires', id, '--to', 'planned']
    expect((await shell.run(announce)).code).toBe(1)
    const { code } = await shell.run([
      ...announce,
      '--description',
      'Deux gares par an',
      '--proposal',
      proposal,
    ])
    expect(code).toBe(0)
    expect((await shell.run(['action', 'list', 'territoires'])).out).toMatch(
      new RegExp(`^${id} +planned`, 'm'),
    )
  })

  it('that is not there cannot be changed', async () => {
    const { code, err } = await shell.run(['action', 'state', 'territoires', 'nothing', '--to', 'done'])
    expect(code).toBe(1)
    expect(err).toContain('There is no such action')
  })

  it.each(['three', ' ', 'Infinity'])('takes no reading of "%s"', async (value) => {
    const { id } = await create(...MEASURED)
    const { code } = await shell.run(['action', 'reading', 'territoires', id, '2026-05-01', value])
    expect(code).toBe(2)
  })
})
