import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandLine } from '../support/command-line.ts'

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
})
afterEach(() => shell.close())

describe('unisson administrator', () => {
  it('create shows the key once; list names everybody and shows no key', async () => {
    const { out } = await shell.run(['administrator', 'create', 'Ada Lovelace', '--role', 'moderator'])
    const [key = ''] = out.split('\n')
    expect(key).toMatch(/^adm_[\w-]{43}$/)
    const listed = await shell.run(['administrator', 'list'])
    expect(listed.out).toContain('Ada Lovelace')
    expect(listed.out).toContain(key.slice(0, 12))
    expect(listed.out).not.toContain(key)
  })

  it('revoke takes the key back, even that of the last admin', async () => {
    const { key } = await shell.json<{ key: string }>('administrator', 'create', 'Ada')
    const run = await shell.run(['administrator', 'revoke', key.slice(0, 12)])
    expect([run.code, run.out]).toEqual([0, 'The key of Ada is revoked.\n'])
    const again = await shell.run(['administrator', 'revoke', key.slice(0, 12)])
    expect(again.code).toBe(1)
    expect(again.err).toContain('There is no active administrator')
  })
})

describe('unisson audit', () => {
  it('shows what was done at the command line, and who sat there', async () => {
    await shell.openConsultation()
    const { out } = await shell.run(['audit'], { environment: { USER: 'ada' } })
    expect(out).toContain('consultation.create')
    await shell.run(['administrator', 'create', 'Grace'], { environment: { USER: 'ada' } })
    const { entries } = await shell.json<{ entries: { actor: string; act: string }[] }>('audit')
    expect(entries).toContainEqual(
      expect.objectContaining({ actor: 'command line (ada)', act: 'administrator.create' }),
    )
    const own = await shell.json<{ entries: unknown[] }>('audit', 'territoires')
    expect(own.entries).toHaveLength(1)
  })
})
