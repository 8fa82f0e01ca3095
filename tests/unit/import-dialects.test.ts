import { readFile } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ImportWishes, openImport } from '../../api/src/administration/import-rows.ts'
import { decodeText, detectEncoding } from '../../api/src/domain/files/text-encodings.ts'
import type { Encoding, Separator } from '../../api/src/wire/index.ts'

const office = (name: string): Promise<Buffer> =>
  readFile(new URL(`../data/offices/${name}`, import.meta.url))

async function read(file: Uint8Array, wishes: ImportWishes = {}) {
  const opened = await openImport([file] as never, wishes)
  try {
    const rows = []
    for await (const row of opened.rows) rows.push(row)
    return { ...opened, rows }
  } finally {
    await opened.close()
  }
}

const THREE = [
  ['Il faut préserver l’eau ; c’est « vital » à Noël', 'a1', 'Zoé', '34'],
  ['Il faut que la cantine, l’été, dise "oui" au bœuf à 3 €', 'a2', 'Jürgen', ''],
  ['Il faut rouvrir les gares\net les écoles', 'a3', '', '61'],
]

describe('a file of an office', { timeout: 60_000 }, () => {
  it.each<[string, Encoding, Separator, string]>([
    ['libreoffice-semicolon-utf-8.csv', 'utf-8', 'semicolon', 'fr'],
    ['libreoffice-semicolon-windows-1252.csv', 'windows-1252', 'semicolon', 'fr'],
    ['libreoffice-comma-macintosh.csv', 'macintosh', 'comma', 'fr'],
    ['libreoffice-tab-utf-16.csv', 'utf-16le', 'tab', 'fr'],
    ['libreoffice-comma-quoted.csv', 'utf-8', 'comma', 'fr'],
    ['excel-fr.csv', 'windows-1252', 'semicolon', 'fr'],
    ['excel-de.csv', 'windows-1252', 'semicolon', 'de'],
    ['excel-en.csv', 'windows-1252', 'comma', 'en'],
    ['excel-fr-utf-8.csv', 'utf-8', 'semicolon', 'fr'],
    ['excel-unicode.txt', 'utf-16le', 'tab', 'fr'],
    ['excel-sep.csv', 'windows-1252', 'semicolon', 'fr'],
    ['excel-mac.csv', 'macintosh', 'semicolon', 'fr'],
  ])('is read as it is meant: %s', async (name, encoding, separator, language) => {
    const { file, problem, rows } = await read(await office(name))
    expect(problem).toBeUndefined()
    expect(file).toMatchObject({ format: 'csv', encoding, separator, headerRow: 1, headerLanguage: language })
    expect(file.columns.map(({ column }) => column)).toEqual(['text', 'id', 'author_name', 'author_age'])
    expect(rows.map(({ cells }) => Object.values(cells))).toEqual(THREE)
  })

  it('is read as a workbook when it is one', async () => {
    const { file, rows } = await read(await office('libreoffice.xlsx'))
    expect(file).toMatchObject({ format: 'xlsx', sheet: 'Propositions', headerLanguage: 'fr' })
    expect(rows.map(({ cells }) => Object.values(cells))).toEqual(THREE)
  })
})

describe('a long file', () => {
  it('gives others their turn while its rows are read', async () => {
    const lines = Array.from({ length: 2000 }, (_, number) => `Il faut faire la chose ${number}`)
    let turns = 0
    let isOver = false
    const count = () => {
      turns++
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    const { rows } = await read(Buffer.from(`text\n${lines.join('\n')}\n`))
    isOver = true
    expect(rows).toHaveLength(2000)
    expect(turns).toBeGreaterThanOrEqual(100)
  })
})

describe('our own export', { timeout: 60_000 }, () => {
  it('comes back after LibreOffice has saved it again', async () => {
    const { file, problem, rows } = await read(await office('resaved-results.xlsx'))
    expect([problem, file.sheet, file.headerLanguage]).toEqual([undefined, 'Résultats', 'fr'])
    const inOneLine = THREE.map((row) => row.map((cell) => cell.replace('\n', ' ')))
    const read1 = rows.map(({ cells }) => Object.values(cells))
    expect(read1.sort((one, other) => (`${one[1]}` < `${other[1]}` ? -1 : 1))).toEqual(inOneLine)
  })
})

const ENCODERS: Record<Encoding, (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'windows-1252': (text) => inSingleBytes(text, 'windows-1252'),
  macintosh: (text) => inSingleBytes(text, 'macintosh'),
}
const MARKS: Partial<Record<Encoding, number[]>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
}

function inSingleBytes(text: string, encoding: 'windows-1252' | 'macintosh'): Buffer {
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decodeText(Uint8Array.of(byte), encoding), byte] as const),
  )
  return Buffer.from([...text].map((letter) => bytes.get(letter) ?? 0x3f))
}

const SIGNS: Record<Separator, string> = { comma: ',', semicolon: ';', tab: '\t' }
/** Letters that all the encodings have. */
const letter = fc.constantFrom(...'abcdefghij ,;\t"éèàçüöäßÉœ’«»€0123456789'.split(''), '\n')
const cell = fc
  .array(letter, { maxLength: 20 })
  .map((letters) => letters.join('').trim())
  // An apostrophe and what it guards are the subject of other tests.
  .filter((text) => !/^[=+\-@]/.test(text))
const table = fc.array(
  fc.record({ text: cell, id: cell, author_name: cell }).filter((row) => row.text !== ''),
  { minLength: 1, maxLength: 12 },
)

const dialect = fc.record({
  encoding: fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh'),
  separator: fc.constantFrom<Separator>('comma', 'semicolon', 'tab'),
  end: fc.constantFrom('\r\n', '\n', '\r'),
  isQuoted: fc.boolean(),
  hasMark: fc.boolean(),
  isDeclared: fc.boolean(),
  titles: fc.constantFrom(
    ['text', 'id', 'author_name'],
    ['Texte', 'Identifiant', 'Prénom'],
    ['Vorschlag', 'Kennung', 'Autor'],
    [' PROPOSAL ', 'Id', 'Author'],
  ),
})

describe('any table in any dialect', () => {
  it('reads back the same, without a word about the dialect but for what single bytes cannot tell', async () => {
    await fc.assert(
      fc.asyncProperty(table, dialect, async (rows, written) => {
        const { encoding, separator, end, isQuoted, hasMark, isDeclared, titles } = written
        const records = [titles, ...rows.map((row) => [row.text, row.id, row.author_name])]
        const csv = stringify(records, {
          delimiter: SIGNS[separator],
          record_delimiter: end,
          quoted: isQuoted,
          quoted_match: /[\r\n]/,
        })
        const text = isDeclared ? `sep=${SIGNS[separator]}${end}${csv}` : csv
        const isMarked = hasMark || encoding.startsWith('utf-16')
        const mark = Buffer.from(isMarked ? (MARKS[encoding] ?? []) : [])
        const file = Buffer.concat([mark, ENCODERS[encoding](text)])
        // A few letters beyond ASCII do not tell Windows from a Mac, nor from UTF-8; then the person says it.
        const isTold = detectEncoding(file).encoding !== encoding
        const read1 = await read(file, isTold ? { encoding } : {})
        expect(read1.problem).toBeUndefined()
        expect(read1.file.separator).toBe(separator)
        expect(read1.rows.map(({ cells }) => [cells.text, cells.id, cells.author_name])).toEqual(
          rows.map((row) => [row.text, row.id, row.author_name]),
        )
        expect(read1.rows.every(({ fault }) => fault === null)).toBe(true)
      }),
      { numRuns: 100 },
    )
  }, 30_000)
})
