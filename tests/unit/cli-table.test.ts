import { describe, expect, it } from 'vitest'
import { renderTable } from '../../api/src/cli/table.ts'

describe('a table', () => {
  it('is its columns, two spaces apart, without a trailing space', () => {
    expect(
      renderTable(
        ['id', 'text'],
        [
          ['a', 'one'],
          ['bbbb', ''],
        ],
      ),
    ).toBe('id    text\na     one\nbbbb')
  })

  it('is its head alone when there are no rows', () => {
    expect(renderTable(['id', 'text'], [])).toBe('id  text')
  })

  it('breaks only its last column, between words, and only where it must', () => {
    const rows = [['a', 'one two three four five six seven']]
    expect(renderTable(['id', 'text'], rows, 80)).toBe('id  text\na   one two three four five six seven')
    expect(renderTable(['id', 'text'], rows, 26)).toBe('id  text\na   one two three four\n    five six seven')
  })
})
