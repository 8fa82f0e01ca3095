import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guardCell, unguardCell } from '../../api/src/domain/files/spreadsheets.ts'

const tricky = fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\'" a1＝＋－＠é'.split('')), maxLength: 8 })

describe('A cell of a spreadsheet', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '\nx', ' =1', '"=1', '"\n=1', "'=1", '＝1+1'])(
    'that would be run begins with one more apostrophe: %j',
    (text) => expect(guardCell(text)).toBe(`'${text}`),
  )

  it.each(['Il faut planter', 'a=1', '12', '', "L'eau", "'tis", 'l’été -20 %', ' x', '"Il faut" = oui'])(
    'that is a text stays as it is: %j',
    (text) => expect(guardCell(text)).toBe(text),
  )

  it('never begins with what is run, and comes back as it was', () => {
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string()), (text) => {
        const cell = guardCell(text)
        expect(cell).not.toMatch(/^["\s]*[=+\-@\t\r\n＝＋－＠]/u)
        expect(unguardCell(cell)).toBe(text)
      }),
      { numRuns: 5000 },
    )
  })
})
