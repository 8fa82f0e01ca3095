import fastCheck from 'fast-check'
import { XSadd } from 'ml-xsadd'
import { describe, expect, it } from 'vitest'
import { randomSample } from '../../api/src/domain/random.ts'
import { findProfiles, nearestTheme, themeCount } from '../../api/src/domain/themes/find-themes.ts'
import { matchThemes } from '../../api/src/domain/themes/match-themes.ts'
import { factorise } from '../../api/src/domain/themes/matrix-factors.ts'
import { nameThemes } from '../../api/src/domain/themes/name-themes.ts'
import {
  MOST_THEMES,
  planThemes,
  type ThemePlan,
  themesDue,
} from '../../api/src/domain/themes/plan-themes.ts'
import { normalised, TermWeights } from '../../api/src/domain/themes/term-vectors.ts'
import { adjustedRandIndex } from '../support/planted-votes.ts'

const TOPICS = [
  'transports commun train gare tramway vélo',
  'agriculture biologique pesticides paysans sols semences',
  'école enseignants élèves classes cantine lycée',
  'hôpital médecins soignants urgences infirmières malades',
  'énergie renouvelables éolien solaire nucléaire électricité',
  'logement loyers propriétaires bailleurs immeubles isolation',
  'déchets plastique emballages consigne recyclage bouteilles',
  'culture musées théâtre librairies spectacles cinémas',
].map((words) => words.split(' '))

interface Planted {
  id: string
  text: string
  isAccepted: boolean
  topic: string
}

/** Texts of three words of one topic each, and one of any other. */
function plant(count: number, seed = 7): Planted[] {
  const { random } = new XSadd(seed)
  const all = TOPICS.flat()
  return Array.from({ length: count }, (_, index) => {
    const topic = index % TOPICS.length
    const words = randomSample(TOPICS[topic] ?? [], 3, random).concat(randomSample(all, 1, random))
    return { id: `p${index}`, text: `Il faut ${words.join(' ')}`, isAccepted: true, topic: `${topic}` }
  })
}

function divided(texts: readonly Planted[]): string[] {
  const weights = new TermWeights(texts.map(({ text }) => text))
  const vectors = texts.map(({ text }) => weights.vectorOf(text))
  const profiles = findProfiles(weights, vectors, TOPICS.length)
  return vectors.map((vector) => `${nearestTheme(vector, profiles)}`)
}

describe('themes', () => {
  it('that were planted are found again, whatever the order of the texts', () => {
    const texts = plant(400)
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 1, max: 10_000 }), (seed) => {
        const shuffled = randomSample(texts, texts.length, new XSadd(seed).random)
        const found = divided(shuffled)
        expect(
          adjustedRandIndex(
            found,
            shuffled.map(({ topic }) => topic),
          ),
        ).toBeGreaterThan(0.9)
      }),
      { numRuns: 5 },
    )
  })

  it('are the same for the same texts: nothing is drawn', () => {
    expect(divided(plant(300))).toEqual(divided(plant(300)))
  })

  it('are eight in 300 texts and twenty in 15,000', () => {
    expect([10, 300, 2000, 15_000, 100_000].map(themeCount)).toEqual([8, 8, 14, 20, 20])
  })

  it('are factors that are nowhere negative and leave less than the whole', () => {
    const entry = fastCheck.double({ min: 0, max: 1, noNaN: true })
    const matrices = fastCheck.array(fastCheck.array(entry, { minLength: 5, maxLength: 5 }), {
      minLength: 3,
      maxLength: 12,
    })
    fastCheck.assert(
      fastCheck.property(matrices, (rows) => {
        const starts = Uint32Array.from({ length: rows.length + 1 }, (_, row) => row * 5)
        const columnOf = Uint32Array.from(rows.flat(), (_, index) => index % 5)
        const values = Float64Array.from(rows.flat())
        const matrix = { rows: rows.length, columns: 5, starts, columnOf, values }
        const { width, ofRows, ofColumns } = factorise(matrix, 2)
        expect(width).toBeLessThanOrEqual(2)
        expect([...ofRows, ...ofColumns].every((value) => value >= 0 && Number.isFinite(value))).toBe(true)
        let [left, whole] = [0, 0]
        for (const [row, numbers] of rows.entries())
          for (const [column, number] of numbers.entries()) {
            let product = 0
            for (let part = 0; part < width; part++)
              product += (ofRows[row * width + part] ?? 0) * (ofColumns[column * width + part] ?? 0)
            left += (number - product) ** 2
            whole += number ** 2
          }
        expect(left).toBeLessThanOrEqual(whole + 1e-9)
      }),
    )
  })
})

