import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Action, ApiKey, CreatedApiKey, ImportAnswer, Partner } from '../../api/src/wire/index.ts'
import { onPostgres } from '../support/engine.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
let ada: TestAdministrator

beforeEach(async () => {
  newsroom = await openNewsroom()
  ada = await TestAdministrator.join(newsroom.api)
})
afterEach(() => newsroom.api.close())

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('An import', () => {
  const send = (csv: string | Buffer, query = '', headers = {}) =>
    ada.ask('POST', `consultations/territoires/import${query}`, undefined, {
      payload: csv,
      headers: { authorization: `Bearer ${ada.key}`, 'content-type': 'text/csv', ...headers },
    })
  const stored = async () => await newsroom.api.file.one<number>('SELECT count(*) FROM proposals')

  it('stores the proposals of a file, once', async () => {
    const csv = 'text,id\nIl faut des bus,a\nIl faut des trains,b\n'
    expect((await send(csv, '?status=accepted&seed=true')).json<ImportAnswer>()).toMatchObject({
      rows: 2,
      added: 2,
      alreadyThere: 0,
      refused: [],
      isStored: true,
    })
    expect((await send(csv)).json<ImportAnswer>()).toMatchObject({ added: 0, alreadyThere: 2 })
    const { body } = await newsroom.api.app.inject(
      `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`,
    )
    expect(body).toContain('Il faut des trains')
  })

  it('stores nothing while rows are refused, and says which and why', async () => {
    const csv = 'text,id\nIl faut des bus,a\nDes trains,b\nIl faut des quais,a\n'
    const report = (await send(csv)).json<ImportAnswer>()
    expect(report).toMatchObject({ rows: 3, added: 0, isStored: false })
    expect(report.refused).toEqual([
      {
        row: 3,
        text: 'Des trains',
        reason: 'A proposal begins with "Il faut"',
        code: 'prefix-missing',
        values: { prefix: 'Il faut' },
      },
      {
        row: 4,
        text: 'Il faut des quais',
        reason: 'its id "a" is that of row 2',
        code: 'id-of-row',
        values: { id: 'a', row: 2 },
      },
    ])
    expect(await stored()).toBe(3)
  })

  it('stores the good rows alone where that is wanted', async () => {
    const csv = 'text\nIl faut des bus\nDes trains\n'
    expect((await send(csv, '?strict=false')).json()).toMatchObject({ added: 1, isStored: true })
    expect(await stored()).toBe(4)
  })

  it.each([
    ['wrong columns', 'txte,votes\nIl faut des bus,3\n', 'unknown columns "txte"'],
    ['broken quoting', 'text\n"Il faut des bus\nIl faut des trains\n', 'row 2'],
    [
      'damaged bytes',
      Buffer.concat([
        Buffer.from('text\nIl faut des écoles à Évry\nIl faut des '),
        Buffer.from([0xe9]),
        Buffer.from('coles\n'),
      ]),
      'characters that are not UTF-8',
    ],
    ['nothing in it', '', 'it is empty'],
  ])('of a file with %s is refused with what is wrong, and stores nothing', async (_name, csv, words) => {
    expect(expectProblem(await send(csv), 'invalid-import').detail).toContain(words)
    expect(await stored()).toBe(3)
  })

  it('of a file of 200 MB is refused before it is read', async () => {
    const response = await send('text\n', '', { 'content-length': '200000000' })
    expect(expectProblem(response, 'body-too-large').detail).toContain('larger than 50 MB')
  })

  it('is in the audit log with its figures', async () => {
    await send('text\nIl faut des bus\n')
    expect((await ada.audit())[0]).toMatchObject({
      actor: 'Ada',
      act: 'proposals.import',
      consultation: 'territoires',
      after: { added: 1, rows: 1, status: 'pending' },
    })
  })
})

describe('Results, for the team', () => {
  it('are downloaded in any phase', async () => {
    const csv = await ada.ask('GET', 'consultations/territoires/export.csv')
    expect(csv.headers['content-disposition']).toBe('attachment; filename="territoires.csv"')
    expect(csv.body).toContain('Il faut planter des arbres')
    const lines = (await ada.ask('GET', 'consultations/territoires/export.jsonl')).body.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).text)).toContain('Il faut planter des arbres')
  })
})

