import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { servedProofs } from '../../api/src/domain/sequence/served-proof.ts'
import { SESSION_SECRET } from '../support/api.ts'
import { START } from '../support/runtime.ts'

const proofs = servedProofs(SESSION_SECRET)
const id = fastCheck.string({
  unit: fastCheck.constantFrom(...'0123456789ABCDEFabcdef'),
  minLength: 12,
  maxLength: 12,
})
const draw = fastCheck.record({
  consultationId: id,
  drawnAt: fastCheck.integer({ min: START, max: START + 1e10 }),
  number: fastCheck.nat(999),
  proposals: fastCheck.uniqueArray(id, { maxLength: 75 }),
})
const EIGHTEEN = Array.from({ length: 18 }, (_, number) => `proposal${String(number).padStart(4, '0')}`)
const served = { consultationId: 'consultation', drawnAt: START, number: 0, proposals: EIGHTEEN }

describe('the proof of a draw', () => {
  it('says when each of its proposals was served, in which draw and at which place', () => {
    fastCheck.assert(
      fastCheck.property(draw, (one) => {
        const proof = proofs.make(one)
        for (const [position, proposal] of one.proposals.entries()) {
          const read = proofs.read(proof, one.consultationId, proposal)
          expect(read).toMatchObject({ drawnAt: one.drawnAt - (one.drawnAt % 1000), number: one.number })
          // Two of a draw may have the same hash; then it is the place of the first.
          expect(read?.position).toBeLessThanOrEqual(position)
        }
      }),
    )
    expect(proofs.read(proofs.make(served), 'consultation', EIGHTEEN[17] ?? '')?.position).toBe(17)
  })

  it('is short: it goes with every vote', () => {
    expect(proofs.make(served).length).toBeLessThanOrEqual(80)
  })

  it('is read by every process with the same secret, and by no other', () => {
    const proof = proofs.make(served)
    expect(servedProofs(SESSION_SECRET).read(proof, 'consultation', 'proposal0003')?.position).toBe(3)
    expect(servedProofs(`${SESSION_SECRET}x`).read(proof, 'consultation', 'proposal0003')).toBeNull()
  })

  it('holds no other proposal, but for one in thousands', () => {
    const proof = proofs.make(served)
    const others = Array.from({ length: 10_000 }, (_, number) => `other${String(number).padStart(7, '0')}`)
    const found = others.filter((other) => proofs.read(proof, 'consultation', other))
    expect(found.length).toBeLessThan(20)
  })

  it('gives the proposals other hashes in each draw, so that none can be looked for', () => {
    const hashOf = (drawnAt: number) => {
      const proof = proofs.make({ ...served, drawnAt, proposals: EIGHTEEN.slice(0, 1) })
      return Buffer.from(proof, 'base64url').readUInt16BE(6)
    }
    const hashes = new Set(Array.from({ length: 20 }, (_, second) => hashOf(START + second * 1000)))
    expect(hashes.size).toBeGreaterThan(15)
  })

  it('is of one consultation alone', () => {
    expect(proofs.read(proofs.make(served), 'another', 'proposal0003')).toBeNull()
  })

  it('is none once anything in it is changed, cut or added', () => {
    const proof = proofs.make(served)
    proofs.read(proof, 'consultation', 'proposal0003')
    fastCheck.assert(
      fastCheck.property(
        fastCheck.nat(proof.length),
        fastCheck.nat(8),
        fastCheck.string({
          unit: fastCheck.constantFrom(
            ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/.',
          ),
          maxLength: 8,
        }),
        (at, cut, added) => {
          const changed = proof.slice(0, at) + added + proof.slice(at + cut)
          fastCheck.pre(changed !== proof)
          expect(proofs.read(changed, 'consultation', 'proposal0003')).toBeNull()
        },
      ),
      { numRuns: 3000 },
    )
  })

  it.each(['', 'A', 'AAAA', '💥', '\0'.repeat(40), 'A'.repeat(400)])('"%s" is none', (proof) => {
    expect(proofs.read(proof, 'consultation', 'proposal0003')).toBeNull()
  })
})
