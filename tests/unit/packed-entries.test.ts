import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_ENTRY, type Entry, type EntryResult } from '../../api/src/ingest/entries.ts'
import {
  packEntries,
  packResults,
  unpackEntries,
  unpackResults,
} from '../../api/src/ingest/packed-entries.ts'
import { QUALIFICATION_KEYS, VOTES } from '../../api/src/wire/constants.ts'

const text = fc.string({ unit: 'binary' })
const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => Buffer.from(array))
const state = fc.record({
  vote: fc.constantFrom(...VOTES, null),
  qualifications: fc.subarray([...QUALIFICATION_KEYS]),
  segment: fc.option(text),
  revision: fc.nat(),
})
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const presence = fc.record({
  publisherId: text,
  consultationId: text,
  articleId: fc.option(text),
  channel: fc.option(text),
  section: fc.option(text),
  device: fc.constantFrom('phone', 'desktop'),
  language: text,
  day: text,
  hour: fc.integer(),
  reader: fc.option(text),
  secondsSinceView: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })),
})
const proposal = fc.record({
  id: text,
  consultationId: text,
  text,
  skeleton: text,
  status: fc.constantFrom('pending', 'accepted'),
  refusalReason: fc.option(text),
  isSeed: fc.boolean(),
  authorName: fc.option(text),
  authorAge: fc.option(fc.nat()),
  author: fc.option(bytes),
  submission: fc.option(text),
  externalId: fc.option(text),
  createdAt: fc.nat(),
  decidedAt: fc.option(fc.nat()),
})
const entry = fc.record({
  votes: fc.array(fc.record({ key: fc.record({ proposalId: text, voter: bytes }), state: maybe(state) }), {
    maxLength: 3,
  }),
  proposal: fc.option(proposal),
  presence: fc.option(presence),
  act: fc.constantFrom('load', 'view', 'vote', 'proposal', 'finish', null),
  counters: fc.record({ loads: fc.nat(), views: fc.nat() }, { requiredKeys: [] }),
  leftOut: fc.option(fc.record({ publisherId: text, hour: fc.nat(), reason: fc.constant('bots') })),
}) as fc.Arbitrary<Entry>

describe('A batch on its way to the writing thread', () => {
  it('arrives as it was sent, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        expect(unpackEntries(packEntries(entries))).toEqual(entries)
      }),
    )
  })

  it('keeps an erased vote apart from one without an opinion', () => {
    const key = { proposalId: 'p', voter: Buffer.alloc(16, 1) }
    const withdrawn = { vote: null, qualifications: [], segment: null, revision: 2 }
    const entries = [undefined, withdrawn].map((held) => ({ ...EMPTY_ENTRY, votes: [{ key, state: held }] }))
    const states = unpackEntries(packEntries(entries)).map(({ votes }) => votes[0]?.state)
    expect(states).toEqual([undefined, withdrawn])
  })
})

describe('Results on their way back', () => {
  const tallies = { agree: 1, disagree: 2, neutral: 3, qualifications: {} } as EntryResult['tallies']
  const held = { vote: 'agree' as const, qualifications: [], segment: null, revision: 1 }

  it('arrive as they were sent', () => {
    const outcome = fc.record({ before: maybe(state), after: maybe(state) })
    const result = fc.record({ outcomes: fc.array(outcome), tallies: fc.constantFrom(tallies, undefined) })
    fc.assert(
      fc.property(fc.array(result), (results) => {
        expect(unpackResults(packResults(results))).toEqual(results)
      }),
    )
  })

  it('still tell a vote that changed nothing from one that was written anew', () => {
    const results = [
      { outcomes: [{ before: held, after: held }], tallies },
      { outcomes: [{ before: held, after: { ...held } }], tallies },
    ]
    const outcomes = unpackResults(packResults(results)).flatMap((result) => result.outcomes)
    expect(outcomes.map(({ before, after }) => before === after)).toEqual([true, false])
  })
})
