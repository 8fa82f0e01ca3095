import { signerFactory } from '@fastify/cookie'
import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SessionClaims, sessionEnd, sessionTokens } from '../../api/src/domain/readers/session-token.ts'
import { SESSION_SECRET } from '../support/api.ts'
import { HOUR, SECOND, START } from '../support/runtime.ts'

const CLAIMS: SessionClaims = {
  place: {
    publisherId: 'publisher001',
    consultationId: 'con_consultation',
    articleId: 'article00001',
    channel: null,
    section: 'Politique',
    device: 'phone',
    language: 'fr',
  },
  extent: 'all',
  viewedAt: START - 30 * SECOND,
  day: '2026-03-10',
  reader: 'AAAAAAAAAAAAAAAAAAAAAA',
  reported: 'view',
  binding: 'AAAAAAAAAAAAAAAA',
  expiresAt: sessionEnd(START),
}
const tokens = sessionTokens(SESSION_SECRET)
const issue = () => tokens.issue(CLAIMS)
const claimsIn = (token: string) => token.split('.')[0] ?? ''

describe('a session token', () => {
  it('says what it was given, for twelve hours', () => {
    const { expiresAt } = CLAIMS
    const token = issue()
    expect(expiresAt).toBe(START + 12 * HOUR)
    expect(tokens.read(token, START)).toEqual(CLAIMS)
    expect(tokens.read(token, expiresAt - SECOND)).toEqual(CLAIMS)
    expect(tokens.read(token, expiresAt)).toBeNull()
    // It was read before, and remembered; the clock still decides.
    expect(tokens.read(token, expiresAt - SECOND)).toEqual(CLAIMS)
  })

  it('carries nothing unset for a reader who earns no engagement', () => {
    const anonymous = { ...CLAIMS, reader: null, place: { ...CLAIMS.place, articleId: null } }
    expect(tokens.read(tokens.issue(anonymous), START)).toEqual(anonymous)
  })

  it('is read after ten thousand others have been', () => {
    const first = issue()
    for (let number = 0; number < 10_001; number++) {
      tokens.read(tokens.issue({ ...CLAIMS, reader: `reader${number}` }), START)
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

  it('is refused without its signature', () => {
    for (const signature of ['', '.', '.AAAA', `.${issue()}`]) {
      expect(tokens.read(claimsIn(issue()) + signature, START)).toBeNull()
    }
  })

  it('is refused when another key or another algorithm signed it', () => {
    const other = sessionTokens(`${SESSION_SECRET}x`).issue(CLAIMS)
    expect(tokens.read(other, START)).toBeNull()
    for (const algorithm of ['sha1', 'sha384', 'sha512']) {
      const sign = signerFactory(SESSION_SECRET, algorithm)
      expect(tokens.read(sign.sign(claimsIn(issue())), START)).toBeNull()
    }
  })

  it.each(['', '.', '..', 'a.b.c', '{}', 'eyJhbGciOiJIUzI1NiJ9', '\0\0\0', '💥.💥.💥'])(
    '"%s" is none',
    (token) => {
      expect(tokens.read(token, START)).toBeNull()
    },
  )
})
