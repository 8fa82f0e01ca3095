import fc from 'fast-check'
import { base64url, type JWTPayload, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { readKeySet } from '../../api/src/domain/readers/reader-keys.ts'
import { ReaderTokens } from '../../api/src/trust/reader-tokens.ts'
import type { ReaderTokenOutcome } from '../../api/src/wire/index.ts'
import { vouchingKey } from '../support/vouching.ts'

const AUDIENCE = 'https://unisson.example'
const NOW = Date.parse('2026-03-10T12:00:00Z')
const SECONDS = NOW / 1000

const key = await vouchingKey('key-1')
const edwards = await vouchingKey('key-2', 'EdDSA')
const stranger = await vouchingKey('key-1')
const read = readKeySet({ keys: [key.publicJwk, edwards.publicJwk] }, true)
const publisher = {
  id: 'publisher000',
  publicKey: 'pub_journal',
  readerKeys: 'keys' in read ? read.keys : null,
}

const good: JWTPayload = {
  iss: 'pub_journal',
  aud: AUDIENCE,
  sub: 'subscriber-1',
  iat: SECONDS,
  exp: SECONDS + 300,
}

const setUp = () => {
  const asked: string[] = []
  const tokens = new ReaderTokens({
    audience: AUDIENCE,
    now: () => NOW,
    monotonic: () => 0,
    onUnknownKey: (id) => asked.push(id),
  })
  return { tokens, asked }
}

const outcome = async (token: string, whose: typeof publisher = publisher): Promise<ReaderTokenOutcome> =>
  (await setUp().tokens.read(token, whose)).outcome

describe('a reader token', () => {
  it('vouches for its subscriber, signed by ES256 or EdDSA', async () => {
    const { tokens } = setUp()
    const vouched = { outcome: 'vouched', subject: 'subscriber-1' }
    expect(await tokens.read(await key.sign(good), publisher)).toEqual(vouched)
    expect(await tokens.read(await edwards.sign(good), publisher)).toEqual(vouched)
    expect(tokens.outcomes(publisher.id)).toEqual({ vouched: 2 })
  })

  it.each<[ReaderTokenOutcome, Record<string, unknown>]>([
    ['issuer', { ...good, iss: 'pub_other' }],
    ['audience', { ...good, aud: 'https://elsewhere.example' }],
    ['audience', { ...good, aud: `${AUDIENCE}/` }],
    ['subject', { ...good, sub: '' }],
    ['subject', { ...good, sub: 'x'.repeat(65) }],
    ['subject', { ...good, sub: 7 }],
    ['expired', { ...good, iat: SECONDS - 400, exp: SECONDS - 100 }],
    ['expired', { ...good, iat: SECONDS - 4000, exp: SECONDS + 100 }],
    ['not-yet', { ...good, iat: SECONDS + 100 }],
    ['not-yet', { ...good, nbf: SECONDS + 100 }],
    ['lifetime', { ...good, exp: SECONDS + 86_400 }],
    ['malformed', { ...good, iat: undefined }],
    ['malformed', { ...good, exp: undefined }],
    ['subject', { ...good, sub: undefined }],
    ['issuer', { ...good, iss: undefined }],
  ])('is told to be wrong in its %s', async (fault, claims) => {
    expect(await outcome(await key.sign(claims as JWTPayload))).toBe(fault)
  })

  it('of another key is no word of the publisher, and a key that nobody knows has its address asked', async () => {
    expect(await outcome(await stranger.sign(good))).toBe('signature')
    const { tokens, asked } = setUp()
    const unknown = await tokens.read(await key.sign(good, { kid: 'key-9' }), publisher)
    expect(unknown.outcome).toBe('unknown-key')
    expect(asked).toEqual([publisher.id])
    expect(await outcome(await key.sign(good, { kid: undefined }))).toBe('unknown-key')
  })

  it('of a publisher without keys is worth nothing', async () => {
    expect(await outcome(await key.sign(good), { ...publisher, readerKeys: null })).toBe('no-keys')
  })

  it('without a signature, or signed by a public key as if it were a secret, is refused', async () => {
    const part = (value: object) => base64url.encode(JSON.stringify(value))
    const none = `${part({ alg: 'none', kid: 'key-1' })}.${part(good)}.`
    expect(await outcome(none)).not.toBe('vouched')
    const secret = Buffer.from(JSON.stringify(key.publicJwk))
    const symmetric = await new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(secret)
    expect(await outcome(symmetric)).toBe('algorithm')
    expect(
      await outcome(await key.sign(good, { jwk: stranger.publicJwk, jku: 'https://evil.example/jwks' })),
    ).toBe('vouched')
  })

  it('changed in any letter, cut or lengthened is never vouched', async () => {
    const token = await key.sign(good)
    const letter = fc.constantFrom(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ é',
    )
    const place = fc.nat(token.length)
    const mutated = fc.oneof(
      fc.tuple(place, letter).map(([at, other]) => token.slice(0, at) + other + token.slice(at + 1)),
      fc.tuple(place, letter).map(([at, other]) => token.slice(0, at) + other + token.slice(at)),
      fc.tuple(place, place).map(([from, to]) => token.slice(0, from) + token.slice(to)),
      fc.tuple(place, place).map(([from, to]) => token.slice(from, to)),
      fc.string({ maxLength: 300 }),
    )
    await fc.assert(
      fc.asyncProperty(mutated, async (other) => {
        fc.pre(other !== token)
        expect(await outcome(other)).not.toBe('vouched')
      }),
      { numRuns: 2000 },
    )
  })

  it('with a header or claims of any kind vouches for nobody but the subscriber whom its key has signed', async () => {
    const [, payload = '', signature = ''] = (await key.sign(good)).split('.')
    const encode = (value: unknown) => base64url.encode(JSON.stringify(value) ?? '')
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (header, claims) => {
        expect(await outcome(`${encode(header)}.${payload}.${signature}`)).not.toBe('vouched')
        expect(
          await outcome(`${encode({ alg: 'ES256', kid: 'key-1' })}.${encode(claims)}.${signature}`),
        ).not.toBe('vouched')
      }),
    )
  })
})
