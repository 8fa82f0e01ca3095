import { createReadStream } from 'node:fs'
import { truncate } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findConsultation } from '../../api/src/administration/consultations.ts'
import { MAX_IMPORT_BYTES } from '../../api/src/administration/csv-rows.ts'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import type { Store } from '../../api/src/store/index.ts'
import { CommandLine, fixedChance, NOON, type Run } from '../support/command-line.ts'

const SEED = fileURLToPath(new URL('../../demo-site/seeds/monde-dapres.csv', import.meta.url))

interface Report {
  rows: number
  added: number
  alreadyThere: number
  refused: { row: number; text: string; reason: string }[]
  warnings: { row: number; text: string; reason: string }[]
  isStored: boolean
  proposalIds: Record<string, string>
}

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
  await shell.openConsultation()
})
afterEach(() => shell.close())

async function importing(csv: string | Uint8Array, ...options: string[]): Promise<Run> {
  const file = await shell.write('proposals.csv', csv)
  return shell.run(['proposal', 'import', 'territoires', file, ...options])
}

async function reported(csv: string, ...options: string[]): Promise<Report> {
  return JSON.parse((await importing(csv, ...options, '--json')).out) as Report
}

const proposalsOf = (store: Store) =>
  findConsultation(store, 'territoires').then(({ id }) => store.proposals.list(id, null))
const stored = () => shell.withStore(proposalsOf)

const MIXED = `id,text,author_name,author_age
a,"Il faut planter, encore, des arbres",Zoé,34
b,Plantons des haies,,
c,il FAUT   planter encore des arbres !,,
d,Il faut ${'très '.repeat(40)}long,,
a,Il faut rouvrir les gares,,
e,Il faut rouvrir les petites lignes,Léo,7
f,"Il faut, dit-on",un,peu,trop
`

