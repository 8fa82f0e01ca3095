import { randomLcg } from 'd3-random'
import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { votesOn } from '../../api/src/domain/results/scores.ts'
import { drawSequence, poolOf } from '../../api/src/domain/sequence/sequence.ts'
import type { SequenceCandidate } from '../../api/src/domain/sequence/sequence-choice.ts'
import { SAME_IDEA, similarity } from '../../api/src/domain/text/text-similarity.ts'
import { TALLY_KEYS, type TallyKey } from '../../api/src/domain/votes/votes.ts'
import { TESTED_BY } from '../../api/src/wire/constants.ts'
import type { SequenceSettings } from '../../api/src/wire/index.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

const SETTINGS = consultationSettings.parse({}).sequence
const NO_COUNTS = Object.fromEntries(TALLY_KEYS.map((key) => [key, 0])) as Record<TallyKey, number>

// Sampling goes on until it accepts, so chance has to be real: a stream of zeros would never end.
const random = fastCheck.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map(randomLcg)

/** Every word is a proposal's own, so that no two are alike unless a test wants it. */
const candidate = (id: string, more: Partial<SequenceCandidate> = {}): SequenceCandidate => ({
  id,
  text: `Il faut ${id}`,
  author: null,
  ...NO_COUNTS,
  ...more,
})
const many = (count: number, name: string, more: (index: number) => Partial<SequenceCandidate>) =>
  Array.from({ length: count }, (_, index) => candidate(`${name}${index}`, more(index)))

const settingsOf = fastCheck
  .record({
    newShare: fastCheck.double({ min: 0, max: 1, noNaN: true }),
    testedFrom: fastCheck.integer({ min: 1, max: 20 }),
    testedUntil: fastCheck.integer({ min: 21, max: 60 }),
    controversyShare: fastCheck.double({ min: 0, max: 1, noNaN: true }),
    testedBy: fastCheck.constantFrom(...TESTED_BY),
  })
  .map((settings): SequenceSettings => settings)

const votes = fastCheck
  .tuple(fastCheck.nat(25), fastCheck.nat(25), fastCheck.nat(25))
  .map(([agree, disagree, neutral]) => ({ agree, disagree, neutral }))
const proposals = fastCheck
  .array(
    fastCheck.record({
      counts: votes,
      author: fastCheck.option(fastCheck.constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
      idea: fastCheck.nat(12),
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(({ counts, author, idea }, index) =>
      candidate(`p${index}`, { ...counts, author, text: `Il faut idée${idea}` }),
    ),
  )

const clash = (one: SequenceCandidate, other: SequenceCandidate): boolean =>
  (one.author !== null && one.author === other.author) || similarity(one.text, other.text) >= SAME_IDEA
const ids = (all: readonly SequenceCandidate[]): string[] => all.map(({ id }) => id)

describe('a sequence', () => {
  it('holds accepted proposals only, none twice, and as many as asked while there are', () => {
    fastCheck.assert(
      fastCheck.property(proposals, settingsOf, fastCheck.nat(30), random, (all, settings, size, runtime) => {
        const drawn = drawSequence({ proposals: all, settings, size, random: runtime })
        expect(drawn.length).toBe(Math.min(size, all.length))
        expect(new Set(ids(drawn)).size).toBe(drawn.length)
        expect(drawn.every((proposal) => all.includes(proposal))).toBe(true)
      }),
    )
  })

  it('has no two of one author or one idea while there are others', () => {
    fastCheck.assert(
      fastCheck.property(proposals, settingsOf, fastCheck.nat(30), random, (all, settings, size, runtime) => {
        const drawn = drawSequence({ proposals: all, settings, size, random: runtime })
        const meets = drawn.some((one) => drawn.some((other) => one !== other && clash(one, other)))
        const left = all.filter((proposal) => !drawn.includes(proposal))
        const alternatives = left.filter((proposal) => !drawn.some((chosen) => clash(proposal, chosen)))
        expect(meets && alternatives.length > 0).toBe(false)
      }),
    )
  })

  it('gives new proposals their share when there are enough of both and most are tested', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 1, max: 30 }), random, (size, runtime) => {
        const all = [
          ...many(20, 'new', (index) => ({ agree: index % SETTINGS.testedFrom })),
          ...many(60, 'tested', () => ({ agree: 90, disagree: 10 })),
        ]
        const drawn = drawSequence({ proposals: all, settings: SETTINGS, size, random: runtime })
        const fresh = drawn.filter((proposal) => poolOf(votesOn(proposal), SETTINGS) === 'new').length
        expect(Math.abs(fresh - size * SETTINGS.newShare)).toBeLessThan(1)
      }),
    )
  })

  it('gives new proposals more places while they are more, so that none waits for long', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 60, max: 200 }), random, (count, runtime) => {
        const all = [...many(count, 'new', () => ({})), ...many(60, 'tested', () => ({ agree: 90 }))]
        const drawn = drawSequence({ proposals: all, settings: SETTINGS, size: 18, random: runtime })
        const fresh = drawn.filter(({ id }) => id.startsWith('new')).length
        expect(Math.abs(fresh - (18 * count) / (count + 60))).toBeLessThan(1)
      }),
    )
  })

  it('takes of the new ones those with the fewest votes', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.array(fastCheck.nat(9), { minLength: 12 }), random, (agrees, runtime) => {
        const fresh = agrees.map((agree, index) => candidate(`new${index}`, { agree }))
        const all = [...fresh, ...many(60, 'tested', () => ({ agree: 90 }))]
        const drawn = drawSequence({ proposals: all, settings: SETTINGS, size: 12, random: runtime })
        const taken = drawn.map(votesOn).filter((count) => count < SETTINGS.testedFrom)
        expect(taken.toSorted((a, b) => a - b)).toEqual(
          agrees.toSorted((a, b) => a - b).slice(0, taken.length),
        )
      }),
    )
  })

  it('brings every new proposal to its first votes, however good the others are', () => {
    const runtime = randomLcg(0.5)
    let all = [...many(40, 'new', () => ({})), ...many(20, 'loved', () => ({ agree: 99, likeIt: 90 }))]
    for (let reader = 0; reader < 150; reader++) {
      const drawn = ids(drawSequence({ proposals: all, settings: SETTINGS, size: 12, random: runtime }))
      all = all.map((one) => (drawn.includes(one.id) ? { ...one, disagree: one.disagree + 1 } : one))
    }
    expect(Math.min(...all.map(votesOn))).toBeGreaterThanOrEqual(SETTINGS.testedFrom)
  })
})

