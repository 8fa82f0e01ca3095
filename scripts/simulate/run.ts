import { type Random, randomSample } from '../../api/src/domain/random.ts'
import { votesOn } from '../../api/src/domain/results/scores.ts'
import type { SequenceCandidate } from '../../api/src/domain/sequence/sequence-choice.ts'
import { TALLY_KEYS, type TallyKey } from '../../api/src/domain/votes/votes.ts'
import { giniOf, placeOf, shareFound } from './measures.ts'
import { type Public, type SimulatedProposal, type SimulatedReader, trueScore } from './public.ts'
import { SETTINGS, type Strategy } from './strategies.ts'

const SEQUENCE = 12
/** As many as cache/draws.ts serves. */
const DRAW = 18
/** So many readers get the same draw: one a second, which is a rush that few articles see. */
const READERS_OF_A_DRAW = 5
/** Some readers leave before the end of the sequence: after each vote, with this chance. */
const LEAVING = 0.05
const CHECKPOINTS = 60

/** How far a strategy had come after some votes. */
export interface Checkpoint {
  votes: number
  /** Part of the true top 10 that the measured top 10 holds, from 0 to 1. */
  found: number
}

export interface Outcome {
  checkpoints: Checkpoint[]
  votes: number
  /** Votes of the accepted proposal that has the fewest. */
  fewest: number
  /** Accepted proposals that have not reached the first votes that the settings promise. */
  underThreshold: number
  /** Of the proposal that a block votes for: its true place, and the one it has been lifted to. */
  stuffed?: { truth: number; measured: number }
  /** Of votes over proposals: 0, all have as many; 1, one has them all. */
  gini: number
}

type Tally = SequenceCandidate & Record<TallyKey, number>

const emptyTally = ({ id, text }: SimulatedProposal): Tally => ({
  ...(Object.fromEntries(TALLY_KEYS.map((key) => [key, 0])) as Record<TallyKey, number>),
  id,
  text,
  author: null,
})

/** A reader goes through their own sequence of the draw, as the widget makes it, and may leave early. */
function play(
  reader: SimulatedReader,
  draw: readonly SequenceCandidate[],
  tallies: ReadonlyMap<string, Tally>,
  proposals: ReadonlyMap<string, SimulatedProposal>,
  random: Random,
): number {
  let cast = 0
  for (const { id } of randomSample(draw, SEQUENCE, random)) {
    const proposal = proposals.get(id) as SimulatedProposal
    const tally = tallies.get(id) as Tally
    const vote = reader.vote(proposal)
    tally[vote] += 1
    for (const key of reader.qualify(proposal, vote)) tally[key] += 1
    cast += 1
    if (random() < LEAVING) break
  }
  return cast
}

/** The share of proposals that are truly better than the one that a block lifts. */
const TARGET_BEHIND = 0.15

/** What a block gives its target, each of its members. */
const STUFFED: readonly TallyKey[] = ['agree', 'likeIt', 'doable']

interface Play {
  strategy: Strategy
  random: Random
  /** Members of a block for each reader; each votes for one proposal that is good, and not among the best. */
  stuffing: number
  onReader(): void
}

/** Lets the public meet its proposals by one strategy, reader by reader, as proposals come in. */
export function simulate(
  { proposals, readers }: Public,
  { strategy, random, stuffing, onReader }: Play,
): Outcome {
  const byId = new Map(proposals.map((proposal) => [proposal.id, proposal]))
  const tallies = new Map(proposals.map((proposal) => [proposal.id, emptyTally(proposal)]))
  const all = [...tallies.values()]
  const checkpoints: Checkpoint[] = [{ votes: 0, found: 0 }]
  const step = Math.ceil(readers.length / CHECKPOINTS)
  const best = proposals.toSorted((one, other) => trueScore(other) - trueScore(one))
  const truth = Math.floor(proposals.length * TARGET_BEHIND)
  const target = stuffing > 0 ? tallies.get(best[truth]?.id ?? '') : undefined
  let draw: SequenceCandidate[] = []
  let votes = 0
  for (const [index, reader] of readers.entries()) {
    if (index % READERS_OF_A_DRAW === 0) {
      const accepted = all.filter(({ id }) => (byId.get(id)?.arrivesAt ?? 0) <= index / readers.length)
      draw = strategy(accepted, DRAW, random)
    }
    votes += play(reader, draw, tallies, byId, random)
    // By their number, not by chance: as many whichever strategy it is.
    if (target && Math.floor((index + 1) * stuffing) > Math.floor(index * stuffing))
      for (const key of STUFFED) target[key] += 1
    if ((index + 1) % step === 0) checkpoints.push({ votes, found: shareFound(proposals, all) })
    onReader()
  }
  checkpoints.push({ votes, found: shareFound(proposals, all) })
  const counts = all.map(votesOn)
  return {
    checkpoints,
    votes,
    fewest: Math.min(...counts),
    underThreshold: counts.filter((count) => count < SETTINGS.testedFrom).length,
    gini: giniOf(counts),
    ...(target ? { stuffed: { truth: truth + 1, measured: placeOf(target.id, all) } } : {}),
  }
}
