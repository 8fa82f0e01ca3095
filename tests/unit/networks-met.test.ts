import { randomLcg } from 'd3-random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawSequence } from '../../api/src/domain/sequence/sequence.ts'
import { TALLY_KEYS, type TallyKey } from '../../api/src/domain/votes/votes.ts'
import { NetworksMet } from '../../api/src/trust/networks-met.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

const SETTINGS = { ...consultationSettings.parse({}).sequence, newShare: 0, controversyShare: 0 }
const NO_COUNTS = Object.fromEntries(TALLY_KEYS.map((key) => [key, 0])) as Record<TallyKey, number>
const open = () => new NetworksMet((network) => network)

describe('the networks of a proposal’s votes', () => {
  it('count once each until there are twenty, and then all votes are alike', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 200 }), (networks) => {
        const met = open()
        for (const network of networks) met.note('p', `192.0.${network}`)
        const distinct = new Set(networks).size
        const expected = distinct >= 20 || networks.length === 0 ? 1 : distinct / networks.length
        expect(met.firstsOf('p')).toBe(expected)
      }),
    )
  })

  it('are not known of a proposal that nobody voted on here, and leave its votes as they are', () => {
    expect(open().firstsOf('p')).toBe(1)
  })

  it('keep a proposal new that one address alone has liked, and one that it has disliked', () => {
    const [met, random] = [open(), randomLcg(0.5)]
    const votesOf = (id: string, votes: Partial<typeof NO_COUNTS>) => ({
      id,
      text: `Il faut ${id}`,
      author: null,
      ...NO_COUNTS,
      ...votes,
    })
    const honest = Array.from({ length: 30 }, (_, index) =>
      votesOf(`h${index}`, { agree: 12, disagree: 10, neutral: 3 }),
    )
    const all = [...honest, votesOf('liked', { agree: 12, likeIt: 12 }), votesOf('buried', { disagree: 12 })]
    for (let vote = 0; vote < 12; vote++) for (const id of ['liked', 'buried']) met.note(id, '198.51.100')
    const served = { liked: 0, buried: 0 }
    for (let draw = 0; draw < 200; draw++) {
      const proposals = all.map((proposal) => ({ ...proposal, firsts: met.firstsOf(proposal.id) }))
      for (const { id } of drawSequence({ proposals, settings: SETTINGS, size: 4, random }))
        if (id === 'liked' || id === 'buried') served[id] += 1
    }
    expect(Math.abs(served.liked - served.buried)).toBeLessThan(40)
    expect(Math.min(served.liked, served.buried)).toBeGreaterThan(10)
  })
})
