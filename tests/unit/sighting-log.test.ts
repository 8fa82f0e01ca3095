import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namingsOf } from '../../api/src/domain/trust-rules/sightings.ts'
import { RotatingSalts } from '../../api/src/trust/network-numbers.ts'
import { type SeenVote, SightingLog } from '../../api/src/trust/sighting-log.ts'
import { HOUR, MINUTE, testRuntime } from '../support/runtime.ts'

const PROPOSALS = ['p0', 'p1', 'p2', 'p3', 'p4']

function seen(reader: number, proposal: number, network = '192.0.2', draw = 'd'): SeenVote {
  const voter = Buffer.alloc(16)
  voter.writeUInt32LE(reader % 3, 0)
  voter.writeUInt32LE(reader, 8)
  return {
    proposalId: PROPOSALS[proposal] as string,
    voter,
    vote: 'agree',
    network,
    draw: { id: draw, at: 0, number: 0, proposals: PROPOSALS },
  }
}

function setUp() {
  const runtime = testRuntime()
  return { ...runtime, log: new SightingLog(new RotatingSalts(runtime)) }
}

describe('the memory of votes', () => {
  it('holds of each reader and proposal one vote, whatever is forgotten in between', () => {
    const step = fc.record({
      reader: fc.nat(400),
      proposal: fc.nat(4),
      forgets: fc.boolean(),
      minutes: fc.nat(3),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
        const { log, monotonic, pass } = setUp()
        let kept: { name: string; at: number }[] = []
        for (const { reader, proposal, forgets, minutes } of steps) {
          pass(minutes * MINUTE)
          if (forgets && steps.length > 20) {
            log.keepFrom(monotonic() - 30 * MINUTE)
            kept = kept.filter(({ at }) => at >= monotonic() - 30 * MINUTE)
          }
          const vote = seen(reader, proposal)
          log.add(vote, monotonic())
          const name = `${vote.proposalId} ${Buffer.from(vote.voter).toString('hex')}`
          if (!kept.some((one) => one.name === name)) kept.push({ name, at: monotonic() })
        }
        const rows = Array.from({ length: log.count }, (_, row) => {
          const { proposalId, voter } = log.keyOf(row)
          return { name: `${proposalId} ${Buffer.from(voter).toString('hex')}`, at: log.atOf(row) }
        })
        expect(rows).toEqual(kept)
        const sightings = log.sightings(monotonic())
        const namings = namingsOf(sightings)
        expect(namings.size.reduce((sum, size) => sum + size, 0)).toBe(kept.length)
      }),
      { numRuns: 60 },
    )
  })

  it('knows a network across a change of salt, and forgets it with its votes', () => {
    const { log, monotonic, pass } = setUp()
    const first = log.add(seen(1, 0), monotonic())
    pass(50 * MINUTE)
    const second = log.add(seen(2, 0), monotonic())
    pass(20 * MINUTE)
    const third = log.add(seen(3, 0), monotonic())
    expect(log.networksOf(second)).toEqual(log.networksOf(first))
    expect(log.networksOf(third)).toEqual(log.networksOf(first))
    pass(3 * HOUR)
    log.keepFrom(monotonic() - HOUR)
    expect(log.count).toBe(0)
  })

  it('tells networks apart by /24 and /16, and by /64, /56 and /48', () => {
    const { log, monotonic } = setUp()
    const networks = ['192.0.2', '192.0.3', '20010db800010000', '20010db8000100ff', '20010db80001ff00']
    const rows = networks.map((network, reader) =>
      log.networksOf(log.add(seen(reader, 0, network), monotonic())),
    )
    const [v4, sibling, v6, house, site] = rows as number[][]
    expect(v4?.[0]).not.toBe(sibling?.[0])
    expect(v4?.[2]).toBe(sibling?.[2])
    expect(v4?.[1]).toBe(0)
    expect(v6?.[0]).not.toBe(house?.[0])
    expect(v6?.[1]).toBe(house?.[1])
    expect(v6?.[1]).not.toBe(site?.[1])
    expect(v6?.[2]).toBe(site?.[2])
  })
})
