import type { Vote } from '../wire/index.ts'

const VALUES: Record<Vote, number> = { agree: 1, neutral: 0, disagree: -1 }
const LEAST_CAPACITY = 4096

/** Votes on one proposal. */
export interface VoteCounts {
  agree: number
  disagree: number
  neutral: number
}

/**
 * Voters × proposals with the votes that there are, one proposal after the other. The votes of proposal p stand from
 * starts[p] to before starts[p + 1]. Voters are numbers; who they are is left behind in the ballot box.
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

export const noVotes = (): VoteCounts => ({ agree: 0, disagree: 0, neutral: 0 })

/** Counts one vote, given as its value. */
export function countValue(counts: VoteCounts, value: number): void {
  if (value > 0) counts.agree += 1
  else if (value < 0) counts.disagree += 1
  else counts.neutral += 1
}

/** Takes votes one by one and packs them: five bytes a vote. */
export class BallotBox {
  readonly #proposals: string[] = []
  readonly #starts: number[] = []
  readonly #numbers = new Map<string, number>()
  #voters: Int32Array
  #values: Int8Array
  #size = 0

  /** `expected`: about how many votes will come. More than that are moved into twice the room. */
  constructor(expected = 0) {
    const capacity = Math.max(expected, LEAST_CAPACITY)
    this.#voters = new Int32Array(capacity)
    this.#values = new Int8Array(capacity)
  }

  /** Votes of one proposal come in a row, each voter once. */
  add(proposal: string, voter: string, vote: Vote): void {
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
    this.#size += 1
  }

  /** All votes. */
  matrix(): VoteMatrix {
    const voters = this.#voters.subarray(0, this.#size)
    const votesOf = new Int32Array(this.#numbers.size)
    for (const voter of voters) votesOf[voter] = at(votesOf, voter) + 1
    return {
      proposals: this.#proposals,
      voterCount: this.#numbers.size,
      starts: Int32Array.from([...this.#starts, this.#size]),
      voters,
      values: this.#values.subarray(0, this.#size),
      votesOf,
    }
  }

  #grow(): void {
    const [voters, values] = [this.#voters, this.#values]
    this.#voters = new Int32Array(voters.length * 2)
    this.#voters.set(voters)
    this.#values = new Int8Array(values.length * 2)
    this.#values.set(values)
  }
}

/** An element of a typed array that is known to be there. */
export const at = (
  array: Int32Array | Uint32Array | Int8Array | Float64Array | Uint8Array,
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
    if (at(matrix.votesOf, voter) >= least) numbers[voter] = next++
  const { voters, values } = matrix
  const starts = new Int32Array(matrix.starts.length)
  let kept = 0
  for (let proposal = 0; proposal < matrix.proposals.length; proposal++) {
    for (let index = at(matrix.starts, proposal); index < at(matrix.starts, proposal + 1); index++) {
      const voter = at(numbers, at(voters, index))
      if (voter < 0) continue
      voters[kept] = voter
      values[kept] = at(values, index)
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

/** True for about `share` of all voters, and always for the same: pseudonyms (hexadecimal) are evenly spread. */
export const isSampled = (pseudonym: string, share: number): boolean =>
  share >= 1 || Number.parseInt(pseudonym.slice(0, 8), 16) < share * 2 ** 32