describe('names of themes', () => {
  const profile = normalised([
    ['transp', 2],
    ['commun', 1],
    ['train', 1],
  ])

  it('are the words that people used, with what stands between them', () => {
    const texts = [
      'Il faut des transports en commun gratuits',
      'Développer les Transports en commun',
      'Plus de transport en commun, partout',
      'Il faut des trains',
    ]
    expect(nameThemes([{ profile, texts }])).toEqual(['Transports en commun'])
  })

  it('keep apostrophes and accents', () => {
    const health = normalised([
      ['econom', 2],
      ['eau', 1],
    ])
    const texts = ['L’économie d’eau', 'une économie d’eau', 'économie d’eau']
    expect(nameThemes([{ profile: health, texts }])).toEqual(['Économie d’eau'])
  })

  it('are two words where no phrase is common, and never a name that is taken', () => {
    const texts = ['Le train', 'Un train', 'Le transport', 'Les transports', 'Mon transport']
    const themes = [profile, profile].map((one) => ({ profile: one, texts }))
    const names = nameThemes(themes, ['transport, train'])
    expect(new Set(names).size).toBe(2)
    expect(names).not.toContain('Transport, train')
  })
})

describe('themes that stand', () => {
  const [a, b] = [normalised([['train', 1]]), normalised([['velo', 1]])]
  const both = normalised([
    ['train', 1],
    ['velo', 1],
  ])

  it('keep their ids where the same is found, and end where nothing is like them', () => {
    const standing = [
      { id: 'trains', profile: a, isKept: false },
      { id: 'gone', profile: normalised([['ecole', 1]]), isKept: false },
    ]
    expect(matchThemes(standing, [b, a], 40)).toEqual([
      { id: 'trains', profile: a },
      { id: null, profile: b },
    ])
  })

  it('do not come back once the team merged them', () => {
    expect(matchThemes([{ id: 'merged', profile: both, isKept: true }], [a, b], 40)).toEqual([
      { id: 'merged', profile: both },
    ])
  })

  it('stay if the team had a hand in them, each once, and never too many', () => {
    const word = fastCheck.constantFrom('a', 'b', 'c', 'd')
    const profiles = fastCheck
      .array(fastCheck.tuple(word, fastCheck.double({ min: 0.01, max: 1, noNaN: true })), { minLength: 1 })
      .map((weights) => normalised(new Map(weights)))
    const standing = fastCheck.array(fastCheck.record({ profile: profiles, isKept: fastCheck.boolean() }), {
      maxLength: 10,
    })
    fastCheck.assert(
      fastCheck.property(standing, fastCheck.array(profiles, { maxLength: 10 }), (before, found) => {
        const themes = before.map((theme, index) => ({ ...theme, id: `${index}` }))
        const after = matchThemes(themes, found, 12)
        const ids = after.flatMap(({ id }) => (id === null ? [] : [id]))
        expect(new Set(ids).size).toBe(ids.length)
        for (const { id, profile } of themes.filter(({ isKept }) => isKept))
          expect(after).toContainEqual({ id, profile })
        expect(after.length).toBeLessThanOrEqual(12)
      }),
    )
  })
})

