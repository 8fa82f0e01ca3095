import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportPreview } from '../../api/src/wire/index.ts'
import { CommandLine } from '../support/command-line.ts'

const office = (name: string): string => fileURLToPath(new URL(`../data/offices/${name}`, import.meta.url))

const ORIGIN = ['--origin', 'https://www.journal.example', '--time-zone', 'Europe/Paris']

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
  await shell.openConsultation()
})
afterEach(() => shell.close())

describe('proposal import', () => {
  it('says with --preview how it understands a file of an office, and stores nothing', async () => {
    const { code, out } = await shell.run([
      'proposal',
      'import',
      'territoires',
      office('excel-fr.csv'),
      '--preview',
    ])
    expect(code).toBe(0)
    expect(out).toContain('Read as CSV, windows-1252, separated by semicolon, titles in fr.')
    expect(out).toContain('C "Prénom" = author_name')
    expect(out).toMatch(/^2 +Il faut préserver l’eau ; c’est « vital » à Noël +a1 +Zoé +34$/m)
    expect(out).toContain('3 rows: 3 new, 0 already there, 0 refused. Nothing is stored.')
    expect(await shell.json('proposal', 'list', 'territoires')).toEqual({ proposals: [] })
  })

  it('takes a word for what it cannot know, and says what is wrong with one that makes no sense', async () => {
    const file = await shell.write('sans-titres.csv', 'Léa|x;Il faut des bancs\n')
    const options = ['--columns', '-,text', '--no-header', '--separator', 'semicolon']
    const found = await shell.json<ImportPreview>(
      'proposal',
      'import',
      'territoires',
      file,
      '--preview',
      ...options,
    )
    expect(found).toMatchObject({ problem: null, rows: 1, fresh: 1, file: { headerRow: null } })
    const wrong = await shell.run(['proposal', 'import', 'territoires', file, '--columns', 'id,text,text'])
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('must name "text" once')])
  })

  it('takes a workbook', async () => {
    const { code, out } = await shell.run(['proposal', 'import', 'territoires', office('libreoffice.xlsx')])
    expect([code, out]).toEqual([0, expect.stringContaining('3 rows: 3 added')])
  })
})

describe('export', () => {
  const exported = (...argv: string[]) => shell.run(['export', ...argv])

  it('writes proposals and results into files, by the ending of their name', async () => {
    await shell.run(['proposal', 'import', 'territoires', office('libreoffice.xlsx'), '--status', 'accepted'])
    const file = (name: string): string => join(shell.folder, name)
    for (const name of ['resultats.xlsx', 'resultats.csv', 'resultats.jsonl'])
      expect((await exported('results', 'territoires', file(name), '--titles', 'fr')).code).toBe(0)
    expect((await exported('proposals', 'territoires', file('toutes.xlsx'))).code).toBe(0)
    const { sheets } = await readXlsx(await readFile(file('resultats.xlsx')))
    expect(sheets[0]?.rows.map((row) => row[1]).sort()).toEqual(['Identifiant', 'a1', 'a2', 'a3'])
    expect((await readXlsx(await readFile(file('toutes.xlsx')))).sheets[0]?.rows[1]?.[4]).toBe('accepted')
    expect(await readFile(file('resultats.csv'), 'utf8')).toContain('Il faut préserver l’eau')
    expect((await readFile(file('resultats.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(3)
  })

  it('writes the figures of a publisher', async () => {
    await shell.run(['publisher', 'create', 'Le Journal', ...ORIGIN])
    const file = join(shell.folder, 'evolution.csv')
    const style = ['--titles', 'fr', '--separator', 'semicolon', '--period', '7d']
    expect(await exported('series', 'Le Journal', file, ...style)).toMatchObject({ code: 0, err: '' })
    const lines = (await readFile(file, 'utf8')).trim().split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFF?Du;Jusqu’au \(exclu\);Chargements;/)
    expect(lines).toHaveLength(8)
  })

  it('refuses what it does not have', async () => {
    const file = join(shell.folder, 'x.pdf')
    expect((await exported('votes', 'territoires', file)).err).toContain('"votes" cannot be exported')
    expect((await exported('results', 'territoires', file)).err).toContain(
      'must end in .csv or .xlsx or .jsonl',
    )
  })
})
