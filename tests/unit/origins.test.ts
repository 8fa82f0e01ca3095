import { describe, expect, it } from 'vitest'
import { judgeOrigin, parseOrigin } from '../../api/src/domain/origins.ts'
import { FOREIGN_ORIGINS } from '../support/foreign-origins.ts'

const ALLOWED = new Set([
  'https://www.journal.example',
  'http://localhost:4001',
  'https://xn--caf-dma.example',
])

describe('an origin', () => {
  it.each([...ALLOWED])('is allowed when it is on the list: %s', (origin) => {
    expect(judgeOrigin(origin, ALLOWED)).toBe('allowed')
  })

  it.each(FOREIGN_ORIGINS)('is foreign when it differs by %s', (_what, origin) => {
    expect(judgeOrigin(origin, ALLOWED)).toBe('foreign')
  })

  it.each([undefined, 'null'])('tells nothing when it is %s', (origin) => {
    expect(judgeOrigin(origin, ALLOWED)).toBe('unknown')
  })
})

describe('the address of an origin', () => {
  it.each([
    ['https://www.journal.example', 'https://www.journal.example'],
    ['https://www.journal.example/', 'https://www.journal.example'],
    ['HTTPS://WWW.Journal.Example:443', 'https://www.journal.example'],
    ['http://localhost:4001', 'http://localhost:4001'],
    ['https://café.example', 'https://xn--caf-dma.example'],
  ])('%s is kept as browsers send it', (address, origin) => {
    expect(parseOrigin(address)).toBe(origin)
  })

  it.each([
    ...['', 'www.journal.example', 'https://', 'null', '*', 'https://*.journal.example/x'],
    ...['https://www.journal.example/une', 'https://www.journal.example/?a=1', 'https://a.example/#b'],
    ...['https://user@a.example', 'https://:word@a.example', 'ftp://a.example', 'javascript:alert(1)'],
  ])('"%s" is none', (address) => {
    expect(parseOrigin(address)).toBeNull()
  })
})
