import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemRuntime } from '../../api/src/services.ts'
import { openServerStore } from '../../api/src/store/index.ts'
import { fillWithVotes } from '../../scripts/stage/fill-votes.ts'
import { CommandLine } from '../support/command-line.ts'
import { DatabaseFile } from '../support/database-file.ts'

let shell: CommandLine
let backup: string
let file: DatabaseFile

beforeEach(async () => {
  shell = await CommandLine.open()
  file = new DatabaseFile(shell.database)
  backup = join(shell.folder, 'copy.db')
  await shell.openConsultation()
  const rows = Array.from({ length: 20 }, (_, index) => `p${index},Il faut planter ${index} arbres`)
  const csv = await shell.write('proposals.csv', `id,text\n${rows.join('\n')}\n`)
  await shell.run(['proposal', 'import', 'territoires', csv])
  await addVotes(400)
})
afterEach(() => shell.close())

const proposals = async () => (await file.all<{ id: string }>('SELECT id FROM proposals')).map(({ id }) => id)
const addVotes = (count: number) =>
  shell.withStore(async (store) => void (await fillWithVotes(store, await proposals(), count)))

describe('backup', () => {
  it('copies every vote of one moment while another connection is in the middle of a write', async () => {
    const writer = new Sqlite(shell.database)
    writer.exec('BEGIN IMMEDIATE; DELETE FROM votes')
    expect(await shell.run(['backup', backup])).toMatchObject({ code: 0, err: '' })
    writer.exec('ROLLBACK')
    writer.close()
    const copy = new DatabaseFile(backup)
    expect(await copy.votes()).toEqual(await file.votes())
    expect(await copy.tallies()).toEqual(await copy.recount())
    expect((await shell.run(['verify', '--database', backup])).code).toBe(0)
  })

  it('can be read by its owner alone', async () => {
    await shell.run(['backup', backup])
    expect(statSync(backup).mode & 0o777).toBe(0o600)
  })

  it('holds nothing by which the readers of a day could be recognised', async () => {
    await file.run(
      "INSERT INTO publishers (id, name, public_key, time_zone, created_at) VALUES ('p', '', 'p', 'UTC', 0)",
    )
    await file.run(
      "INSERT INTO daily_salts (publisher_id, day, salt) VALUES ('p', '2026-03-10', ?)",
      Buffer.alloc(32, 7),
    )
    const reader = Buffer.from('a reader´s hash!'.slice(0, 15))
    await file.run(
      'INSERT INTO reader_days (day, reader, scopes) VALUES (?, ?, ?)',
      '2026-03-10',
      reader,
      '{}',
    )
    const network = Buffer.from('a network...')
    await file.run(
      'INSERT INTO network_days (day, network, scopes) VALUES (?, ?, ?)',
      '2026-03-10',
      network,
      '{}',
    )
    await shell.run(['backup', backup])
    const copy = new DatabaseFile(backup)
    expect(await copy.one('SELECT count(*) FROM network_days')).toBe(0)
    expect([
      await copy.one('SELECT count(*) FROM daily_salts'),
      await copy.one('SELECT count(*) FROM reader_days'),
    ]).toEqual([0, 0])
    const bytes = new Sqlite(backup, { readonly: true }).serialize()
    expect([bytes.includes(reader), bytes.includes(Buffer.alloc(32, 7))]).toEqual([false, false])
    expect(await file.one('SELECT count(*) FROM reader_days')).toBe(1)
  })

  it('signs nobody in', async () => {
    await file.run(
      "INSERT INTO publishers (id, name, public_key, time_zone, created_at) VALUES ('p', '', 'p', 'UTC', 0)",
    )
    await file.run(
      "INSERT INTO api_keys (id, publisher_id, digest, prefix, created_at) VALUES ('k', 'p', ?, 'k', 0)",
      Buffer.alloc(32, 1),
    )
    await file.run(
      "INSERT INTO administrators (id, name, role, digest, prefix, created_at) VALUES ('a', '', 'admin', ?, 'a', 0)",
      Buffer.alloc(32, 2),
    )
    const [editor, administrator] = [Buffer.alloc(32, 3), Buffer.alloc(32, 4)]
    await file.run(
      "INSERT INTO editor_sessions (digest, api_key_id, expires_at) VALUES (?, 'k', 9e12)",
      editor,
    )
    await file.run("INSERT INTO administrator_sessions VALUES (?, 'a', 9e12)", administrator)
    await shell.run(['backup', backup])
    const copy = new DatabaseFile(backup)
    for (const table of ['editor_sessions', 'administrator_sessions'])
      expect([
        await copy.one(`SELECT count(*) FROM ${table}`),
        await file.one(`SELECT count(*) FROM ${table}`),
      ]).toEqual([0, 1])
    const bytes = new Sqlite(backup, { readonly: true }).serialize()
    expect([bytes.includes(editor), bytes.includes(administrator)]).toEqual([false, false])
  })

  it('does not write over anything', async () => {
    writeFileSync(backup, 'precious')
    expect(await shell.run(['backup', backup])).toMatchObject({
      code: 1,
      err: `error: There is a file ${backup} already\n`,
    })
    expect(statSync(backup).size).toBe(8)
  })
})

