import { readFile } from 'node:fs/promises'
import { deflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { type ImportWishes, openImport } from '../../api/src/administration/import-rows.ts'

const office = (name: string): Promise<Buffer> =>
  readFile(new URL(`../data/offices/${name}`, import.meta.url))

async function* pieces(file: Uint8Array) {
  yield file
}

async function read(file: Uint8Array, wishes: ImportWishes = {}) {
  const opened = await openImport(pieces(file), wishes)
  try {
    const rows = []
    for await (const row of opened.rows) rows.push(row)
    return { ...opened, rows }
  } finally {
    await opened.close()
  }
}
const problemOf = (file: Uint8Array, wishes: ImportWishes = {}): Promise<string> =>
  read(file, wishes).then(
    ({ problem }) => problem?.message ?? 'none',
    (error: Error) => error.message,
  )

interface Entry {
  name: string
  content: Buffer
  /** What the table of contents says, where it does not say the truth. */
  declared?: number
}

/** An archive as a spreadsheet writes it, or as somebody with bad intentions does. */
function archive(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const contents: Buffer[] = []
  let offset = 0
  for (const { name, content, declared = content.length } of entries) {
    const packed = deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(declared, 22)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(declared, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(offset, 42)
    parts.push(local, Buffer.from(name), packed)
    contents.push(central, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(contents).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...contents, end])
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

function workbook(rows: string, declared?: number): Buffer {
  const file = (name: string, text: string): Entry => ({ name, content: Buffer.from(text) })
  return archive([
    file('[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"/>`),
    file(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    file(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    file(
      'xl/workbook.xml',
      `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    {
      ...file('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${rows}</sheetData></worksheet>`),
      ...(declared === undefined ? {} : { declared }),
    },
  ])
}
const text = (reference: string, value: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`

// A thread has to start for each.
describe('a workbook of an office', { timeout: 60_000 }, () => {
  it('gives texts, numbers, and what formulas came to when it was saved; dates and errors name their cell', async () => {
    const { file, rows } = await read(await office('libreoffice-workbook.xlsx'))
    expect(file).toMatchObject({
      sheet: 'À importer',
      sheets: ['À importer', 'Autre'],
      headerRow: 3,
      headerLanguage: 'de',
      columns: [{ column: 'text' }, { column: 'id' }, { column: 'author_age' }],
    })
    expect(rows.map(({ number, cells, fault }) => [number, cells.text, cells.id, fault])).toEqual([
      [4, 'Il faut mehr Bäume pflanzen', '1001', null],
      [5, 'Il faut rouvrir les gares de nuit', '1002', null],
      [
        6,
        'Il faut des dates justes',
        '2026-02-01',
        {
          reason: expect.stringMatching(/^cell B6 is a date \(2026-02-01\)/),
          code: 'cell-is-date',
          values: { cell: 'B6', date: '2026-02-01' },
        },
      ],
      [
        7,
        '#DIV/0!',
        '1004',
        {
          reason: 'cell A7 holds the error #DIV/0!',
          code: 'cell-is-error',
          values: { cell: 'A7', error: '#DIV/0!' },
        },
      ],
      [8, 'Il faut réunir les communes', '', null],
    ])
    expect(rows[0]?.cells.author_age).toBe('42')
  })

  it('is read by another sheet where one is named, and says which there are where it has none of that name', async () => {
    const file = await office('libreoffice-workbook.xlsx')
    const { rows } = await read(file, { sheet: 'Autre' })
    expect(rows.map(({ cells }) => cells.text)).toEqual(['Il faut des bibliothèques'])
    expect(await problemOf(file, { sheet: 'Rien' })).toContain(
      'has no sheet "Rien"; its sheets are "À importer", "Autre"',
    )
  })

  it('passes over sheets that are hidden', async () => {
    const file = await writeXlsx({
      sheets: [
        { name: 'Liste', hidden: true, rows: [['texte'], ['Il faut cacher']] },
        { name: 'Propositions', rows: [['texte'], ['Il faut montrer']] },
      ],
    })
    const { file: read1, rows } = await read(file)
    expect(read1.sheets).toEqual(['Propositions'])
    expect(rows.map(({ cells }) => cells.text)).toEqual(['Il faut montrer'])
  })

  it('reads a formula without a stored value as an empty cell, and never computes it', async () => {
    const { rows } = await read(
      workbook(
        `<row r="1">${text('A1', 'texte')}${text('B1', 'id')}</row>` +
          `<row r="2"><c r="A2"><f>WEBSERVICE("http://evil.example")</f></c>${text('B2', 'x')}</row>`,
      ),
    )
    expect(rows.map(({ cells }) => cells)).toEqual([{ text: '', id: 'x', author_name: '', author_age: '' }])
  })
})

describe('a workbook that is not one, or means harm', { timeout: 60_000 }, () => {
  it.each<[string, string, RegExp]>([
    [
      'is an old one, or has a password',
      '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1',
      /save it as \.xlsx without a password/,
    ],
    ['is cut off', 'PK\u0003\u0004 and no more', /not a valid \.xlsx file/],
  ])('is refused when it %s', async (_what, bytes, words) => {
    expect(await problemOf(Buffer.from(bytes, 'latin1'))).toMatch(words)
  })

  it('is refused when it is another archive', async () => {
    const file = archive([{ name: 'word/document.xml', content: Buffer.from('<w/>') }])
    expect(await problemOf(file)).toContain('it cannot be read as .xlsx')
  })

  it('is refused before it is unpacked when it says that it is too large', async () => {
    expect(await problemOf(workbook('', 300_000_000))).toContain('unpack to more than 200 MB')
  })

  it('is refused when it says less than it unpacks to', async () => {
    const rows = `<row r="1">${text('A1', 'texte')}</row>${'<row/>'.repeat(2_000_000)}`
    expect(await problemOf(workbook(rows, 5000))).toContain('it cannot be read as .xlsx')
    expect(await problemOf(workbook(rows, 0))).toContain('not a valid .xlsx file')
  })

  it('is refused when it has a cell far to the right, with its row', async () => {
    const rows = `<row r="1">${text('A1', 'texte')}</row><row r="7">${text('XFD7', 'x')}</row>`
    expect(await problemOf(workbook(rows))).toContain('row 7: it has something beyond column CV')
  })

  it('is read where it has a cell far below, and a million rows without one', async () => {
    const rows = `<row r="1">${text('A1', 'texte')}</row>${'<row/>'.repeat(1_000_000)}<row r="1048576">${text('A1048576', 'Il faut descendre')}</row>`
    const found = await read(workbook(rows))
    expect(found.rows.map(({ number, cells }) => [number, cells.text])).toEqual([
      [1_048_576, 'Il faut descendre'],
    ])
  })
})
