import { describe, expect, it } from 'vitest'
import { groupStatements, listsOf, preparedOf, valuesOf } from '../../api/src/store/postgres/statements.ts'

describe('Named parameters', () => {
  it('become numbers in the order in which they come, the same name the same number', () => {
    const { text, parameters } = preparedOf('SELECT :b, :a, :b')
    expect([text, parameters]).toEqual(['SELECT $1, $2, $1', ['b', 'a']])
  })

  it('are not looked for in quoted words, names or casts', () => {
    const sql = `SELECT ':a', "b:c", d::text, 'it''s :e' WHERE f = :f`
    expect(preparedOf(sql).text).toBe(`SELECT ':a', "b:c", d::text, 'it''s :e' WHERE f = $1`)
  })

  it('are translated once for a text, under a name of its own', () => {
    expect(preparedOf('SELECT :x')).toBe(preparedOf('SELECT :x'))
    expect(preparedOf('SELECT :x').name).not.toBe(preparedOf('SELECT :y').name)
  })

  it('are all asked for', () => {
    expect(valuesOf(preparedOf('SELECT :a'), { a: null })).toEqual([null])
    expect(() => valuesOf(preparedOf('SELECT :a'), { b: 1 })).toThrow('Missing named parameter "a"')
  })

  it('never hold the character that PostgreSQL cannot write', () => {
    expect(valuesOf(preparedOf('SELECT :a'), { a: 'x\0y' })).toEqual(['x\uFFFDy'])
    expect(listsOf(preparedOf('SELECT :a'), [{ a: '\0' }, { a: 1 }])).toEqual([['\uFFFD', 1]])
  })
})

describe('Statements that travel together', () => {
  const statement = (sql: string, key?: string, isGuarded = false) => ({
    sql,
    params: { key: key ?? '' },
    ...(key === undefined ? {} : { multiRow: { key, isGuarded } }),
  })
  const shape = (statements: Parameters<typeof groupStatements>[0]) =>
    groupStatements(statements).map(({ sql, rows, positions }) => [
      sql,
      rows.map(({ key }) => key).join(),
      positions,
    ])

  it('are those of one text, at the place of the first of them', () => {
    const list = [
      statement('A', '1'),
      statement('B', '1'),
      statement('C'),
      statement('A', '2'),
      statement('C'),
    ]
    expect(shape(list)).toEqual([
      ['A', '1,2', [0, 3]],
      ['B', '1', [1]],
      ['C', '', [2]],
      ['C', '', [4]],
    ])
  })

  it('go twice where the second rests upon the first', () => {
    const list = [statement('A', '1'), statement('A', '2'), statement('A', '1'), statement('A', '3')]
    expect(shape(list)).toEqual([
      ['A', '1,2', [0, 1]],
      ['A', '1,3', [2, 3]],
    ])
  })

  it('are in the order of their keys, as others write the same rows, and each knows its place', () => {
    const list = ['b', 'c', 'a'].map((key) => statement('A', key))
    expect(shape(list)).toEqual([['A', 'a,b,c', [2, 0, 1]]])
  })

  it('come in one order of texts where they are guarded, whatever came first, and the others stay', () => {
    const [one, two, other] = [statement('B', '1', true), statement('A', '1', true), statement('Z', '1')]
    const texts = (list: Parameters<typeof groupStatements>[0]) => groupStatements(list).map(({ sql }) => sql)
    expect(texts([one, other, two])).toEqual(['A', 'Z', 'B'])
    expect(texts([two, other, one])).toEqual(['A', 'Z', 'B'])
  })
})