describe('restore', () => {
  it('brings back the votes of the backup, sets aside what was there, and deletes nothing', async () => {
    const before = await file.votes()
    await shell.run(['backup', backup])
    await file.run('DELETE FROM votes')
    expect(await shell.run(['restore', backup])).toMatchObject({ code: 1, out: '' })
    const { replaced } = await shell.json<{ replaced: string }>('restore', backup, '--replace')
    expect(await file.votes()).toEqual(before)
    expect(await new DatabaseFile(replaced).votes()).toEqual([])
    expect((await shell.run(['verify'])).code).toBe(0)
  })

  it('makes the database where there is none', async () => {
    await shell.run(['backup', backup])
    const elsewhere = join(shell.folder, 'new.db')
    expect((await shell.run(['restore', backup, '--database', elsewhere])).code).toBe(0)
    expect(await new DatabaseFile(elsewhere).votes()).toHaveLength(400)
  })

  it('keeps its hands off a database on which a server works, or anyone else', async () => {
    await shell.run(['backup', backup])
    const server = await openServerStore(shell.database, systemRuntime.now(), () => undefined)
    expect((await shell.run(['restore', backup, '--replace'])).err).toContain('Another server works on')
    await server.database.close()
    const other = new Sqlite(shell.database)
    other.prepare('SELECT count(*) FROM votes').get()
    expect((await shell.run(['restore', backup, '--replace'])).err).toContain('Another program works on')
    other.close()
    expect((await shell.run(['restore', backup, '--replace'])).code).toBe(0)
  })

  it('takes no backup that is damaged', async () => {
    await shell.run(['backup', backup])
    const bytes = new Sqlite(backup, { readonly: true }).serialize()
    writeFileSync(backup, bytes.subarray(0, bytes.length / 2))
    expect((await shell.run(['restore', backup, '--replace'])).err).toMatch(/copy\.db is damaged/)
    expect(await file.votes()).toHaveLength(400)
  })

  it('can replace a database that is damaged itself', async () => {
    await shell.run(['backup', backup])
    writeFileSync(shell.database, 'This was a database once. '.repeat(500))
    expect((await shell.run(['restore', backup, '--replace'])).code).toBe(0)
    expect(await file.votes()).toHaveLength(400)
  })
})

describe('check', () => {
  it('calls a whole database whole, and a cut one damaged', async () => {
    expect((await shell.run(['check'])).code).toBe(0)
    await shell.run(['backup', backup])
    const bytes = new Sqlite(backup, { readonly: true }).serialize()
    writeFileSync(backup, bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 3000))
    const { code, out } = await shell.run(['check', backup])
    expect(code).toBe(1)
    expect(out).toContain(`${backup} is damaged`)
  })

  it('finds a row that names another that is not there', async () => {
    const careless = new Sqlite(shell.database)
    careless.pragma('foreign_keys = OFF')
    careless.exec(
      "INSERT INTO scopes (publisher_id, consultation_id, kind, value) VALUES ('gone', '', 'site', '')",
    )
    careless.close()
    const { code, out } = await shell.run(['check'])
    expect(code).toBe(1)
    expect(out).toContain('a row of scopes names a row of publishers that is not there')
  })
})
