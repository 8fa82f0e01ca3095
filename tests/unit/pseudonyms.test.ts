import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dailyReaderHash, keyDigest, voterPseudonym } from '../../api/src/domain/readers/pseudonyms.ts'

const SALT = Buffer.alloc(32, 1)
const OTHER_SALT = Buffer.alloc(32, 2)
const text = fc.string({ unit: 'grapheme' })
const hex = (hash: Buffer): string => hash.toString('hex')

describe('A voter’s pseudonym', () => {
  it('is the same for the same reader and consultation, and 16 bytes long', () => {
    expect(voterPseudonym(SALT, 'reader')).toEqual(voterPseudonym(Buffer.alloc(32, 1), 'reader'))
    expect(voterPseudonym(SALT, 'reader').length).toBe(16)
  })

  it('differs between consultations, so that nobody can be followed from one to the other', () => {
    fc.assert(
      fc.property(text, (reader) => {
        expect(hex(voterPseudonym(SALT, reader))).not.toBe(hex(voterPseudonym(OTHER_SALT, reader)))
      }),
    )
  })

  it('differs between readers', () => {
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 2, maxLength: 20 }), (readers) => {
        expect(new Set(readers.map((reader) => hex(voterPseudonym(SALT, reader)))).size).toBe(readers.length)
      }),
    )
  })

  it('is made as it always was, because it is stored: a keyed SHA-256 of length and text', () => {
    const expected = createHmac('sha256', SALT).update('6:reader').digest().subarray(0, 16)
    expect(hex(voterPseudonym(SALT, 'reader'))).toBe(hex(expected))
  })
})

describe('A daily reader hash', () => {
  const parts = fc.tuple(text, text, text)

  it('is another with every new salt, so that days cannot be joined', () => {
    fc.assert(
      fc.property(parts, ([publisher, address, agent]) => {
        const today = dailyReaderHash(SALT, publisher, address, agent)
        expect(hex(today)).not.toBe(hex(dailyReaderHash(OTHER_SALT, publisher, address, agent)))
      }),
    )
  })

  it('differs as soon as one part differs, and where the same letters are cut elsewhere', () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const isSame = one.every((part, index) => part === other[index])
        expect(hex(dailyReaderHash(SALT, ...one)) === hex(dailyReaderHash(SALT, ...other))).toBe(isSame)
      }),
    )
    expect(hex(dailyReaderHash(SALT, 'p', '10.0.0.1', '2'))).not.toBe(
      hex(dailyReaderHash(SALT, 'p', '10.0.0.12', '')),
    )
    expect(hex(dailyReaderHash(SALT, 'p1', ':', ''))).not.toBe(hex(dailyReaderHash(SALT, 'p', '1:', '')))
  })
})

describe('The digest of an API key', () => {
  it('is plain SHA-256', () => {
    expect(hex(keyDigest('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
