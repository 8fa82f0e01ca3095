import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Rankable,
  rankAt,
  rankResults,
  rankZones,
  standingsOf,
} from '../../api/src/domain/results/rank-results.ts'
import { isAbove, lowerBound } from '../../api/src/domain/results/scores.ts'
import { noTallies } from '../../api/src/domain/votes/votes.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

const settings = consultationSettings.parse({})

const proposal = (id: string, agree: number, disagree: number, neutral = 0): Rankable => ({
  id,
  text: `Il faut ${id}`,
  authorName: null,
  authorAge: null,
  tallies: { ...noTallies(), agree, disagree, neutral },
})

const proposals = fc
  .array(fc.tuple(fc.nat(300), fc.nat(300), fc.nat(100)), { maxLength: 30 })
  .map((all) =>
    all.map(([agree, disagree, neutral], index) => proposal(`p${index}`, agree, disagree, neutral)),
  )

const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id)

describe('A list of the results', () => {
  it('takes proposals from the votes that the consultation sets, 30 by default', () => {
    const all = [proposal('few', 29, 0), proposal('enough', 30, 0)]
    expect(ids(rankResults(all, settings).consensus)).toEqual(['enough'])
    const lower = { ...settings, results: { ...settings.results, rankedFrom: 29 } }
    expect(ids(rankResults(all, lower).consensus)).toContain('few')
    expect(standingsOf(all, settings).get('few')).toMatchObject({ zone: 'consensus', rank: null })
  })

  it('puts what is surely good before what a few early votes praise', () => {
    const all = [proposal('early', 30, 0), proposal('proven', 570, 30)]
    expect(ids(rankResults(all, settings).consensus)).toEqual(['proven', 'early'])
  })

  it('says which places cannot be told apart', () => {
    const all = [
      proposal('first', 980, 20),
      proposal('alike', 970, 30),
      proposal('close', 972, 28),
      proposal('last', 700, 300),
    ]
    const { consensus } = rankResults(all, settings)
    expect(consensus.map(({ id, rank }) => [id, rank])).toEqual([
      ['first', { place: 1, from: 1, to: 3 }],
      ['close', { place: 2, from: 1, to: 3 }],
      ['alike', { place: 3, from: 1, to: 3 }],
      ['last', { place: 4, from: 4, to: 4 }],
    ])
  })

  it('gives each a place within its range, behind all that are surely above it', () => {
    fc.assert(
      fc.property(proposals, (all) => {
        for (const list of Object.values(rankZones(all, settings))) {
          for (const [index, own] of list.entries()) {
            const { place, from, to } = rankAt(list, index)
            expect(place).toBe(index + 1)
            expect(from).toBeLessThanOrEqual(place)
            expect(to).toBeGreaterThanOrEqual(place)
            for (const before of list.slice(0, from - 1)) {
              expect(lowerBound(before.score)).toBeGreaterThanOrEqual(lowerBound(own.score))
            }
            expect(from - 1).toBe(list.filter(({ score }) => isAbove(score, own.score)).length)
          }
        }
      }),
    )
  })
})
