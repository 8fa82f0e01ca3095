import { drawFrom, type Random } from '../../api/src/domain/draw.ts'
import { votesOn } from '../../api/src/domain/scores.ts'
import { drawSequence } from '../../api/src/domain/sequence.ts'
import type { SequenceCandidate } from '../../api/src/domain/sequence-choice.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

/** Makes a draw of `size` from the accepted proposals. */
export type Strategy = (
  proposals: readonly SequenceCandidate[],
  size: number,
  random: Random,
) => SequenceCandidate[]

export const SETTINGS = consultationSettings.parse({}).sequence

export const strategies = {
  'uniform random': drawFrom,
  'fewest votes first': (proposals, size, random) =>
    drawFrom(proposals, proposals.length, random)
      .sort((one, other) => votesOn(one) - votesOn(other))
      .slice(0, size),
  Unisson: (proposals, size, random) => drawSequence({ proposals, settings: SETTINGS, size, random }),
} satisfies Record<string, Strategy>

export type StrategyName = keyof typeof strategies
