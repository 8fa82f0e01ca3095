import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readKeySet, readKeySetText } from '../../api/src/domain/readers/reader-keys.ts'
import { vouchingKey } from '../support/vouching.ts'

const key = await vouchingKey('2026-01')
const edwards = await vouchingKey('2026-02', 'EdDSA')
const { publicJwk } = key
const setOf = (...keys: unknown[]) => ({ keys })

describe('a set of keys', () => {
  it('keeps of each key no more than a public key is', () => {
    const read = readKeySet(setOf({ ...publicJwk, x5c: ['…'], ext: true }, edwards.publicJwk), true)
    const { x, y } = publicJwk
    expect(read).toEqual({
      keys: [
        { kid: '2026-01', kty: 'EC', crv: 'P-256', alg: 'ES256', x, y },
        { kid: '2026-02', kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', x: edwards.publicJwk.x },
      ],
    })
  })

  it('may be a single key', () => {
    expect(readKeySet(publicJwk, true)).toMatchObject({ keys: [{ kid: '2026-01' }] })
  })

  it.each([
    ['private-key', setOf(publicJwk, { ...publicJwk, kid: 'b', d: 'secret' })],
    ['private-key', setOf({ kty: 'oct', kid: 'a', k: 'c2VjcmV0' })],
    ['private-key', setOf({ kty: 'RSA', kid: 'a', n: 'n', e: 'AQAB', p: 'p' })],
    ['key-without-id', setOf({ ...publicJwk, kid: undefined })],
    ['key-without-id', setOf({ ...publicJwk, kid: '' })],
    ['key-without-id', setOf({ ...publicJwk, kid: 7 })],
    ['same-key-id', setOf(publicJwk, { ...edwards.publicJwk, kid: '2026-01' })],
    ['unusable-key', setOf({ ...publicJwk, crv: 'P-384' })],
    ['unusable-key', setOf({ ...publicJwk, alg: 'ES384' })],
    ['unusable-key', setOf({ ...publicJwk, use: 'enc' })],
    ['unusable-key', setOf({ ...publicJwk, key_ops: ['sign'] })],
    ['unusable-key', setOf({ ...publicJwk, x: 'short' })],
    ['unusable-key', setOf({ ...publicJwk, y: undefined })],
    ['unusable-key', setOf({ kty: 'RSA', kid: 'a', n: 'n', e: 'AQAB' })],
    ['too-many-keys', setOf(...Array.from({ length: 11 }, (_, n) => ({ ...publicJwk, kid: `${n}` })))],
    ['no-keys', setOf()],
    ['not-a-key-set', setOf('a key')],
    ['not-a-key-set', { keys: 'none' }],
    ['not-a-key-set', []],
    ['not-a-key-set', null],
  ])('is refused as %s', (fault, document) => {
    expect(readKeySet(document, true)).toMatchObject({ fault })
  })

  it('that was fetched may hold keys for other purposes, but no private one', () => {
    const other = { kty: 'RSA', kid: 'tls', n: 'n', e: 'AQAB' }
    expect(readKeySet(setOf(other, publicJwk), false)).toMatchObject({ keys: [{ kid: '2026-01' }] })
    expect(readKeySet(setOf(other), false)).toEqual({ fault: 'unusable-key', kid: 'tls' })
    expect(readKeySet(setOf(publicJwk, { ...other, d: 'd' }), false)).toEqual({
      fault: 'private-key',
      kid: 'tls',
    })
  })

  it('pasted as a file of a private key is called what it is', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMIG…\n-----END PRIVATE KEY-----'
    expect(readKeySetText(pem)).toEqual({ fault: 'private-key' })
    expect(readKeySetText('-----BEGIN PUBLIC KEY-----')).toEqual({ fault: 'not-a-key-set' })
    expect(readKeySetText(JSON.stringify(setOf(publicJwk)))).toMatchObject({ keys: [{ kid: '2026-01' }] })
  })

  it('is read without an error, whatever it is, and never keeps a private part', () => {
    const member = fc.constantFrom('kid', 'kty', 'crv', 'x', 'y', 'd', 'k', 'alg', 'use', 'key_ops')
    const jwk = fc.dictionary(
      member,
      fc.oneof(fc.constantFrom('EC', 'P-256', publicJwk.x, 'sig'), fc.jsonValue()),
    )
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ keys: fc.array(jwk) })),
        fc.boolean(),
        (document, strict) => {
          const read = readKeySet(document, strict)
          if ('keys' in read) expect(JSON.stringify(read.keys)).not.toMatch(/"[dk]":/)
        },
      ),
    )
  })
})
