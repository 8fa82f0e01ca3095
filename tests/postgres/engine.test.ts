import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ConstraintError,
  type Database,
  StaleError,
  UnavailableDatabaseError,
  UnusableDatabaseError,
} from '../../api/src/store/database.ts'
import { bringUpToDate, openServerStore } from '../../api/src/store/index.ts'
import { openPostgres } from '../../api/src/store/postgres/engine.ts'
import { ONLY_NODE } from '../../api/src/store/processes.ts'
import { proposalStore } from '../../api/src/store/proposals.ts'
import { voteStore } from '../../api/src/store/votes.ts'
import { startPostgres } from '../../scripts/stage/postgres-server.ts'
import { DatabaseFile } from '../support/database-file.ts'
import { dropDatabase, freshDatabase } from '../support/engine.ts'
import { openProxy } from '../support/postgres-proxy.ts'

const NOW = Date.parse('2026-03-10T12:00:00Z')

let url: string
let file: DatabaseFile
let database: Database
beforeEach(async () => {
  url = (await freshDatabase()) ?? ''
  file = new DatabaseFile(url)
  database = openPostgres(url)
})
afterEach(async () => {
  await database.close()
  await dropDatabase(url)
})

const INSERT_PUBLISHER = `
  INSERT INTO publishers (id, name, public_key, time_zone, enabled, created_at)
  VALUES (:id, :name, :publicKey, 'Europe/Paris', :enabled, :now)`
