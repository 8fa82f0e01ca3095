import { type Random, randomSample } from '../../api/src/domain/random.ts'
import { drawSequence } from '../../api/src/domain/sequence/sequence.ts'
import type { SequenceCandidate } from '../../api/src/domain/sequence/sequence-choice.ts'
import type { SequenceSettings } from '../../api/src/wire/index.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

/** Makes a draw of `size` from the accepted proposals. */
export type Strategy = (
  proposals: readonly SequenceCandidate[],
  size: number,
  random: Random,
) => SequenceCandidate[]

export const SETTINGS = consultationSettings.parse({}).sequence

/** As a consultation with this setting draws. */
const asSet =
  (testedBy: SequenceSettings['testedBy']): Strategy =>
  (proposals, size, random) =>
    drawSequence({ proposals, settings: { ...SETTINGS, testedBy }, size, random })

export const strategies = {
  'uniform random': randomSample,
  'fewest votes first': asSet('fewest-votes'),
  Thompson: asSet('thompson'),
  LUCB: asSet('lucb'),
} satisfies Record<string, Strategy>

export type StrategyName = keyof typeof strategies
