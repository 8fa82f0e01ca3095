// Ballots that are nearly the same: one person or program with many names, or a list that was passed around. They are found
// by MinHash (Broder 1997, "On the resemblance and containment of documents"): ballots that share most of their votes
// share most of their least hashes, so that each is compared with a few others only.

import type { Ballots, VoteMatrix } from './vote-matrix.ts'

/** Ballots of one mind; the first of them stands for all. */
export interface BallotClasses {
  /** The ballot that stands for each ballot; itself where it is alone. */
  leaderOf: Int32Array
  /** Ballots in the class of each leader; 0 for those who lead none. */
  sizes: Int32Array
}

/** With fewer votes in common, equality says little. */
const LEAST_COMMON = 8
const BANDS = 16
const ROWS = 2
const HASHES = BANDS * ROWS
/** Leaders that a ballot is compared with in each bucket, the newest first. */
const MOST_COMPARED = 12
/** Of the hashes, those that must be the same before ballots are compared vote by vote. */
const LEAST_SHARED = 6

/** A good mixture of the bits (Steele et al. 2014, splitmix). */
function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
  return (bits ^ (bits >>> 15)) >>> 0
}

const voteCode = (proposal: number, value: number): number => proposal * 3 + value + 1

/** A different number for each vote, the same for all readers. */
function saltOf({ proposals, starts, values }: VoteMatrix): number {
  let salt = values.length
  for (let proposal = 0; proposal < proposals.length; proposal++) {
    let sum = 0
    for (let index = starts[proposal] as number; index < (starts[proposal + 1] as number); index++)
      sum += values[index] as number
    salt = mixed(salt ^ mixed(sum ^ ((starts[proposal + 1] as number) << 8)))
  }
  return salt
}

/**
 * Voters in an order that follows from their ballots alone, not from their names or from when they came. It changes with
 * each vote of anybody, so that nobody can choose a ballot that comes first.
 */
export function contentOrder(matrix: VoteMatrix): Uint32Array {
  const { proposals, starts, voters, values, voterCount } = matrix
  const salt = saltOf(matrix)
  const [first, second] = [new Uint32Array(voterCount), new Uint32Array(voterCount)]
  for (let proposal = 0; proposal < proposals.length; proposal++)
    for (let index = starts[proposal] as number; index < (starts[proposal + 1] as number); index++) {
      const code = mixed(voteCode(proposal, values[index] as number) ^ salt)
      const voter = voters[index] as number
      first[voter] = (first[voter] as number) + code
      second[voter] = (second[voter] as number) + mixed(code ^ 0x5bd1e995)
    }
  return Uint32Array.from(first.keys()).sort(
    (one, other) =>
      (first[one] as number) - (first[other] as number) ||
      (second[one] as number) - (second[other] as number),
  )
}

/** For each ballot its least hashes, one after the other. */
export function signaturesOf({ starts, proposals, values }: Ballots, proposalCount: number): Uint32Array {
  const table = Uint32Array.from({ length: proposalCount * 3 * HASHES }, (_, index) => mixed(index + 1))
  const signatures = new Uint32Array((starts.length - 1) * HASHES).fill(0xffffffff)
  for (let ballot = 0; ballot < starts.length - 1; ballot++) {
    const to = ballot * HASHES
    for (let index = starts[ballot] as number; index < (starts[ballot + 1] as number); index++) {
      const from = voteCode(proposals[index] as number, values[index] as number) * HASHES
      for (let hash = 0; hash < HASHES; hash++)
        if ((table[from + hash] as number) < (signatures[to + hash] as number))
          signatures[to + hash] = table[from + hash] as number
    }
  }
  return signatures
}