const publisher = (more = {}) => ({
  sql: INSERT_PUBLISHER,
  params: { id: 'one', name: 'Le Journal', publicKey: 'pub_1', enabled: 1, now: NOW, ...more },
})
const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('PostgreSQL', () => {
  it('gives counts and instants as numbers, and bytes as bytes', async () => {
    await database.write([publisher()])
    const row = await database.get(
      `SELECT created_at AS "createdAt", count(*) OVER () AS count, sum(enabled) OVER () AS sum,
         CAST(:bytes AS BYTEA) AS bytes FROM publishers`,
      { bytes: new Uint8Array([0, 255]) },
    )
    expect(row).toEqual({ createdAt: NOW, count: 1, sum: 1, bytes: Buffer.from([0, 255]) })
  })

  it('fails who asks, and nobody else, where a number is larger than can be told', async () => {
    const sql = 'SELECT 9007199254740993 AS n'
    const asked = [database.get(sql), database.write([{ sql, params: {} }])]
    for (const error of await Promise.all(asked.map(refusal))) expect(error).toBeInstanceOf(RangeError)
    expect(await database.get('SELECT 1 AS one')).toEqual({ one: 1 })
    expect(await database.write([{ sql: 'SELECT 1 AS one', params: {} }])).toMatchObject([
      { row: { one: 1 } },
    ])
  })

  it('says what was violated, by table and column, and nothing of the values', async () => {
    await database.write([publisher()])
    const same = await refusal(database.write([publisher({ id: 'two', name: 'Secret name' })]))
    expect(same).toBeInstanceOf(ConstraintError)
    expect(same).toMatchObject({ constraint: 'publishers.public_key' })
    const wrong = await refusal(database.write([publisher({ id: 'two', publicKey: 'x', enabled: 2 })]))
    expect(wrong).toMatchObject({ constraint: 'publishers: publishers_enabled_check' })
    const missing = await refusal(database.write([publisher({ id: 'two', publicKey: 'x', name: null })]))
    expect(missing).toMatchObject({ constraint: 'publishers.name' })
    expect(await file.one('SELECT count(*) FROM publishers')).toBe(1)
  })

  it('refuses a value that is not fit as it refuses a row, so that a batch is not refused with it for ever', async () => {
    const publicKey = randomBytes(6000).toString('base64')
    const large = await refusal(database.write([publisher({ publicKey })]))
    const wrong = await refusal(database.write([publisher({ now: 'Secret name' })]))
    for (const error of [large, wrong]) expect(error).toBeInstanceOf(ConstraintError)
    expect([large, wrong].map(String).join()).not.toMatch(/Secret/)
  })

  it('writes all of a transaction or nothing of it', async () => {
    const two = [publisher(), publisher({ id: 'two' })]
    expect(await refusal(database.write(two))).toBeInstanceOf(ConstraintError)
    expect(await file.one('SELECT count(*) FROM publishers')).toBe(0)
  })

  it('keeps the plans of what it writes, by keys alone, and leaves what it reads to the planner', async () => {
    const sql = `SELECT current_setting('plan_cache_mode') AS plans, current_setting('enable_seqscan') AS walks, current_setting('jit') AS compiles,
      current_setting('enable_hashjoin') AS joins, current_setting('statement_timeout') AS limit`
    const [written] = await database.write([{ sql, params: {} }])
    expect(written?.row).toEqual({
      plans: 'force_generic_plan',
      walks: 'off',
      // Forced plans count as dear, and dear ones would be compiled each time: a quarter of a second for one row.
      compiles: 'off',
      joins: 'off',
      limit: '12s',
    })
    expect(await database.get(sql)).toEqual({
      plans: 'auto',
      walks: 'on',
      compiles: 'on',
      joins: 'on',
      limit: '0',
    })
  })

  it('walks through more rows than it holds at once, and lets go when nobody wants more', async () => {
    const seen: number[] = []
    for await (const { n } of database.iterate<{ n: number }>('SELECT n FROM generate_series(1, 2500) AS n'))
      seen.push(n)
    expect([seen.length, seen.at(-1)]).toEqual([2500, 2500])
    for await (const _ of database.iterate('SELECT n FROM generate_series(1, 2500) AS n')) break
  })

  it('takes votes while everything that reads for dashboards and exports is busy', async () => {
    const [proposals, votes] = [proposalStore(database), voteStore(database, ONLY_NODE)]
    const holder = new pg.Client(url)
    await holder.connect()
    try {
      await holder.query('SELECT pg_advisory_lock(1)')
      const busy = Promise.all(
        Array.from({ length: 8 }, () => database.get('SELECT pg_advisory_xact_lock_shared(1)')),
      )
      expect(await proposals.find(['one'])).toEqual([undefined])
      await votes.find([{ proposalId: 'one', voter: new Uint8Array(16) }])
      await database.write([publisher()])
      await holder.query('SELECT pg_advisory_unlock(1)')
      await busy
    } finally {
      await holder.end()
    }
  })

  it('does a transaction again that met another', async () => {
    await file.run('CREATE SEQUENCE tries')
    await file.run(`CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF nextval('tries') < 4 THEN RAISE EXCEPTION 'met' USING ERRCODE = '40001'; END IF; RETURN NEW; END $$`)
    await file.run('CREATE TRIGGER meets BEFORE INSERT ON publishers FOR EACH ROW EXECUTE FUNCTION meet()')
    await database.write([publisher()])
    expect(await file.one('SELECT count(*) FROM publishers')).toBe(1)
    expect(await file.one('SELECT last_value FROM tries')).toBe(4)
  })

  it('gives up in the end when they meet for ever', async () => {
    await file.run(`CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'met' USING ERRCODE = '40P01'; END $$`)
    await file.run('CREATE TRIGGER meets BEFORE INSERT ON publishers FOR EACH ROW EXECUTE FUNCTION meet()')
    expect(await refusal(database.write([publisher()]))).toBeInstanceOf(UnavailableDatabaseError)
  })

  it('keeps whatever a text holds, in rows that are written together', async () => {
    const sql = `INSERT INTO publishers (id, name, public_key, time_zone, enabled, created_at)
      SELECT k.id, k.name, k.id, 'Europe/Paris', 1, 0 FROM unnest(CAST(:id AS TEXT[]), CAST(:name AS TEXT[])) AS k (id, name)`
    const names = ['a,b', '{}', '"', '\\', 'NULL', '', "it's"]
    await database.write(
      names.map((name, index) => ({
        sql,
        params: { id: `${index}`, name },
        multiRow: { key: `${index}`, isGuarded: true },
      })),
    )
    const rows = await database.all<{ name: string }>('SELECT name FROM publishers ORDER BY id')
    expect(rows.map(({ name }) => name)).toEqual(names)
  })

  it('fails a transaction whose guarded row is not what it was, and writes nothing of it', async () => {
    const guarded = {
      sql: `UPDATE publishers SET name = k.name FROM unnest(CAST(:id AS TEXT[]), CAST(:name AS TEXT[])) AS k (id, name)
            WHERE publishers.id = k.id`,
      params: { id: 'nobody', name: 'x' },
      multiRow: { key: 'nobody', isGuarded: true },
    }
    expect(await refusal(database.write([publisher(), guarded]))).toBeInstanceOf(StaleError)
    expect(await file.one('SELECT count(*) FROM publishers')).toBe(0)
  })

  it('is unavailable while nobody answers, and is back by itself', async () => {
    const proxy = await openProxy(url)
    const distant = openPostgres(proxy.url)
    await distant.write([publisher()])
    proxy.shut()
    expect(await refusal(distant.get('SELECT 1'))).toBeInstanceOf(UnavailableDatabaseError)
    expect(await refusal(distant.write([publisher({ id: 'two' })]))).toMatchObject({
      isOutcomeUnknown: false,
    })
    proxy.open()
    expect(await distant.get('SELECT 1 AS one')).toEqual({ one: 1 })
    await distant.write([publisher({ id: 'three', publicKey: 'pub_3' })])
    await distant.close()
    await proxy.close()
  })

  it('says that nobody knows, when the answer to a commit is lost', async () => {
    const proxy = await openProxy(url)
    const distant = openPostgres(proxy.url)
    proxy.loseNextCommit()
    expect(await refusal(distant.write([publisher()]))).toMatchObject({ isOutcomeUnknown: true })
    expect(await file.one('SELECT count(*) FROM publishers')).toBe(1)
    await distant.close()
    await proxy.close()
  })
})