describe('A partner', () => {
  const add = () =>
    ada.do<Partner>('POST', 'consultations/territoires/partners', {
      name: 'Région Centre',
      role: 'institution',
      url: 'https://www.region.example/',
    })
  const setLogo = (id: string, file: Buffer, type = 'image/png') =>
    ada.ask('PUT', `consultations/territoires/partners/${id}/logo`, undefined, {
      payload: file,
      headers: { authorization: `Bearer ${ada.key}`, 'content-type': type },
    })
  const page = async () => (await newsroom.api.app.inject('/c/territoires')).body

  it('is added with a logo, changed and removed; the log says all of it', async () => {
    const { id } = await add()
    const { logo } = (await setLogo(id, PIXEL)).json<Partner>()
    expect((await newsroom.api.app.inject(logo?.url ?? '')).headers['content-type']).toBe('image/webp')
    expect(await page()).toContain(logo?.url)
    await ada.do('PUT', `consultations/territoires/partners/${id}`, { name: 'Région', role: 'media' })
    expect(await page()).toContain('alt="Région"')
    await ada.do('DELETE', `consultations/territoires/partners/${id}`)
    expectProblem(await newsroom.api.app.inject(logo?.url ?? ''), 'not-found')
    expect((await ada.audit(`?subject=${id}`)).map(({ act }) => act)).toEqual([
      'partner.remove',
      'partner.change',
      'partner.change',
      'partner.add',
    ])
  })

  it('has no logo from a file that is no picture', async () => {
    const { id } = await add()
    expectProblem(await setLogo(id, Buffer.from('<script>alert(1)</script>')), 'invalid-request')
    expectProblem(await setLogo(id, Buffer.alloc(3_000_000)), 'body-too-large')
    expectProblem(await setLogo(id, PIXEL, 'application/octet-stream'), 'unsupported-media-type')
    expectProblem(await setLogo('aaaaaaaaaaaa', PIXEL), 'unknown-partner')
  })
})

describe('An action', () => {
  const NEW = {
    title: 'Rouvrir douze gares',
    description: 'Deux gares par an',
    indicator: { name: 'Gares', baseline: 0, target: 12 },
  }
  const create = (more = {}) => ada.ask('POST', 'consultations/territoires/actions', { ...NEW, ...more })

  it('is announced, changed and measured', async () => {
    const proposals = newsroom.proposals.slice(0, 1)
    const { id, revision } = (await create({ proposals })).json<Action>()
    const change = { ...NEW, proposals, state: 'started', revision }
    await ada.do('PUT', `consultations/territoires/actions/${id}`, change)
    const measured = await ada.do<Action>('POST', `consultations/territoires/actions/${id}/readings`, {
      day: '2026-06-01',
      value: 3,
    })
    expect(measured).toMatchObject({ state: 'started', progress: 0.25, revision: 3 })
    expectProblem(
      await ada.ask('PUT', `consultations/territoires/actions/${id}`, change),
      'changed-meanwhile',
    )
    const acts = (await ada.audit(`?subject=${id}`)).map(({ act }) => act)
    expect(acts).toEqual(['action.reading', 'action.change', 'action.create'])
  })

  it('is published with what will be done and the consensus behind it, each named where it is missing', async () => {
    const { errors } = expectProblem(
      await ada.ask('POST', 'consultations/territoires/actions', { title: 'Rouvrir' }),
      'invalid-request',
    )
    expect(errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/description', 'missing-to-publish'],
      ['/proposals', 'missing-to-publish'],
    ])
    const draft = await ada.do<Action>('POST', 'consultations/territoires/actions', {
      title: 'Rouvrir',
      state: 'draft',
    })
    expect(draft).toMatchObject({ state: 'draft', changes: [] })
    const listed = await ada.do<{ actions: Action[] }>('GET', 'consultations/territoires/actions')
    expect(listed.actions.map(({ id }) => id)).toContain(draft.id)
  })

  it('is not tied to a refused proposal', async () => {
    const [refused] = await newsroom.api.addProposals(newsroom.consultation, ['Il faut des bus'], 'refused')
    const problem = expectProblem(await create({ proposals: [refused] }), 'invalid-request')
    expect(problem.errors).toEqual([
      {
        pointer: '/proposals/0',
        detail: `the proposal ${refused} is refused, not accepted`,
        code: 'proposal-not-accepted',
      },
    ])
  })
})

describe('A publisher', () => {
  const NEW = { name: 'Le Signal', origins: ['https://www.signal.example'], timeZone: 'Europe/Paris' }

  it('is set up, and its articles show the widget at once', async () => {
    const { publicKey } = await ada.do<{ publicKey: string }>('POST', 'publishers', NEW)
    const embed = () => newsroom.api.app.inject(`/v1/embed/territoires?publisher=${publicKey}`)
    expect((await embed()).statusCode).toBe(200)
    await ada.do('PUT', `publishers/${publicKey}`, { ...NEW, enabled: false, counting: 'off' })
    expectProblem(await embed(), 'publisher-disabled')
  })

  it('gets keys that are shown once, and lose their power at once', async () => {
    const path = `publishers/${newsroom.publisher.publicKey}/keys`
    const { id, key } = await ada.do<CreatedApiKey>('POST', path, { label: 'Tableau' })
    const read = () =>
      newsroom.api.app.inject({
        url: '/v1/publisher/stats/summary',
        headers: { authorization: `Bearer ${key}` },
      })
    expect((await read()).statusCode).toBe(200)
    const { keys } = await ada.do<{ keys: ApiKey[] }>('GET', path)
    expect(keys).toMatchObject([{ label: 'Tableau', lastUsedOn: '2026-03-10', revokedAt: null }])
    expect(JSON.stringify(keys)).not.toContain(key)
    await ada.do('DELETE', `${path}/${id}`)
    expectProblem(await read(), 'invalid-key')
  })

  it('has its keys revoked under its own name only', async () => {
    const other = await ada.do<{ publicKey: string }>('POST', 'publishers', NEW)
    const { id } = await ada.do<CreatedApiKey>('POST', `publishers/${other.publicKey}/keys`, { label: '' })
    const path = `publishers/${newsroom.publisher.publicKey}/keys/${id}`
    expectProblem(await ada.ask('DELETE', path), 'unknown-api-key')
  })
})

