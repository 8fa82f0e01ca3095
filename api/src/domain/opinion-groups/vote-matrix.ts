import type { Vote } from '../../wire/index.ts'

const VALUES: Record<Vote, number> = { agree: 1, neutral: 0, disagree: -1 }
const LEAST_CAPACITY = 4096

/** A vote that no rule doubted (0), one that was doubted and is counted (1), and one that is not counted (2). */
export type DoubtLevel = 0 | 1 | 2

/** Votes on one proposal. */
export interface VoteCounts {
  agree: number
  disagree: number
  neutral: number
}

/**
 * Voters × proposals with the votes that there are, one proposal after the other. The votes of proposal p stand from
 * starts[p] to before starts[p + 1]. Voters are numbers; who they are is left behind in the ballot builder.
 */
export interface VoteMatrix {
  /** Ids, in the order of the columns. */
  proposals: readonly string[]
  voterCount: number
  starts: Int32Array
  voters: Int32Array
  /** 1 agree, 0 neutral, -1 disagree. */
  values: Int8Array
  /** Number of votes of each voter. */
  votesOf: Int32Array
}

/** All counts at nought, in an object of its own: `countValue` changes it. */
export const noVotes = (): VoteCounts => ({ agree: 0, disagree: 0, neutral: 0 })

/** Counts one vote, given as its value. */
export function countValue(counts: VoteCounts, value: number, weight = 1): void {
  if (value > 0) counts.agree += weight
  else if (value < 0) counts.disagree += weight
  else counts.neutral += weight
}

/** Takes votes one by one and packs them: five bytes a vote. */
export class VoteMatrixBuilder {
  readonly #proposals: string[] = []
  readonly #starts: number[] = []
  readonly #numbers = new Map<string, number>()
  #voters: Int32Array
  #values: Int8Array
  #doubts: Uint8Array
  #size = 0
  readonly #doubted = { 0: 0, 1: 0, 2: 0 }

  /** `expected`: about how many votes will come. More than that are moved into twice the room. */
  constructor(expected = 0) {
    const capacity = Math.max(expected, LEAST_CAPACITY)
    this.#voters = new Int32Array(capacity)
    this.#values = new Int8Array(capacity)
    this.#doubts = new Uint8Array(capacity)
  }

  /** Votes of one proposal come in a row, each voter once. */
  add(proposal: string, voter: string, vote: Vote, doubt: DoubtLevel = 0): void {
    if (this.#proposals.at(-1) !== proposal) {
      this.#proposals.push(proposal)
      this.#starts.push(this.#size)
    }
    if (this.#size === this.#voters.length) this.#grow()
    let number = this.#numbers.get(voter)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(voter, number)
    }
    this.#voters[this.#size] = number
    this.#values[this.#size] = VALUES[vote]
    this.#doubts[this.#size] = doubt
    this.#doubted[doubt] += 1
    this.#size += 1
  }

  /** How many votes are doubted as much as that. */
  count(doubt: DoubtLevel): number {
    return this.#doubted[doubt]
  }