describe('an import', () => {
  it('stores what follows the rules and says, row by row, what does not and why', async () => {
    const report = await reported(MIXED)
    expect(report).toMatchObject({ rows: 7, added: 2, alreadyThere: 0, isStored: true })
    expect(report.refused.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'A proposal begins with "Il faut"'],
      [4, 'says the same as row 2'],
      [5, 'The proposal is longer than 140 characters'],
      [6, 'its id "a" is that of row 2'],
      [8, 'has 5 cells where the header names 4; a text with a comma must be quoted'],
    ])
    expect(report.refused[2]?.text).toMatch(/^Il faut très .*…$/)
    expect(report.warnings).toEqual([
      {
        row: 7,
        text: 'Il faut rouvrir les petites lignes',
        reason: 'the age "7" was left out: it is not from 13 to 120',
      },
    ])
    const proposals = await stored()
    expect(
      proposals
        .map(({ externalId, text, status, authorName, authorAge }) => [
          externalId,
          text,
          status,
          authorName,
          authorAge,
        ])
        .sort(),
    ).toEqual([
      ['a', 'Il faut planter, encore, des arbres', 'pending', 'Zoé', 34],
      ['e', 'Il faut rouvrir les petites lignes', 'pending', 'Léo', null],
    ])
    expect(report.proposalIds).toEqual(
      Object.fromEntries(proposals.map(({ externalId, id }) => [externalId, id])),
    )
  })

  it('prints the same report for people', async () => {
    const { code, out, err } = await importing(MIXED)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('7 rows: 2 added, 0 already there, 5 refused.')
    expect(out).toMatch(/^3 +Plantons des haies +A proposal begins with "Il faut"$/m)
    expect(out).toMatch(/^Taken, but$/m)
  })

  it('adds nothing the second time, and still names every proposal', async () => {
    const first = await reported(MIXED)
    const second = await reported(MIXED)
    expect(second).toMatchObject({ added: 0, alreadyThere: 2, refused: first.refused })
    expect(second.proposalIds).toEqual(first.proposalIds)
    expect(await stored()).toHaveLength(2)
  })

  it('adds nothing the second time when rows have no id either', async () => {
    const csv = 'text\nIl faut planter des arbres\nIl faut rouvrir les gares\n'
    expect(await reported(csv)).toMatchObject({ added: 2 })
    expect(await reported(csv)).toMatchObject({ added: 0, alreadyThere: 2, refused: [], proposalIds: {} })
  })

  it('refuses a row whose id or whose text belongs to another proposal already', async () => {
    const { proposalIds } = await reported(
      'id,text\na,Il faut planter des arbres\nb,Il faut rouvrir les gares\n',
    )
    const { refused, added } = await reported(
      'id,text\na,Il faut ouvrir des écoles\nc,Il faut rouvrir les gares\n',
    )
    expect(added).toBe(0)
    expect(refused.map(({ reason }) => reason)).toEqual([
      `the existing proposal ${proposalIds['a']} has the id "a" and another text`,
      `says the same as the existing proposal ${proposalIds['b']} (pending)`,
    ])
  })

  it('opens seeds to votes at once when it is told to', async () => {
    await importing('text\nIl faut planter des arbres\n', '--status', 'accepted', '--seed')
    const facts = await shell.withStore(async (store) => ({
      accepted: await store.proposals.accepted((await findConsultation(store, 'territoires')).id),
      rows: await store.database.all('SELECT is_seed AS isSeed, decided_at AS decidedAt FROM proposals'),
    }))
    expect(facts.accepted).toMatchObject([{ text: 'Il faut planter des arbres', agree: 0 }])
    expect(facts.rows).toEqual([{ isSeed: 1, decidedAt: NOON }])
  })

  it('stores nothing with --strict when a row is refused', async () => {
    const { code, out } = await importing(MIXED, '--strict')
    expect(code).toBe(1)
    expect(out).toContain('Nothing is stored')
    expect(await stored()).toEqual([])
    expect((await importing('text\nIl faut planter des arbres\n', '--strict')).code).toBe(0)
    expect(await stored()).toHaveLength(1)
  })

  it('reads what spreadsheets write: byte order mark, CRLF, empty rows, line breaks in cells', async () => {
    const csv = '\uFEFF"text","id"\r\n"Il faut planter\r\ndes ""arbres""",1\r\n\r\n,\r\nrien,2\r\n'
    const report = await reported(csv)
    expect(report).toMatchObject({ rows: 2, added: 1, refused: [{ row: 5, text: 'rien' }] })
    expect((await stored())[0]?.text).toBe('Il faut planter des "arbres"')
  })

  it('takes the real seed proposals without refusing one, and knows them the next time', async () => {
    const run = () => shell.json<Report>('proposal', 'import', 'territoires', SEED, '--status', 'accepted')
    const first = await run()
    expect(first).toMatchObject({ refused: [], warnings: [], alreadyThere: 0 })
    expect(first.added).toBeGreaterThan(300)
    expect(await run()).toMatchObject({ added: 0, alreadyThere: first.added, refused: [] })
  })

  it('takes 15,000 rows in one go', async () => {
    const rows = Array.from(
      { length: 15_000 },
      (_, index) => `r${index},Il faut faire la chose numéro ${index}`,
    )
    const began = performance.now()
    expect(await reported(['id,text', ...rows].join('\n'))).toMatchObject({ added: 15_000, refused: [] })
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe('a file that cannot be trusted as a whole', () => {
  afterEach(async () => {
    expect(await stored()).toEqual([])
  })

  const GOOD = 'Il faut planter des arbres'
  it.each([
    [
      'has unknown columns',
      `text,mail,"\u001b[31mred"\n${GOOD},,\n`,
      /unknown columns "mail", "\[31mred" \(known are text/,
    ],
    ['is separated by semicolons', `text;id\n${GOOD};1\n`, /columns must be separated by commas/],
    ['names no text', `id\n1\n`, /no column "text"/],
    ['names a column twice', `text,text\n${GOOD},\n`, /named twice/],
    ['is empty', '', /it is empty/],
    ['has a quotation mark in a bare cell', `text\n${GOOD}\nIl faut dire "oui"\n`, /row 3: a quotation mark/],
    ['goes on after a quoted cell', `text\n${GOOD}\n\n"Il faut" dire\n`, /row 4: a quoted cell goes on/],
    ['never closes a quotation mark', `text\n${GOOD}\n"Il faut dire\noui\n`, /row 3: .* never closed/],
  ])('is refused when it %s', async (_what, csv, message) => {
    const { code, out, err } = await importing(csv)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(message)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('is refused when it is not UTF-8, with its rows', async () => {
    const latin = Buffer.from(`text\n${GOOD}\nIl faut être là\nIl faut aimer\nIl faut fêter Noël\n`, 'latin1')
    const { code, out, err } = await importing(latin, '--json')
    expect(code).toBe(1)
    expect(err).toMatch(/rows 3, 5: characters that are not UTF-8/)
    expect(JSON.parse(out)).toMatchObject({
      error: { code: 'invalid-import', errors: [{ pointer: '/rows/3' }, { pointer: '/rows/5' }] },
    })
  })

  it('is refused by its size before it is read', async () => {
    const file = await shell.write('large.csv', '')
    await truncate(file, 200_000_000)
    const { code, err } = await shell.run(['proposal', 'import', 'territoires', file])
    expect([code, err]).toEqual([1, 'error: The file is larger than 50 MB; split it\n'])
  })

  it('is refused as soon as a stream passes the limit', async () => {
    let given = 0
    async function* endless() {
      yield 'text\n'
      for (;;) {
        given += 1_000_000
        yield `${'x'.repeat(999_000)}\n${' '.repeat(998)}\n`
      }
    }
    await shell.withStore(async (store) => {
      const consultation = await findConsultation(store, 'territoires')
      const importing = importProposals(store, fixedChance, {
        consultation,
        csv: endless(),
        status: 'pending',
        isSeed: false,
      })
      await expect(importing).rejects.toMatchObject({ code: 'body-too-large' })
    })
    expect(given).toBeLessThan(MAX_IMPORT_BYTES * 1.1)
  })

  it('is refused when it is not there, or for no consultation', async () => {
    expect(await shell.run(['proposal', 'import', 'territoires', 'no.csv'])).toMatchObject({
      code: 1,
      err: 'error: There is no file no.csv\n',
    })
    expect(await shell.run(['proposal', 'import', 'elsewhere', SEED])).toMatchObject({
      code: 1,
      err: 'error: There is no consultation "elsewhere"\n',
    })
  })
})

describe('importing beside readers', () => {
  const options = { status: 'pending', isSeed: false } as const

  it('finds a proposal that a reader sent between the check and the storing', async () => {
    await shell.withStore(async (store) => {
      const consultation = await findConsultation(store, 'territoires')
      const rows = () =>
        Readable.from(['id,text\na,Il faut planter des arbres\nb,Il faut rouvrir les gares\n'])
      let isFirst = true
      const hasty: Store = {
        ...store,
        proposals: {
          ...store.proposals,
          create: async (proposals) => {
            if (isFirst) {
              isFirst = false
              await store.proposals.create(
                proposals
                  .slice(0, 1)
                  .map((proposal) => ({ ...proposal, id: 'sentByReader', externalId: null })),
              )
            }
            await store.proposals.create(proposals)
          },
        },
      }
      const report = await importProposals(hasty, fixedChance, { consultation, csv: rows(), ...options })
      expect(report).toMatchObject({
        added: 1,
        refused: [{ row: 2, reason: expect.stringContaining('sentByReader') }],
      })
      expect([...report.proposalIds.keys()]).toEqual(['b'])
      expect(await proposalsOf(store)).toHaveLength(2)
    })
  })

  it('tells how much it has read', async () => {
    const seen: number[] = []
    await shell.withStore(async (store) => {
      const consultation = await findConsultation(store, 'territoires')
      const csv = createReadStream(SEED, { highWaterMark: 4096 })
      await importProposals(store, fixedChance, {
        consultation,
        csv,
        ...options,
        onProgress: (bytes) => seen.push(bytes),
      })
    })
    expect(seen.length).toBeGreaterThan(3)
    expect(seen).toEqual([...seen].sort((one, other) => one - other))
  })

  it('shows a bar on a terminal only, and never among the answers', async () => {
    const file = await shell.write('one.csv', 'text\nIl faut planter des arbres\n')
    const terminal = await shell.run(['proposal', 'import', 'territoires', file], { columns: 120 })
    expect(terminal.err).toContain('MB')
    expect(terminal.out).toBe('1 row: 1 added, 0 already there, 0 refused.\n')
    expect((await shell.run(['proposal', 'import', 'territoires', file])).err).toBe('')
  })
})
