import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandLine } from '../support/command-line.ts'
import { describeOnFiles, itOnFiles } from '../support/engine.ts'
import { programOf } from '../support/program.ts'

const COMMANDS = [
  'publisher create',
  'publisher list',
  'consultation create',
  'consultation list',
  'key create',
  'key list',
  'key revoke',
  'proposal import',
  'proposal list',
  'proposal accept',
  'proposal refuse',
  'proposal postpone',
  'action create',
  'action list',
  'action state',
  'action reading',
  'partner add',
  'partner list',
  'partner remove',
  'verify',
  'migrate',
  'migrate sqlite-to-postgres',
  'serve',
  'groups',
  'backup',
  'restore',
  'check',
]

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
})
afterEach(() => shell.close())

function start(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [...programOf('cli'), ...argv], {
    env: { ...process.env, ...shell.address, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

describe('help', () => {
  it('mentions every command', async () => {
    const { code, out, err } = await shell.run(['--help'])
    expect([code, err]).toEqual([0, ''])
    for (const command of COMMANDS) for (const word of command.split(' ')) expect(out).toContain(word)
  })

  it.each(COMMANDS)('of %s shows an example of it', async (command) => {
    const { code, out } = await shell.run([...command.split(' '), '--help'])
    expect(code).toBe(0)
    expect(out).toContain(`$ unisson ${command}`)
    expect(out).toContain('--database')
  })
})

describe('wrong usage', () => {
  it.each([
    ['no command', []],
    ['no command of a group', ['publisher']],
    ['an unknown command', ['consult']],
    ['an unknown option', ['verify', '--fix']],
    ['a missing argument', ['key', 'create']],
    ['an argument too many', ['migrate', 'now']],
    ['an unknown status', ['proposal', 'list', 'territoires', '--status', 'read']],
    ['a number that is none', ['consultation', 'create', 'x', '--sequence-size', 'twelve']],
  ])('with %s ends with 2 and touches nothing', async (_what, argv) => {
    const { code, out, err } = await shell.run(argv)
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toBe('')
    expect(existsSync(shell.database)).toBe(false)
  })
})

describe('failures', () => {
  // A database of PostgreSQL is made by its administrator.
  itOnFiles('say in one line what is wrong, and make no database by mistake', async () => {
    const { code, out, err } = await shell.run(['publisher', 'list'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^error: There is no database .*\n$/)
    expect(existsSync(shell.database)).toBe(false)
  })

  it('of a file that is no database are told without a stack', async () => {
    const file = await shell.write('letter.txt', 'Dear reader, this is no database at all. '.repeat(50))
    const { code, err } = await shell.run(['publisher', 'list', '--database', file])
    expect(code).toBe(1)
    expect(err).toBe('error: file is not a database\n')
  })

  it('of the configuration name each variable, in one line', async () => {
    const { code, err } = await shell.run(['serve'], { environment: { PORT: 'x' } })
    expect(code).toBe(1)
    expect(err).toMatch(/^error: The configuration is not valid: .*PORT.*SESSION_SECRET.*\n$/)
  })
})

// On PostgreSQL the test's own was made from one that has the newest shape.
describeOnFiles('migrate', () => {
  it('makes the database, then has nothing to do', async () => {
    expect(await shell.json('migrate')).toEqual({
      database: shell.database,
      applied: readdirSync('api/migrations/sqlite').toSorted(),
    })
    expect((await shell.run(['migrate'])).out).toContain('is up to date')
  })
})

describe('as a process of its own', () => {
  it('prints one document on stdout and ends with the exit code', async () => {
    await shell.openConsultation()
    const child = start(['consultation', 'list', '--json'])
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ consultations: [{ slug: 'territoires' }] })

    const wrong = start(['verify', 'elsewhere'])
    const [err, [wrongCode]] = await Promise.all([text(wrong.stderr), once(wrong, 'exit')])
    expect([wrongCode, err]).toEqual([1, 'error: There is no consultation "elsewhere"\n'])
  })

  it('serves until it is told to stop, then stops in order', async () => {
    const child = start(['serve'], {
      PORT: '0',
      SESSION_SECRET: 'k7Qm2xV9pT4wZ8rB1nD6sF3hJ5gL0cYa',
      LOG_LEVEL: 'info',
    })
    const lines = createInterface({ input: child.stdout })
    let address: string | undefined
    for await (const line of lines) {
      address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
      if (address) break
    }
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    child.stdout.resume()
    // Beside the running server, on the same database.
    expect((await shell.openConsultation()).code).toBe(0)
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    expect((await exit)[0]).toBe(0)
    const runs = await shell.withStore((store) =>
      store.database.all('SELECT CASE WHEN stopped_at IS NULL THEN 0 ELSE 1 END AS "isStopped" FROM runs'),
    )
    expect(runs).toEqual([{ isStopped: 1 }])
  })
})