/** True if of the votes that two ballots have in common, eight or more, at least this part is equal. */
function isNearlySame(
  { starts, proposals, values }: Ballots,
  one: number,
  other: number,
  leastEqual: number,
): boolean {
  let [left, right] = [starts[one] as number, starts[other] as number]
  const [leftEnd, rightEnd] = [starts[one + 1] as number, starts[other + 1] as number]
  let [common, equal] = [0, 0]
  while (left < leftEnd && right < rightEnd) {
    const difference = (proposals[left] as number) - (proposals[right] as number)
    if (difference === 0) {
      common += 1
      if ((values[left] as number) === (values[right] as number)) equal += 1
    }
    if (difference <= 0) left += 1
    if (difference >= 0) right += 1
  }
  return common >= LEAST_COMMON && equal >= leastEqual * common
}

/** Ballots with the most votes first, equal ones in the order given. */
function ranks({ starts }: Ballots): Uint32Array {
  const votes = (ballot: number) => (starts[ballot + 1] as number) - (starts[ballot] as number)
  return Uint32Array.from(starts.subarray(1).keys()).sort(
    (one, other) => votes(other) - votes(one) || one - other,
  )
}

const RANKS = 2 ** 21

/**
 * Puts nearly identical ballots into classes: those that are equal in `leastEqual` of the votes (0 to 1) that they have in
 * common with the longest ballot of their class, at least eight. More than two million ballots are not compared.
 *
 * @param signatures of the same ballots
 */
export function classesOf(ballots: Ballots, signatures: Uint32Array, leastEqual: number): BallotClasses {
  const count = ballots.starts.length - 1
  const leaderOf = Int32Array.from({ length: count }, (_, ballot) => ballot)
  const order = ranks(ballots)
  const considered = order.findIndex(
    (ballot) => (ballots.starts[ballot + 1] as number) - (ballots.starts[ballot] as number) < LEAST_COMMON,
  )
  const length = Math.min(RANKS, considered < 0 ? count : considered)
  const rootOf = (ballot: number): number => {
    let root = ballot
    while ((leaderOf[root] as number) !== root) root = leaderOf[root] as number
    return root
  }
  const shares = (one: number, other: number): boolean => {
    let same = 0
    for (let hash = 0; hash < HASHES; hash++)
      if ((signatures[one * HASHES + hash] as number) === (signatures[other * HASHES + hash] as number))
        same += 1
    return same >= LEAST_SHARED
  }
  const isSame = (one: number, other: number) =>
    shares(one, other) && isNearlySame(ballots, one, other, leastEqual)
  const keys = new Float64Array(length)
  const met: number[] = []
  for (let band = 0; band < BANDS; band++) {
    for (let rank = 0; rank < length; rank++) {
      const from = (order[rank] as number) * HASHES + band * ROWS
      const bucket = mixed(
        (signatures[from] as number) ^ Math.imul(signatures[from + 1] as number, 0x9e3779b1),
      )
      keys[rank] = bucket * RANKS + rank
    }
    keys.sort()
    for (let place = 1; place < length; place++) {
      const key = Math.floor((keys[place] as number) / RANKS)
      const ballot = order[(keys[place] as number) % RANKS] as number
      if (rootOf(ballot) !== ballot) continue
      met.length = 0
      for (let earlier = place - 1; earlier >= 0 && place - earlier <= MOST_COMPARED; earlier--) {
        if (Math.floor((keys[earlier] as number) / RANKS) !== key) break
        const root = rootOf(order[(keys[earlier] as number) % RANKS] as number)
        if (root === ballot || met.includes(root)) continue
        met.push(root)
        if (!isSame(root, ballot)) continue
        leaderOf[ballot] = root
        break
      }
    }
  }
  return aroundLeaders(ballots, leaderOf, rootOf, leastEqual)
}

/** Classes may have met through others: only those that are nearly the same as their leader stay with it. */
function aroundLeaders(
  ballots: Ballots,
  leaderOf: Int32Array,
  rootOf: (ballot: number) => number,
  leastEqual: number,
): BallotClasses {
  const final = leaderOf.map((leader, ballot) => {
    if (leader === ballot) return ballot
    const root = rootOf(ballot)
    return root === leader || isNearlySame(ballots, root, ballot, leastEqual) ? root : ballot
  })
  const sizes = new Int32Array(final.length)
  for (const leader of final) sizes[leader] = (sizes[leader] as number) + 1
  return { leaderOf: final, sizes }
}