  /**
   * The votes that are doubted no more than `most`. Where those are all, the builder gives its own room away, and is of no use
   * any more.
   */
  matrix(most: DoubtLevel = 2): VoteMatrix {
    const isWhole = this.#doubts.subarray(0, this.#size).every((doubt) => doubt <= most)
    const [voters, values] = isWhole
      ? [this.#voters.subarray(0, this.#size), this.#values.subarray(0, this.#size)]
      : [new Int32Array(this.#size), new Int8Array(this.#size)]
    const starts = isWhole ? Int32Array.from([...this.#starts, this.#size]) : this.#pick(most, voters, values)
    const size = starts.at(-1) ?? 0
    const votesOf = new Int32Array(this.#numbers.size)
    for (const voter of voters.subarray(0, size)) votesOf[voter] = (votesOf[voter] as number) + 1
    return {
      proposals: this.#proposals,
      voterCount: this.#numbers.size,
      starts,
      voters: voters.subarray(0, size),
      values: values.subarray(0, size),
      votesOf,
    }
  }

  /** Copies the votes that are doubted no more than `most`; where those of each proposal begin. */
  #pick(most: DoubtLevel, voters: Int32Array, values: Int8Array): Int32Array {
    const starts = new Int32Array(this.#starts.length + 1)
    let kept = 0
    for (let proposal = 0; proposal < this.#starts.length; proposal++) {
      const end = this.#starts[proposal + 1] ?? this.#size
      for (let index = this.#starts[proposal] as number; index < end; index++) {
        if ((this.#doubts[index] as number) > most) continue
        voters[kept] = this.#voters[index] as number
        values[kept] = this.#values[index] as number
        kept += 1
      }
      starts[proposal + 1] = kept
    }
    return starts
  }

  #grow(): void {
    const [voters, values] = [this.#voters, this.#values]
    this.#voters = new Int32Array(voters.length * 2)
    this.#voters.set(voters)
    this.#values = new Int8Array(values.length * 2)
    this.#values.set(values)
    const doubts = this.#doubts
    this.#doubts = new Uint8Array(doubts.length * 2)
    this.#doubts.set(doubts)
  }
}

/** An element of a typed array that is known to be there. */
export const at = (
  array: Int32Array | Uint32Array | Uint16Array | Int8Array | Float64Array | Uint8Array,
  index: number,
): number => array[index] as number

/**
 * The same without the voters who cast fewer than `least` votes. It takes the room of the matrix, which is of no use any
 * more: both of them would be the most that the whole computation takes.
 */
export function keepActive(matrix: VoteMatrix, least: number): VoteMatrix {
  const numbers = new Int32Array(matrix.voterCount).fill(-1)
  const active = matrix.votesOf.filter((votes) => votes >= least)
  let next = 0
  for (let voter = 0; voter < matrix.voterCount; voter++)
    if ((matrix.votesOf[voter] as number) >= least) numbers[voter] = next++
  const { voters, values } = matrix
  const starts = new Int32Array(matrix.starts.length)
  let kept = 0
  for (let proposal = 0; proposal < matrix.proposals.length; proposal++) {
    for (
      let index = matrix.starts[proposal] as number;
      index < (matrix.starts[proposal + 1] as number);
      index++
    ) {
      const voter = numbers[voters[index] as number] as number
      if (voter < 0) continue
      voters[kept] = voter
      values[kept] = values[index] as number
      kept += 1
    }
    starts[proposal + 1] = kept
  }
  return {
    proposals: matrix.proposals,
    voterCount: active.length,
    starts,
    voters: voters.subarray(0, kept),
    values: values.subarray(0, kept),
    votesOf: active,
  }
}

/** Voters × proposals once more, one voter after the other: the votes of voter v stand from starts[v] to before starts[v + 1]. */
export interface Ballots {
  starts: Int32Array
  /** Numbers of the proposals, rising within a ballot. */
  proposals: Int32Array | Uint16Array
  values: Int8Array
}

/** Proposals that two bytes can number. */
const FEW_PROPOSALS = 2 ** 16

/** Where each voter's or proposal's votes begin, given how many each has. */
function startsOf(counts: Int32Array): Int32Array {
  const starts = new Int32Array(counts.length + 1)
  for (let index = 0; index < counts.length; index++)
    starts[index + 1] = (starts[index] as number) + (counts[index] as number)
  return starts
}

/** The ballots in a given order: place i of `order` is the voter who becomes number i. */
export function ballotsOf(
  matrix: VoteMatrix,
  order: Uint32Array = Uint32Array.from(matrix.votesOf.keys()),
): Ballots {
  const numbers = new Int32Array(order.length)
  for (let place = 0; place < order.length; place++) numbers[order[place] as number] = place
  const starts = startsOf(Int32Array.from(order, (voter) => matrix.votesOf[voter] as number))
  const next = starts.slice(0, -1)
  const Numbers = matrix.proposals.length <= FEW_PROPOSALS ? Uint16Array : Int32Array
  const proposals = new Numbers(matrix.voters.length)
  const values = new Int8Array(matrix.values.length)
  for (let proposal = 0; proposal < matrix.proposals.length; proposal++)
    for (
      let index = matrix.starts[proposal] as number;
      index < (matrix.starts[proposal + 1] as number);
      index++
    ) {
      const voter = numbers[matrix.voters[index] as number] as number
      const place = next[voter] as number
      next[voter] = place + 1
      proposals[place] = proposal
      values[place] = matrix.values[index] as number
    }
  return { starts, proposals, values }
}

/** Where a matrix is written to. */
type Room = Pick<VoteMatrix, 'voters' | 'values'>

/**
 * The matrix of some of the ballots, in their order; `isKept` is asked by their numbers. Into `room`, which is that of a matrix
 * of as many votes, if it is given.
 */
export function matrixOfBallots(
  { starts, proposals, values }: Ballots,
  ids: readonly string[],
  { isKept = () => true, room }: { isKept?(ballot: number): boolean; room?: Room } = {},
): VoteMatrix {
  const counts = new Int32Array(ids.length)
  const kept: number[] = []
  for (let ballot = 0; ballot < starts.length - 1; ballot++) {
    if (!isKept(ballot)) continue
    kept.push(ballot)
    for (let index = starts[ballot] as number; index < (starts[ballot + 1] as number); index++)
      counts[proposals[index] as number] = (counts[proposals[index] as number] as number) + 1
  }
  const columns = startsOf(counts)
  const next = columns.slice(0, -1)
  const size = columns[ids.length] as number
  const matrix = {
    voters: room?.voters ?? new Int32Array(size),
    values: room?.values ?? new Int8Array(size),
  }
  for (const [voter, ballot] of kept.entries())
    for (let index = starts[ballot] as number; index < (starts[ballot + 1] as number); index++) {
      const place = next[proposals[index] as number] as number
      next[proposals[index] as number] = place + 1
      matrix.voters[place] = voter
      matrix.values[place] = values[index] as number
    }
  return {
    ...matrix,
    proposals: ids,
    voterCount: kept.length,
    starts: columns,
    votesOf: Int32Array.from(kept, (ballot) => (starts[ballot + 1] as number) - (starts[ballot] as number)),
  }
}

/** The same voters and proposals without the votes on some of the proposals. */
export function withoutProposals(matrix: VoteMatrix, isLeftOut: (proposal: number) => boolean): VoteMatrix {
  const starts = new Int32Array(matrix.starts.length)
  const voters = new Int32Array(matrix.voters.length)
  const values = new Int8Array(matrix.values.length)
  const votesOf = new Int32Array(matrix.voterCount)
  let kept = 0
  for (let proposal = 0; proposal < matrix.proposals.length; proposal++) {
    for (
      let index = matrix.starts[proposal] as number;
      index < (matrix.starts[proposal + 1] as number);
      index++
    ) {
      if (isLeftOut(proposal)) break
      const voter = matrix.voters[index] as number
      voters[kept] = voter
      values[kept] = matrix.values[index] as number
      votesOf[voter] = (votesOf[voter] as number) + 1
      kept += 1
    }
    starts[proposal + 1] = kept
  }
  return {
    ...matrix,
    starts,
    voters: voters.subarray(0, kept),
    values: values.subarray(0, kept),
    votesOf,
  }
}

/** What more votes than these would tell is not worth the time that they take. */
const MOST_FIRST_VOTES = 1_000_000

/**
 * The first voters alone, so many that they have about a million votes; all where there are fewer. The votes of a proposal
 * must be in the order of voters, and the order must say nothing of them.
 */
export function firstVoters(matrix: VoteMatrix): VoteMatrix {
  const voterCount = Math.ceil((matrix.voterCount * MOST_FIRST_VOTES) / Math.max(1, matrix.voters.length))
  if (voterCount >= matrix.voterCount) return matrix
  const starts = new Int32Array(matrix.starts.length)
  const ends = matrix.proposals.map((_, proposal) => {
    let [low, high] = [matrix.starts[proposal] as number, matrix.starts[proposal + 1] as number]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((matrix.voters[middle] as number) < voterCount) low = middle + 1
      else high = middle
    }
    return low
  })
  for (const [proposal, end] of ends.entries())
    starts[proposal + 1] = (starts[proposal] as number) + end - (matrix.starts[proposal] as number)
  const voters = new Int32Array(starts[ends.length] as number)
  const values = new Int8Array(voters.length)
  for (const [proposal, end] of ends.entries()) {
    voters.set(matrix.voters.subarray(matrix.starts[proposal] as number, end), starts[proposal] as number)
    values.set(matrix.values.subarray(matrix.starts[proposal] as number, end), starts[proposal] as number)
  }
  return { ...matrix, voterCount, starts, voters, values, votesOf: matrix.votesOf.subarray(0, voterCount) }
}

/** True for about `share` of all voters, and always for the same: pseudonyms (hexadecimal) are evenly spread. */
export const isSampled = (pseudonym: string, share: number): boolean =>
  share >= 1 || Number.parseInt(pseudonym.slice(0, 8), 16) < share * 2 ** 32
