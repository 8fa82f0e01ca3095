import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../api/src/config.ts'
import { startServer } from '../../api/src/server.ts'
import { UnusableDatabaseError } from '../../api/src/store/database.ts'
import { openStore } from '../../api/src/store/index.ts'
import { createBenchDatabase } from '../../scripts/bench/database.ts'
import { fillWithVotes } from '../../scripts/stage/fill-votes.ts'

let folder: string
let file: string

const start = () =>
  startServer(
    readConfig({
      PORT: '0',
      DATABASE_FILE: file,
      LOG_LEVEL: 'silent',
      SESSION_SECRET: randomBytes(32).toString('hex'),
    }),
  )
const refusal = async (): Promise<string> => {
  const error = await start().then(
    (server) => server.close().then(() => new Error('It started')),
    (reason: Error) => reason,
  )
  expect(error).toBeInstanceOf(UnusableDatabaseError)
  return error.message
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unisson-start-'))
  file = join(folder, 'unisson.db')
  const { proposalIds } = await createBenchDatabase(file)
  const store = await openStore(file, Date.now())
  await fillWithVotes(store, proposalIds, 500)
  await store.database.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('A server', () => {
  it('is the only one on its database, and leaves it to the next', async () => {
    const first = await start()
    expect(await refusal()).toBe(
      `Another server works on ${file} already; stop it first, or give this one a database of its own`,
    )
    expect((await fetch(`${first.address}/readyz`)).status).toBe(200)
    await first.close()
    await (await start()).close()
  })

  it('does not start on the database of a development version', async () => {
    const other = new Sqlite(file)
    other.exec("UPDATE migrations SET name = '0001-initial.sql'")
    other.close()
    expect(await refusal()).toContain('made by a development version')
  })

  it('waits for no command line that is in the middle of a write for ever, but says so', async () => {
    const other = new Sqlite(file)
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN EXCLUSIVE')
    expect(await refusal()).toBe(`Another program holds ${file} for itself; try again when it is done`)
    other.close()
  })

  it.each([
    ['is no database', () => writeFileSync(file, 'Dear reader, '.repeat(5000))],
    ['was cut', () => truncateSync(file, readFileSync(file).length / 2)],
    ['was cut within its first page', () => truncateSync(file, 3000)],
    ['has a page of noise', () => overwrite(0.3)],
    ['has lost its first page', () => overwrite(0)],
  ])('does not start on a file that %s, and says what to do', async (_what, damage) => {
    damage()
    const message = await refusal()
    expect(message).toContain(`The database ${file} is damaged`)
    expect(message).toContain('unisson restore')
  })

  it('does not start where it may not write', async () => {
    chmodSync(file, 0o400)
    const unwritable = join(folder, 'unisson.db', 'inside.db')
    file = unwritable
    await expect(start()).rejects.toThrow()
  })
})

function overwrite(part: number): void {
  const bytes = readFileSync(file)
  const page = Math.floor((bytes.length / 4096) * part) * 4096
  writeFileSync(file, bytes.fill(randomBytes(4096), page, page + 4096))
}
