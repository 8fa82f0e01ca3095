import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpinionReport } from '../../api/src/wire/index.ts'
import { CommandLine } from '../support/command-line.ts'

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
  await shell.openConsultation()
})
afterEach(() => shell.close())

describe('groups', () => {
  it('computes, stores and says that there are too few readers', async () => {
    expect(await shell.run(['groups', 'territoires'])).toMatchObject({
      code: 0,
      out: '0 votes; 0 readers with at least 7: no groups, there are too few readers.\n',
    })
    expect(await shell.json<OpinionReport>('groups', 'territoires')).toMatchObject({
      computedAt: '2026-03-10T12:00:00.000Z',
      groups: [],
    })
    await shell.withStore(async (store) => {
      const [consultation] = await store.consultations.all()
      expect(await store.opinionGroups.state(consultation?.id ?? '')).toMatchObject({ votes: 0 })
    })
  })

  it('of an unknown consultation are a failure', async () => {
    expect(await shell.run(['groups', 'elsewhere'])).toMatchObject({
      code: 1,
      err: 'error: There is no consultation "elsewhere"\n',
    })
  })
})
