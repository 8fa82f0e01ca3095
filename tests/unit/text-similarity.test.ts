import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdeaIndex, SAME_IDEA, similarity } from '../../api/src/domain/text/text-similarity.ts'
import { proposalsOf140Letters } from '../support/realistic-proposals.ts'

// Pairs of the consultation "Le monde d'après" (Make.org, 2020, CC0), as their authors wrote them.
const SAME: readonly [string, string][] = [
  ['Il faut mettre en place un revenu universel.', 'Il faut créer un revenu universel'],
  ['Il faut interdire le déploiement de la 5G', 'Il faut interdire la 5G.'],
  [
    'Il faut interdire la vente des légumes et fruits hors saison.',
    'Il faut interdire les fruits et légumes qui ne sont pas de saison.',
  ],
  [
    'Il faut donner la possibilité de s’installer à la campagne pour apprendre et travailler la terre (sur le principe Woofing).',
    'Il faut donner la possibilité de s’installer à la campagne pour apprendre et  travailler la terre (sur le mode woofing)',
  ],
  [
    'Il faut conditionner les aides aux entreprises à des obligations environnementales et sociales.',
    'Il faut conditionner les aides aux entreprises à une responsabilité sociale et environnementale',
  ],
  [
    'Il faut favoriser les circuits courts pour l’alimentation.',
    'Il faut favoriser les circuits courts alimentaires',
  ],
  ['We must ban single-use plastics', 'Ban single use plastic!'],
]
const DIFFERENT: readonly [string, string][] = [
  ['Il faut interdire la publicité lumineuse', 'Il faut interdire la publicité pour les médicaments'],
  [
    'Il faut interdire les importations de ce qui peut être produit en France',
    'Il faut interdire l’importation de produits contenant de l’huile de palme.',
  ],
  [
    'Il faut mettre en place un référendum d’initiative citoyenne.',
    'Il faut mettre en place un service citoyen pour tous nos jeunes',
  ],
  [
    'Il faut que les transports en commun soient gratuits dans les grandes villes',
    'Il faut davantage de transports en commun en ville',
  ],
  [
    'Il faut enseigner l’écologie et la philosophie dès la maternelle.',
    'Il faut enseigner le bonheur à l’école',
  ],
  ['We should plant more trees', 'We should build more homes'],
]

const text = fastCheck.array(fastCheck.constantFrom('gare', 'train', 'il', 'développer', 'eau', '5G', '!'), {
  maxLength: 8,
})

describe('similarity', () => {
  it.each(SAME)('knows "%s" again in "%s"', (one, other) => {
    expect(similarity(one, other)).toBeGreaterThanOrEqual(SAME_IDEA)
  })

  it.each(DIFFERENT)('tells "%s" from "%s"', (one, other) => {
    expect(similarity(one, other)).toBeLessThan(SAME_IDEA)
  })

  it.each([
    [
      'Il faut baisser la TVA de 20 % à 5 % sur les produits bio',
      'Il faut baisser la TVA de 20 % à 10 % sur les produits bio',
    ],
    ['Reduce the speed limit to 20 mph in towns', 'Reduce the speed limit to 30 mph in towns'],
    ['Il faut une retraite minimale de 1 000 euros', 'Il faut une retraite minimale de 1 200 euros'],
    ['We must work four days a week', 'We must work five days a week'],
  ])('tells apart what differs in its numbers: "%s", "%s"', (one, other) => {
    expect(similarity(one, other)).toBeLessThan(SAME_IDEA)
    // They stand beside each other all the same where somebody looks for what is near.
    expect(similarity(one, other)).toBeGreaterThan(0.6)
  })

  it.each([
    ['Il faut un revenu de 1 000 euros', 'Il faut un revenu de 1000 euros'],
    ['We need a four day week', 'We need a 4 day week'],
    ['Il faut interdire la voiture en ville', 'Il faut interdire la voiture en ville en 2030'],
  ])('knows one idea in two ways to write a number, or without it: "%s", "%s"', (one, other) => {
    expect(similarity(one, other)).toBeGreaterThanOrEqual(SAME_IDEA)
  })

  it('finds no two of one idea among proposals chosen to be different', () => {
    for (const one of proposalsOf140Letters)
      for (const other of proposalsOf140Letters)
        if (one !== other) expect(similarity(one, other)).toBeLessThan(0.4)
  })

  it('is the same both ways, from 0 to 1, and 1 for the same text', () => {
    fastCheck.assert(
      fastCheck.property(text, text, (one, other) => {
        const [first, second] = [one.join(' '), other.join(' ')]
        const value = similarity(first, second)
        expect(value).toBeCloseTo(similarity(second, first))
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        if (/[a-z0-9]/i.test(first)) expect(similarity(first, first)).toBe(1)
      }),
    )
  })

  it('finds nothing in common where there is no word', () => {
    expect(similarity('!!!', '!!!')).toBe(0)
    expect(similarity('', 'Il faut planter')).toBe(0)
  })

  it('reads other scripts word by word', () => {
    expect(similarity('Нужно сажать деревья', 'Нужно сажать деревья!')).toBe(1)
    expect(similarity('Нужно сажать деревья', 'Закрыть дорогу')).toBe(0)
  })
})

describe('the index of ideas', () => {
  it('names the nearest first, as similarity would after reading all', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.array(text, { maxLength: 20 }), text, (texts, words) => {
        const index = new IdeaIndex()
        texts.forEach((other, position) => {
          index.add(`${position}`, other.join(' '))
        })
        const wanted = words.join(' ')
        const all = texts.map((other) => similarity(wanted, other.join(' '))).filter((value) => value > 0)
        const nearest = index.nearest(wanted, 5)
        expect(nearest.map((neighbour) => neighbour.similarity)).toEqual(
          all.toSorted((one, other) => other - one).slice(0, 5),
        )
        for (const { id, similarity: value } of nearest)
          expect(value).toBe(similarity(wanted, (texts[Number(id)] ?? []).join(' ')))
      }),
    )
  })

  it('forgets what is removed, and what a text was before', () => {
    const index = new IdeaIndex()
    index.add('a', 'Il faut planter des arbres')
    index.add('b', 'Il faut planter des haies')
    index.add('b', 'Il faut rouvrir les gares')
    index.remove('nothing')
    expect(index.nearest('planter', 9).map(({ id }) => id)).toEqual(['a'])
    index.remove('a')
    expect(index.nearest('planter', 9)).toEqual([])
  })
})