/** The themes and places that a plan leaves behind. */
function carriedOut(texts: readonly Planted[], { themes, places }: ThemePlan) {
  const ids = themes.map(({ id }, index) => id ?? `t${index}`)
  return {
    texts,
    themes: themes.map((theme, index) => ({ ...theme, id: ids[index] ?? '', isKept: false })),
    places: new Map(
      places.map(([id, theme]) => [
        id,
        { themeId: theme === null ? null : (ids[theme] ?? null), isMoved: false },
      ]),
    ),
  }
}

describe('a plan of themes', () => {
  const nothing = { themes: [], places: new Map() }

  it('is empty for fewer than 300 accepted texts', () => {
    expect(planThemes({ ...nothing, texts: plant(299) }, true)).toEqual({ themes: [], ended: [], places: [] })
  })

  it('names each theme once and fills it, with what waits for a decision too', () => {
    const texts = plant(400).map((text, index) => ({ ...text, isAccepted: index >= 50 }))
    const plan = planThemes({ ...nothing, texts }, true)
    expect(new Set(plan.themes.map(({ name }) => name)).size).toBe(plan.themes.length)
    expect(plan.themes.length).toBeLessThanOrEqual(MOST_THEMES)
    const first = plan.places.find(([id]) => id === 'p0')?.[1]
    expect(first).toBe(plan.places.find(([id]) => id === 'p80')?.[1])
  })

  it('keeps themes steady when a tenth more texts come in', () => {
    const before = carriedOut(plant(400), planThemes({ ...nothing, texts: plant(400) }, true))
    const after = planThemes({ ...before, texts: plant(440) }, true)
    const kept = after.themes.filter(({ id }) => id !== null)
    expect(kept.length).toBeGreaterThanOrEqual(before.themes.length - 1)
    for (const { id, name } of kept) expect(before.themes.find((theme) => theme.id === id)?.name).toBe(name)
  })

  it('lays new texts into the themes that stand, and moves no other', () => {
    const before = carriedOut(plant(400), planThemes({ ...nothing, texts: plant(400) }, true))
    const plan = planThemes({ ...before, texts: plant(410) }, false)
    expect(plan.places.map(([id]) => id)).toEqual(
      plant(410)
        .slice(400)
        .map(({ id }) => id),
    )
    expect(plan.ended).toEqual([])
  })

  it('moves nothing that the team moved', () => {
    const before = carriedOut(plant(400), planThemes({ ...nothing, texts: plant(400) }, true))
    before.places.set('p3', { themeId: before.themes[0]?.id ?? null, isMoved: true })
    before.places.set('p4', { themeId: null, isMoved: true })
    const moved = planThemes(before, true).places.map(([id]) => id)
    expect(moved).not.toContain('p3')
    expect(moved).not.toContain('p4')
  })

  it('learns what a theme of the team is about from what was moved into it', () => {
    const texts = plant(400)
    const own = texts.filter(({ topic }) => topic === '7').slice(0, 5)
    const material = {
      texts,
      themes: [{ id: 'mine', name: 'Sorties', profile: new Map(), isKept: true }],
      places: new Map(own.map(({ id }) => [id, { themeId: 'mine', isMoved: true }])),
    }
    const plan = planThemes(material, true)
    const mine = plan.themes.findIndex(({ id }) => id === 'mine')
    const filled = plan.places.filter(([, theme]) => theme === mine).map(([id]) => id)
    expect(filled.length).toBeGreaterThan(25)
    expect(plan.themes[mine]?.name).toBe('Sorties')
  })
})

describe('when themes are looked for', () => {
  const state = { computedAt: 1, accepted: 1000, placed: 1200 }

  it.each([
    ['there are too few accepted texts', { accepted: 299, placed: 5000 }, undefined, null],
    ['they never were', { accepted: 300, placed: 300 }, undefined, 'find'],
    ['there are a tenth more', { accepted: 1100, placed: 1300 }, state, 'find'],
    ['some came', { accepted: 1001, placed: 1210 }, state, 'place'],
    ['nothing came', { accepted: 1000, placed: 1200 }, state, null],
  ] as const)('%s', (_name, now, before, due) => {
    expect(themesDue(now, before)).toBe(due)
  })
})
