import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandLine, NOON } from '../support/command-line.ts'

let shell: CommandLine
let ids: [string, string]
beforeEach(async () => {
  shell = await CommandLine.open()
  await shell.openConsultation()
  const file = await shell.write(
    'two.csv',
    'id,text\na,Il faut planter des arbres\nb,Il faut rouvrir les gares\n',
  )
  const { proposalIds } = await shell.json<{ proposalIds: Record<'a' | 'b', string> }>(
    'proposal',
    'import',
    'territoires',
    file,
  )
  ids = [proposalIds.a, proposalIds.b]
})
afterEach(() => shell.close())

interface Listed {
  proposals: { id: string; status: string; refusalReason: string | null }[]
}

const listed = async (...options: string[]) =>
  (await shell.json<Listed>('proposal', 'list', 'territoires', ...options)).proposals

describe('proposals', () => {
  it.each([
    ['accept', 'accepted', []],
    ['postpone', 'postponed', []],
    ['refuse', 'refused', ['--reason', 'personal data']],
  ])('%s: become %s, and are listed as such', async (command, status, options) => {
    const run = await shell.run(['proposal', command, ...ids, ...options])
    expect(run).toMatchObject({ code: 0, out: `2 proposals ${status}.\n` })
    expect((await listed('--status', status)).map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(await listed('--status', 'pending')).toEqual([])
    const decidedAt = await shell.withStore((store) =>
      store.database.all('SELECT DISTINCT decided_at AS "decidedAt" FROM proposals'),
    )
    expect(decidedAt).toEqual([{ decidedAt: NOON }])
  })

  it('keep the reason of their refusal until they are accepted after all', async () => {
    await shell.run(['proposal', 'refuse', ids[0], '--reason', 'personal data'])
    expect((await listed('--status', 'refused'))[0]?.refusalReason).toBe('personal data')
    expect((await shell.run(['proposal', 'list', 'territoires'])).out).toContain('arbres (personal data)')
    await shell.run(['proposal', 'accept', ids[0]])
    expect((await listed('--status', 'accepted'))[0]?.refusalReason).toBeNull()
  })

  it('go into a newsletter with a link for each choice, once they are accepted', async () => {
    const journal = ['publisher', 'create', 'Journal', '--origin', 'https://journal.example']
    await shell.run([...journal, '--time-zone', 'Europe/Paris', '--public-key', 'pub_journal'])
    const mail = ['consultation', 'mail', 'territoires', '--publisher', 'pub_journal']
    expect(await shell.run(mail)).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing to vote on'),
    })
    await shell.run(['proposal', 'accept', ids[0]])
    const link = `publisher=pub_journal&channel=newsletter&proposal=${ids[0]}&vote=agree`
    expect((await shell.run([...mail, '--plain'])).out).toContain(link)
    expect((await shell.run(mail)).out).toContain(link.replaceAll('&', '&amp;'))
  })

  it('are not left out of a newsletter without a word', async () => {
    const journal = ['publisher', 'create', 'Journal', '--origin', 'https://journal.example']
    await shell.run([...journal, '--time-zone', 'Europe/Paris', '--public-key', 'pub_journal'])
    await shell.run(['proposal', 'accept', ids[0]])
    const mail = [
      'consultation',
      'mail',
      'territoires',
      '--publisher',
      'pub_journal',
      '--plain',
      '--proposal',
    ]
    expect(await shell.run([...mail, ids[0], 'unknown00000'])).toEqual({
      code: 1,
      out: '',
      err: 'error: There is no proposal unknown00000 in this consultation\n',
    })
    expect(await shell.run([...mail, ids[0], ids[1]])).toMatchObject({
      code: 1,
      err: `error: The proposal ${ids[1]} is pending, not accepted\n`,
    })
    expect((await shell.run([...mail, ids[0]])).out).toContain(`proposal=${ids[0]}`)
  })

  it('are decided all or none', async () => {
    const run = await shell.run(['proposal', 'accept', ids[0], 'unknown00000', ids[1]])
    expect(run).toMatchObject({ code: 1, err: 'error: There is no proposal unknown00000\n' })
    expect(await listed('--status', 'pending')).toHaveLength(2)
  })

  it('are not refused without a reason', async () => {
    expect((await shell.run(['proposal', 'refuse', ids[0]])).code).toBe(2)
    expect(await shell.run(['proposal', 'refuse', ids[0], '--reason', ' '])).toMatchObject({ code: 1 })
    expect(await listed('--status', 'pending')).toHaveLength(2)
  })

  it('break into lines where the terminal ends', async () => {
    const { out } = await shell.run(['proposal', 'list', 'territoires'], {
      columns: 54,
      environment: { NO_COLOR: '1' },
    })
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(54)
    expect(out.replace(/\s+/g, ' ')).toContain('Il faut rouvrir les gares')
    expect(out.split('\n').length).toBeGreaterThan(4)
  })

  it('have a bold head on a terminal, unless colours are not wanted', async () => {
    const bold = await shell.run(['proposal', 'list', 'territoires'], { columns: 120 })
    expect(bold.out).toContain('\u001b[1mid')
    const plain = await shell.run(['proposal', 'list', 'territoires'], {
      columns: 120,
      environment: { NO_COLOR: '1' },
    })
    expect(plain.out).not.toContain('\u001b')
  })
})