describe('The audit log', () => {
  it('can be neither changed nor shortened', async () => {
    const { file } = newsroom.api
    await expect(file.run("UPDATE audit_entries SET actor = 'Nobody'")).rejects.toThrow(/append-only/)
    await expect(file.run('DELETE FROM audit_entries')).rejects.toThrow(/append-only/)
  })

  it('cannot be written over either, by any of its keys', async () => {
    const { file } = newsroom.api
    const columns = 'at, actor, act, subject'
    const values = "0, 'Nobody', 'x', 'x'"
    const attempts = onPostgres
      ? [
          `INSERT INTO audit_entries (id, ${columns}) SELECT id, ${values} FROM audit_entries
           ON CONFLICT (id) DO UPDATE SET actor = excluded.actor`,
          'TRUNCATE audit_entries',
        ]
      : ['id', 'rowid', 'number'].map(
          (key) =>
            `INSERT OR REPLACE INTO audit_entries (${key === 'id' ? 'id' : `id, ${key}`}, ${columns})
             SELECT ${key === 'id' ? 'id' : `'fresh' || id, ${key}`}, ${values} FROM audit_entries`,
        )
    const before = await file.all('SELECT id, actor FROM audit_entries ORDER BY id')
    for (const attempt of attempts) await expect(file.run(attempt)).rejects.toThrow(/append-only/)
    expect(await file.all('SELECT id, actor FROM audit_entries ORDER BY id')).toEqual(before)
  })

  it('shows what was taken out by force, the last entry too', async () => {
    const { file, context } = newsroom.api
    const { audit } = context.store
    expect(await audit.missing()).toBe(0)
    if (onPostgres) await file.run('DROP TRIGGER audit_entries_stay ON audit_entries')
    else await file.run('DROP TRIGGER audit_entries_remain')
    for (const which of ['max', 'min'])
      await file.run(`DELETE FROM audit_entries WHERE number = (SELECT ${which}(number) FROM audit_entries)`)
    expect(await audit.missing()).toBe(2)
    await newsroom.api.addPublisher({ name: 'Autre' })
    expect(await audit.missing()).toBe(2)
  })

  it('comes newest first, page by page', async () => {
    for (let number = 0; number < 5; number++) {
      newsroom.api.runtime.pass(1000)
      await newsroom.api.addPublisher({ name: `Journal ${number}` })
    }
    const seen: string[] = []
    let mark: string | null = ''
    while (mark !== null) {
      const page: { entries: { after: { name?: string } | null }[]; next: string | null } = await ada.do(
        'GET',
        `audit?limit=2${mark && `&before=${mark}`}`,
      )
      seen.push(...page.entries.map(({ after }) => after?.name ?? ''))
      mark = page.next
    }
    expect(seen.slice(0, 5)).toEqual([4, 3, 2, 1, 0].map((number) => `Journal ${number}`))
    expect(seen).toHaveLength(
      (await newsroom.api.file.one<number>('SELECT count(*) FROM audit_entries')) ?? 0,
    )
  })

  it('names no key and no secret', async () => {
    const key = await newsroom.api.addKey(newsroom.publisher)
    const log = JSON.stringify(await ada.audit('?limit=500'))
    for (const secret of [key, ada.key]) expect(log).not.toContain(secret)
    expect(log).not.toContain('"secret"')
  })

  it('keeps an act and its entry together: without room for the entry, nothing is done', async () => {
    await newsroom.api.file.run(
      onPostgres
        ? 'CREATE TRIGGER no_room BEFORE INSERT ON audit_entries EXECUTE FUNCTION refuse_audit_change()'
        : "CREATE TRIGGER no_room BEFORE INSERT ON audit_entries BEGIN SELECT raise(ABORT, 'no room'); END",
    )
    const before = await newsroom.api.file.all('SELECT id, status FROM proposals')
    const [id] = newsroom.proposals
    const response = await ada.ask('POST', 'consultations/territoires/decisions', {
      proposals: [{ id, revision: 1 }],
      status: 'postponed',
    })
    expect(response.statusCode).toBe(500)
    expect(await newsroom.api.file.all('SELECT id, status FROM proposals')).toEqual(before)
  })
})
