import { createHmac } from 'node:crypto'
import fastCheck from 'fast-check'
import { createSigner } from 'fast-jwt'
import { describe, expect, it } from 'vitest'
import { type SessionClaims, sessionTokens } from '../../api/src/domain/session-token.ts'
import { SESSION_SECRET } from '../support/api.ts'
import { HOUR, SECOND, START } from '../support/chance.ts'

const CLAIMS: SessionClaims = {
  publisherId: 'publisher001',
  consultationId: 'con_consultation',
  articleId: 'article00001',
  channel: null,
  section: 'Politique',
  device: 'phone',
  language: 'fr',
  extent: 'all',
  viewedAt: START - 30 * SECOND,
  day: '2026-03-10',
  reader: 'AAAAAAAAAAAAAAAAAAAAAA',
  reported: 'view',
}
const tokens = sessionTokens(SESSION_SECRET)
const issue = () => tokens.issue(CLAIMS, START).token
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const payload = () => JSON.parse(Buffer.from(issue().split('.')[1] ?? '', 'base64url').toString()) as object

describe('a session token', () => {
  it('says what it was given, for twelve hours', () => {
    const { token, expiresAt } = tokens.issue(CLAIMS, START)
    expect(expiresAt).toBe(START + 12 * HOUR)
    expect(tokens.read(token, START)).toEqual(CLAIMS)
    expect(tokens.read(token, expiresAt - SECOND)).toEqual(CLAIMS)
    expect(tokens.read(token, expiresAt)).toBeNull()
    // It was read before, and remembered; the clock still decides.
    expect(tokens.read(token, expiresAt - SECOND)).toEqual(CLAIMS)
  })

  it('carries nothing unset for a reader who earns no engagement', () => {
    const anonymous = { ...CLAIMS, reader: null, articleId: null }
    expect(tokens.read(tokens.issue(anonymous, START).token, START)).toEqual(anonymous)
  })

  it('is read after ten thousand others have been', () => {
    const first = issue()
    for (let number = 0; number < 10_001; number++) {
      tokens.read(tokens.issue({ ...CLAIMS, articleId: `article${number}` }, START).token, START)
    }
    expect(tokens.read(first, START)).toEqual(CLAIMS)
  })

  it('is refused after a change of any one letter', () => {
    const token = issue()
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/!'
    for (let at = 0; at < token.length; at++) {
      for (const letter of letters) {
        if (token[at] === letter) continue
        expect(tokens.read(token.slice(0, at) + letter + token.slice(at + 1), START)).toBeNull()
      }
    }
  })

  it('is refused when bytes are cut, added or doubled', () => {
    const token = issue()
    fastCheck.assert(
      fastCheck.property(
        fastCheck.nat(token.length),
        fastCheck.nat(8),
        fastCheck.string({ unit: 'binary', maxLength: 8 }),
        (at, cut, added) => {
          const changed = token.slice(0, at) + added + token.slice(at + cut)
          fastCheck.pre(changed !== token)
          expect(tokens.read(changed, START)).toBeNull()
        },
      ),
      { numRuns: 3000 },
    )
  })

  it.each(['none', 'None', 'NONE', 'nOnE', '', 'RS256', 'HS512', null])(
    'is refused without its own signature when it names the algorithm %s',
    (alg) => {
      const unsigned = `${base64({ alg, typ: 'JWT' })}.${base64(payload())}`
      for (const signature of ['', '.', '.AAAA', `.${issue().split('.')[2]}`]) {
        expect(tokens.read(unsigned + signature, START)).toBeNull()
      }
    },
  )

  it('is refused when another key or another algorithm signed it', () => {
    const other = sessionTokens(`${SESSION_SECRET}x`).issue(CLAIMS, START).token
    expect(tokens.read(other, START)).toBeNull()
    for (const algorithm of ['HS384', 'HS512'] as const) {
      const sign = createSigner({ key: SESSION_SECRET, algorithm, noTimestamp: true })
      expect(tokens.read(sign(payload()), START)).toBeNull()
    }
  })

  it('is refused when its header claims another algorithm than its signature has', () => {
    const unsigned = `${base64({ alg: 'none', typ: 'JWT' })}.${base64(payload())}`
    const signature = createHmac('sha256', SESSION_SECRET).update(unsigned).digest('base64url')
    expect(tokens.read(`${unsigned}.${signature}`, START)).toBeNull()
  })

  it.each(['', '.', '..', 'a.b.c', '{}', 'eyJhbGciOiJIUzI1NiJ9', '\0\0\0', '💥.💥.💥'])(
    '"%s" is none',
    (token) => {
      expect(tokens.read(token, START)).toBeNull()
    },
  )
})
