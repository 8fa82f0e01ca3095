import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NONCE_BYTES, tokenBindings } from '../../api/src/domain/readers/token-binding.ts'
import { TokenReaders } from '../../api/src/trust/token-readers.ts'
import { SESSION_SECRET } from '../support/api.ts'
import { testRuntime } from '../support/runtime.ts'

const bindings = tokenBindings(SESSION_SECRET)
const nonce = fastCheck.uint8Array({ minLength: NONCE_BYTES, maxLength: NONCE_BYTES })
const sender = fastCheck.record({ network: fastCheck.string(), userAgent: fastCheck.string() })

describe('the binding of a token', () => {
  it('has moved where both network and browser are others, and not where one of the two is', () => {
    fastCheck.assert(
      fastCheck.property(sender, sender, nonce, (here, there, bytes) => {
        fastCheck.pre(here.network !== there.network && here.userAgent !== there.userAgent)
        const binding = bindings.bind(here, bytes)
        expect(bindings.hasMoved(binding, here)).toBe(false)
        expect(bindings.hasMoved(binding, { ...here, network: there.network })).toBe(false)
        expect(bindings.hasMoved(binding, { ...here, userAgent: there.userAgent })).toBe(false)
        expect(bindings.hasMoved(binding, there)).toBe(true)
      }),
    )
  })

  it('cannot be compared with that of another token, and is of no use under another secret', () => {
    const here = { network: '192.0.2', userAgent: 'Firefox' }
    const [one, other] = [1, 2].map((number) =>
      Buffer.from(bindings.bind(here, new Uint8Array(NONCE_BYTES).fill(number)), 'base64url'),
    )
    expect(one?.subarray(4, 8)).not.toEqual(other?.subarray(4, 8))
    expect(one?.subarray(8)).not.toEqual(other?.subarray(8))
    expect(one?.subarray(4, 8)).not.toEqual(one?.subarray(8))
    const elsewhere = tokenBindings(`${SESSION_SECRET}x`)
    expect(elsewhere.hasMoved(bindings.bind(here, new Uint8Array(NONCE_BYTES)), here)).toBe(true)
  })

  it('says nothing of network or browser by itself', () => {
    const binding = bindings.bind({ network: '192.0.2', userAgent: 'Firefox' }, new Uint8Array(NONCE_BYTES))
    expect(Buffer.from(binding, 'base64url')).toHaveLength(12)
  })

  it.each(['', 'A', 'AAAAAAAAAAAAAAAA', '💥'])('"%s" is of nowhere', (binding) => {
    expect(bindings.hasMoved(binding, { network: '192.0.2', userAgent: 'Firefox' })).toBe(true)
  })
})

describe('the reader of a token', () => {
  const open = () => new TokenReaders(testRuntime().bytes)
  const [token, other] = ['a'.repeat(40), 'b'.repeat(40)]

  it('is the first who uses it', () => {
    const readers = open()
    expect(readers.isAnothers(token, 'Ada')).toBe(false)
    expect(readers.isAnothers(token, 'Ada')).toBe(false)
    expect(readers.isAnothers(token, 'Grace')).toBe(true)
    expect(readers.isAnothers(token, 'Ada')).toBe(false)
    expect(readers.isAnothers(other, 'Grace')).toBe(false)
  })

  it('may begin anew as another once they have erased their votes, on every page that is open', () => {
    const readers = open()
    readers.isAnothers(token, 'Ada')
    readers.isAnothers(other, 'Ada')
    readers.forget('Ada')
    expect(readers.isAnothers(token, 'Grace')).toBe(false)
    expect(readers.isAnothers(other, 'Grace')).toBe(false)
    expect(readers.isAnothers(token, 'Ada')).toBe(true)
  })

  it('is remembered while tens of thousands of other tokens are used', () => {
    const readers = open()
    readers.isAnothers(token, 'Ada')
    for (let number = 0; number < 50_000; number++) readers.isAnothers(`${number}`.padStart(40, 'c'), 'Ada')
    expect(readers.isAnothers(token, 'Grace')).toBe(true)
  })
})
