import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findConsultation } from '../../api/src/administration/consultations.ts'
import type { Store } from '../../api/src/store/index.ts'
import { CommandLine, NOON, type Run } from '../support/command-line.ts'

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
        code: 'age-left-out',
        values: { age: '7', minimum: 13, maximum: 120 },
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
      rows: await store.database.all('SELECT is_seed AS "isSeed", decided_at AS "decidedAt" FROM proposals'),
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
    expect(await reported(['id,text', ...rows].join('\n'))).toMatchObject({ added: 15_000, refused: [] })
  })
})