describe('A start', () => {
  it('is refused where commits are not flushed in this database', async () => {
    await file.run(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`)
    const error = await refusal(openServerStore(url, NOW, () => undefined))
    expect(error).toBeInstanceOf(UnusableDatabaseError)
    expect((error as Error).message).toContain('PostgreSQL runs with synchronous_commit = off')
  })

  it.each(['fsync', 'full_page_writes'])('is refused where a server has %s off', async (setting) => {
    const careless = await startPostgres({ isInMemory: true, settings: { [setting]: 'off' } })
    try {
      const error = await refusal(openServerStore(careless.urlOf('postgres'), NOW, () => undefined))
      expect(error).toBeInstanceOf(UnusableDatabaseError)
      expect((error as Error).message).toContain(`PostgreSQL runs with ${setting} = off`)
    } finally {
      await careless.close()
    }
  })

  it('is refused with a reason where there is no server, and the password is not told', async () => {
    const error = await refusal(
      openServerStore('postgres://me:hush@127.0.0.1:1/unisson', NOW, () => undefined),
    )
    expect((error as Error).message).toMatch(
      /cannot be reached \(postgres:\/\/127\.0\.0\.1:1\/unisson\).*ECONNREFUSED/,
    )
    expect((error as Error).message).not.toContain('hush')
  })

  it('takes each migration once, though several processes begin at once on an empty database', async () => {
    await file.run('DROP SCHEMA public CASCADE')
    await file.run('CREATE SCHEMA public')
    const applied = await Promise.all(Array.from({ length: 4 }, () => bringUpToDate(url, NOW)))
    expect(applied.flat().length).toBe(await file.one('SELECT count(*) FROM migrations'))
    expect(await bringUpToDate(url, NOW)).toEqual([])
  })

  it('is refused on a database of a development version, with a reason', async () => {
    await file.run("UPDATE migrations SET name = '0001-initial.sql'")
    const error = await refusal(bringUpToDate(url, NOW))
    expect(error).toBeInstanceOf(UnusableDatabaseError)
    expect((error as Error).message).toContain('made by a development version')
  })

  it('is refused on a database that is newer than the program', async () => {
    await file.run("INSERT INTO migrations (name, applied_at) VALUES ('9999-future.sql', 1)")
    expect(((await refusal(bringUpToDate(url, NOW))) as Error).message).toContain('9999-future.sql')
  })
})