describe('tested proposals', () => {
  const draw = (all: readonly SequenceCandidate[], size: number) => {
    const runtime = randomLcg(0.5)
    const drawn = Array.from({ length: 50 }, () =>
      ids(drawSequence({ proposals: all, settings: SETTINGS, size, random: runtime })),
    ).flat()
    return (name: string): number => drawn.filter((id) => id.startsWith(name)).length
  }

  it('come by their scores: what readers like and find doable before what they hold for empty', () => {
    const timesDrawn = draw(
      [
        ...many(12, 'liked', () => ({ agree: 180, disagree: 20, likeIt: 90, doable: 60 })),
        ...many(40, 'empty', () => ({ agree: 180, disagree: 20, platitudeAgree: 120 })),
      ],
      6,
    )
    // A tenth of the places seeks controversies, where both are equal.
    expect(timesDrawn('liked')).toBeGreaterThan(4 * timesDrawn('empty'))
  })

  it('that are rejected, leave readers cold or are known well enough wait until there is nothing else', () => {
    const others = [
      ...many(30, 'rejected', () => ({ agree: 10, disagree: 180 })),
      ...many(30, 'limbo', () => ({ agree: 60, disagree: 40, neutral: 100 })),
      ...many(30, 'known', () => ({ agree: 1500 })),
    ]
    const consensus = many(12, 'consensus', () => ({ agree: 150, disagree: 30, neutral: 20 }))
    expect(draw([...others, ...consensus], 12)('consensus')).toBe(600)
    expect(draw([...others, ...consensus.slice(0, 5)], 12)('consensus')).toBe(250)
  })

  it('that divide have a part of the places', () => {
    const timesDrawn = draw(
      [
        ...many(40, 'consensus', () => ({ agree: 190, disagree: 10 })),
        ...many(10, 'divided', () => ({ agree: 95, disagree: 95, likeIt: 40, noWay: 40 })),
      ],
      10,
    )
    expect(timesDrawn('divided') / 500).toBeGreaterThan(0.05)
    expect(timesDrawn('divided') / 500).toBeLessThan(0.15)
  })

  it('that are about as good get about as many votes', () => {
    const timesDrawn = draw(
      [
        ...many(8, 'often', () => ({ agree: 900, disagree: 100 })),
        ...many(8, 'seldom', () => ({ agree: 90, disagree: 10 })),
      ],
      4,
    )
    expect(timesDrawn('seldom')).toBeGreaterThan(3 * timesDrawn('often'))
  })
})
