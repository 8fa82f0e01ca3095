import { describe, expect, it } from 'vitest'
import type { Rankable } from '../../api/src/domain/results/rank-results.ts'
import { type ListQuery, ResultList } from '../../api/src/domain/results/result-list.ts'
import { noTallies } from '../../api/src/domain/votes/votes.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

const settings = consultationSettings.parse({})
const proposal = (id: string, text: string, agree: number, disagree: number, neutral = 0): Rankable => ({
  id,
  text,
  authorName: null,
  authorAge: null,
  tallies: { ...noTallies(), agree, disagree, neutral },
})

const ALL = [
  proposal('a', 'Il faut rouvrir les GARES fermées', 90, 10),
  proposal('b', 'Il faut fermer les gares', 10, 90),
  proposal('c', 'Il faut repeindre les écoles', 50, 45, 5),
  proposal('d', 'Il faut des écoles en bois', 10, 10, 80),
  proposal('e', 'Il faut des gares en bois', 3, 1),
]
const THEMES = new Map([
  ['a', 'rail'],
  ['b', 'rail'],
])
const list = new ResultList(ALL, settings)
const ask = (query: Partial<ListQuery> = {}) =>
  list.page({ words: '', zone: null, theme: null, sort: 'rank', page: 1, ...query }, THEMES)
const found = (query: Partial<ListQuery>) => ask(query).proposals.map(({ id }) => id)

describe('The list of all proposals', () => {
  it('may hold those of one theme only', () => {
    expect(found({ theme: 'rail' })).toEqual(['a', 'b'])
    expect(found({ theme: 'rail', zone: 'rejection' })).toEqual(['b'])
    expect(found({ theme: 'wood' })).toEqual([])
  })

  it('goes from consensus over controversy to rejection, and names how many are in each zone', () => {
    expect(found({})).toEqual(['a', 'c', 'd', 'b', 'e'])
    expect(list.counts).toEqual({ consensus: 1, controversy: 1, limbo: 1, rejection: 1, unranked: 1 })
  })

  it('finds words in any case and with any accents, all of them', () => {
    expect(found({ words: 'gares' })).toEqual(['a', 'b', 'e'])
    expect(found({ words: 'ECOLES bois' })).toEqual(['d'])
    expect(ask({ words: 'tramway' })).toMatchObject({ proposals: [], total: 0, page: 1, pages: 1 })
  })

  it('is filtered by zone and sorted by what is asked', () => {
    expect(found({ zone: 'limbo' })).toEqual(['d'])
    expect(found({ sort: 'disagree' })[0]).toBe('b')
    expect(found({ sort: 'votes' }).at(-1)).toBe('e')
    expect(found({ sort: 'agree' })[0]).toBe('a')
  })

  it('comes in pages, and gives the last one for a page past the end', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      proposal(`p${index}`, `Il faut ${index}`, 40, index % 9),
    )
    const long = new ResultList(many, settings)
    const page = (number: number) =>
      long.page({ words: '', zone: null, theme: null, sort: 'rank', page: number }, THEMES)
    expect([page(1), page(2), page(3)].flatMap(({ proposals }) => proposals)).toHaveLength(60)
    expect(page(9)).toMatchObject({ page: 3, pages: 3, total: 60 })
  })
})
