import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeOrigin, originList, parseOrigin, parseWildcard } from '../../api/src/domain/articles/origins.ts'
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
    '',
    'www.journal.example',
    'https://',
    'null',
    '*',
    'https://*.journal.example/x',
    'https://www.journal.example/une',
    'https://www.journal.example/?a=1',
    'https://a.example/#b',
    'https://*.journal.example',
    'https://www.*.example',
    'https://*',
    'https://user@a.example',
    'https://:word@a.example',
    'ftp://a.example',
    'javascript:alert(1)',
  ])('"%s" is none', (address) => {
    expect(parseOrigin(address)).toBeNull()
  })
})

describe('a wildcard origin', () => {
  it.each([
    ['https://*.journal.example', 'https://*.journal.example', 'journal.example'],
    ['HTTPS://*.Journal.Example:443/', 'https://*.journal.example', 'journal.example'],
    ['https://*.journal.example:8443', 'https://*.journal.example:8443', 'journal.example'],
    ['http://*.presse.journal.example', 'http://*.presse.journal.example', 'presse.journal.example'],
    ['https://*.café.example', 'https://*.xn--caf-dma.example', 'xn--caf-dma.example'],
  ])('%s is kept as %s', (address, origin, domain) => {
    expect(parseWildcard(address)).toEqual({ origin, domain })
  })

  it.each([
    'https://journal.example',
    'https://*',
    'https://*.',
    'https://*journal.example',
    '*.journal.example',
    'https://*.*.journal.example',
    'https://www.*.example',
    'ftp://*.journal.example',
    'https://*.journal.example/une',
    'https://user@*.journal.example',
    'https://*.a.example#b',
  ])('"%s" is none', (address) => {
    expect(parseWildcard(address)).toBeNull()
  })

  const LIST = originList(['https://*.journal.example', 'http://*.test.example:8080', 'https://un.example'])

  it.each([
    'https://www.journal.example',
    'https://a.b.c.journal.example',
    'https://xn--caf-dma.journal.example',
    'http://www.test.example:8080',
    'https://un.example',
  ])('lets %s in', (origin) => {
    expect(LIST.has(origin)).toBe(true)
  })

  it.each([
    ['the domain itself', 'https://journal.example'],
    ['http', 'http://www.journal.example'],
    ['another port', 'https://www.journal.example:8443'],
    ['the usual port written out', 'https://www.journal.example:443'],
    ['no port', 'http://www.test.example'],
    ['https by that port', 'https://www.test.example:8080'],
    ['a longer domain', 'https://www.evil-journal.example'],
    ['a suffix', 'https://www.journal.example.evil.example'],
    ['a subdomain of an exact origin', 'https://www.un.example'],
    ['a path', 'https://evil.example/.journal.example'],
    ['a query', 'https://evil.example?.journal.example'],
    ['a fragment', 'https://evil.example#.journal.example'],
    ['a user name', 'https://evil.example@www.journal.example'],
    ['a backslash', 'https://evil.example\\.journal.example'],
    ['an empty label', 'https://.journal.example'],
    ['two dots', 'https://a..journal.example'],
    ['a trailing dot', 'https://www.journal.example.'],
    ['upper case', 'https://WWW.journal.example'],
    ['a star', 'https://*.journal.example'],
    ['a star above it', 'https://a.*.journal.example'],
    ['a space', 'https://a .journal.example'],
    ['nothing', ''],
  ])('does not let in %s', (_what, origin) => {
    expect(LIST.has(origin)).toBe(false)
  })

  it('lets in exactly what ends in its domain, with at least one label before it', () => {
    const label = fastCheck.stringMatching(/^[a-z]([a-z\d-]{0,5}[a-z\d])?$/)
    const host = fastCheck.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
    fastCheck.assert(
      fastCheck.property(host, host, (below, domain) => {
        fastCheck.pre(parseOrigin(`https://${below}.${domain}`) === `https://${below}.${domain}`)
        const list = originList([`https://*.${domain}`])
        expect(list.has(`https://${below}.${domain}`)).toBe(true)
        expect(list.has(`https://${below}x${domain}`)).toBe(`${below}x${domain}`.endsWith(`.${domain}`))
        expect(list.has(`https://${domain}`)).toBe(false)
      }),
    )
  })
})
