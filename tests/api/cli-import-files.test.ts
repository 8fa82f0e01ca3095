import { truncate } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findConsultation } from '../../api/src/administration/consultations.ts'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import { MAX_IMPORT_BYTES } from '../../api/src/administration/import-source.ts'
import { adminContextOf, CommandLine, type Run } from '../support/command-line.ts'

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

describe('a file that cannot be trusted as a whole', () => {
  afterEach(async () => {
    expect(await shell.json('proposal', 'list', 'territoires')).toEqual({ proposals: [] })
  })

  const GOOD = 'Il faut planter des arbres'
  it.each([
    [
      'has unknown columns',
      `text,mail,"\u001b[31mred"\n${GOOD},,\n`,
      /unknown columns "mail", "\[31mred" \(known are text/,
      'unknown-columns',
    ],
    ['is separated by bars', `text|id\n${GOOD}|1\n`, /unknown columns "text\|id"/, 'unknown-columns'],
    ['names no text', `id\n1\n`, /no column "text"/, 'no-text-column'],
    ['names a column twice', `text,text\n${GOOD},\n`, /named twice/, 'column-twice'],
    ['is empty', '', /it is empty/, 'file-empty'],
    [
      'has a quotation mark in a bare cell',
      `text\n${GOOD}\nIl faut dire "oui"\n`,
      /row 3: a quotation mark/,
      'quote-inside-cell',
    ],
    [
      'goes on after a quoted cell',
      `text\n${GOOD}\n\n"Il faut" dire\n`,
      /row 4: a quoted cell continues/,
      'quote-closed-early',
    ],
    [
      'never closes a quotation mark',
      `text\n${GOOD}\n"Il faut dire\noui\n`,
      /row 3: .* never closed/,
      'quote-not-closed',
    ],
  ])('is refused when it %s', async (_what, csv, message, name) => {
    const { code, out, err } = await importing(csv)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(message)
    expect(err.trim().split('\n')).toHaveLength(1)
    const answer = JSON.parse((await importing(csv, '--json')).out)
    expect(answer).toMatchObject({ error: { code: 'invalid-import', errors: [{ code: name }] } })
  })

  it('is refused when it is damaged UTF-8, with its rows', async () => {
    const [before, cut] = [
      'text\nIl faut être là\nIl faut f',
      'ter Noël à Évry\nIl faut aimer\nIl faut dormir l',
    ]
    const damaged = Buffer.concat(
      [before, '\xea', cut, '\xe0', '\n'].map((piece) =>
        Buffer.from(piece, piece.length === 1 ? 'latin1' : 'utf8'),
      ),
    )
    const { code, out, err } = await importing(damaged, '--json')
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

  it('is refused when one transaction could not take its rows without holding up votes', async () => {
    const { code, err } = await importing(`text\n${GOOD}\n${'x\n'.repeat(50_000)}`)
    expect([code, err]).toEqual([1, 'error: The file has more than 50000 rows; split it\n'])
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
      const importing = importProposals(adminContextOf(store), {
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
    expect(await shell.run(['proposal', 'import', 'elsewhere', 'no.csv'])).toMatchObject({
      code: 1,
      err: 'error: There is no consultation "elsewhere"\n',
    })
  })
})
