import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Action } from '../../api/src/wire/index.ts'
import { CommandLine } from '../support/command-line.ts'

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
  await shell.openConsultation()
})
afterEach(() => shell.close())

const create = (...more: string[]): Promise<Action> =>
  shell.json('action', 'create', 'territoires', '--title', 'Rouvrir douze gares', ...more) as Promise<Action>
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
    const { code, err } = await shell.run(['action', 'create', 'territoires', '--title', 'Rouvrir', ...more])
    expect(code).toBe(1)
    expect(err).toContain(field)
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
